"""What a soak's verdict must notice: memory, open files and lag that grow, and what was lost."""

import os

import pytest

from evaluation.faults.press import Plan
from evaluation.soak.sample import Sample, bytes_of, handles_of, memory_of
from evaluation.soak.verdict import Verdict, Work, verdict

HOUR = 3_600.0


def after(
    grown: float = 0.0, more_handles: int = 0, lag: int = 100, last: int = 0, seconds: float = HOUR, lost: str = ""
) -> Verdict:
    """The verdict on a parser that grows by so much in an hour, beside a Kafka that grows much more."""
    samples = [
        Sample(
            at,
            {"parser": 100 + grown * at / HOUR + (50 if at < seconds / 3 else 0), "Kafka": 400 + 300 * at / HOUR},
            {"parser": 30 + (more_handles if at > seconds * 0.9 else 0), "Kafka": 100 + int(at)},
            lag,
            {"Kafka": int(5e6 * at / seconds)},
        )
        for at in range(0, int(seconds) + 1, 5)
    ]
    return verdict(Work(2_000, 1_500, seconds), samples, 1_000, last, [lost] if lost else [])


def test_what_stays_as_it_is_holds_whatever_it_took_to_warm_up() -> None:
    found = after()
    assert found.holds(), found.complaints
    assert found.processes["parser"].megabytes_an_hour == pytest.approx(0)
    assert found.processes["Kafka"].megabytes_an_hour == pytest.approx(300)
    assert found.disk == {"Kafka": pytest.approx(2.5)}


@pytest.mark.parametrize(
    ("grows", "told"),
    [
        ({"grown": 60.0}, "parser grows by 60 MB an hour"),
        ({"more_handles": 20}, "parser had between 30 and 50 files open"),
        ({"lag": 5_000}, "lag rose to 5000 records"),
        ({"last": 3}, "3 records were never read"),
        ({"lost": "3 pages are not in the index"}, "3 pages are not in the index"),
    ],
)
def test_what_grows_or_is_lost_is_said(grows: dict[str, object], told: str) -> None:
    found = after(**grows)  # type: ignore[arg-type]
    assert not found.holds()
    assert found.complaints == [told]


def test_five_minutes_are_too_short_to_judge_a_slope_by() -> None:
    found = after(grown=60.0, seconds=300.0)
    assert found.holds()
    assert found.processes["parser"].megabytes_an_hour == pytest.approx(60)


def test_a_process_that_is_gone_holds_nothing(tmp_path: object) -> None:
    assert (memory_of(2**22 - 1), handles_of(2**22 - 1)) == (0.0, 0)
    assert memory_of(os.getpgid(0)) > 0
    assert handles_of(os.getpgid(0)) > 0


def test_bytes_are_those_on_disk(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(b"x" * 100_000)
    assert 100_000 <= bytes_of(tmp_path) < 140_000


def test_a_press_that_grows_ends_with_as_many_pages_as_planned_and_says_what_must_become_of_each() -> None:
    plan = Plan(hosts=2, pages=200, port=80, concerned=20, grow=100.0, opened=1_000.0)
    assert [plan.appeared(at) for at in (1_000.0, 1_050.0, 1_100.0, 9_000.0)] == [1, 101, 200, 200]
    ends = list(plan.ends().values())
    # One text in twenty with its copy, where that can be read: one page in a hundred cannot.
    assert {name: ends.count(name) for name in set(ends)} == {"indexed": 36, "dead": 4, "off_topic": 360}

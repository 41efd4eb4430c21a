"""The measured promise: dates of the press are read right, and hardly ever wrong."""

from pathlib import Path

import pytest

from evaluation.dates import Row, judge, names_its_year, ours, rates_of, read_rows, report_dates

STRINGS = Path(__file__).parents[3] / "shared" / "eval" / "dates.jsonl"


def row(text: str, value: str, grain: str = "day") -> Row:
    return Row(src="test", text=text, value=value, grain=grain, kind="absolute", locale="ar")


def test_what_counts_as_right() -> None:
    assert judge(row("…", "2024-11-04T22:00:00", "second"), "2024-11-04T22:00:00+03:00") == "right"
    assert judge(row("…", "2024-11-04T22:00:00", "second"), "2024-11-04T10:00") == "wrong"
    assert judge(row("…", "2024-11-04"), "2024-04-11") == "wrong"
    assert judge(row("…", "2024-11-04"), None) == "null"


def test_no_set_of_dates_is_not_measured(tmp_path: Path) -> None:
    assert [goal.met for goal in report_dates(tmp_path / "dates.jsonl", tmp_path).goals] == [None]


def test_a_page_with_a_date_is_right_and_a_peer_that_is_missing_is_named(tmp_path: Path) -> None:
    line = '{"src":"","text":"4 تشرين الثاني 2024","value":"2024-11-04","grain":"day","kind":"absolute","locale":"ar"}'
    (tmp_path / "dates.jsonl").write_text(line, "utf-8")
    report = report_dates(tmp_path / "dates.jsonl", tmp_path / "python")
    assert [goal.met for goal in report.goals] == [True, True]
    assert [row["right"] for row in report.rows] == [100.0] * 4
    assert sum("left out: " in note for note in report.notes) == 2


def test_right_in_99_of_100_and_wrong_in_at_most_1_of_200() -> None:
    if not STRINGS.exists():
        pytest.skip("the set of date strings is not beside this checkout")
    rows = [
        each
        for each in read_rows(STRINGS)
        if each.kind in ("absolute", "hijri") and each.grain in ("day", "minute", "second") and names_its_year(each)
    ]
    rates = rates_of(ours, rows)
    assert rates["right"] >= 99.0, rates
    assert rates["wrong"] <= 0.5, rates

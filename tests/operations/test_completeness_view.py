"""What `masar outlets completeness` prints, also where there are no colours."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.completeness import Alarm, Day
from contracts.outcome import Found
from operations.command_completeness import _show
from operations.completeness import History, Whole
from services.watch.judge import Now, stand
from services.watch.rhythm import bands

AT = datetime(2024, 11, 5, 15, 0, tzinfo=UTC)
DAYS = tuple(
    Day(
        outlet="paper",
        day=f"{AT - timedelta(days=back):%Y-%m-%d}",
        hours=(1,) * 24,
        read=24,
        text=24,
        title=24,
        date=24,
        author=12,
        length=2_400.0,
    )
    for back in range(28, 0, -1)
)
FOUND = (Found(title=True, length=2_400),) * 6 + (Found(title=True, date=True, author=True, length=2_400),) * 14
ALARM = Alarm(outlet="paper", figure="date", side="low", since=AT, value=0.7, usual=1.0)


def whole() -> Whole:
    now = Now(outlet="paper", pages=24, found=FOUND, last_page=AT - timedelta(minutes=12))
    return Whole(
        outlet="paper",
        figures=stand(now, bands(DAYS, len(FOUND))),
        last_page=now.last_page,
        longest_silence=3_600.0,
        alarms=(ALARM,),
    )


def test_the_list_has_now_usual_and_in_words_what_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    _show([whole()], AT)
    told = capsys.readouterr().out
    for said in ("paper", "12 min (60 min)", "24 (24)", "100% (100%)", "70% (100%) low", "2400 (2400)"):
        assert said in told


def test_one_outlet_has_its_days_and_its_alarms(capsys: pytest.CaptureFixture[str]) -> None:
    _show(History(now=whole(), days=DAYS[-2:], alarms=(ALARM,)), AT)
    told = capsys.readouterr().out
    for said in ("2024-11-04", "50%", "date low", "not yet"):
        assert said in told

"""One stretch of fuzzing in a process of its own: python -m evaluation.fuzz.engine KIND FOLDER SEED SECONDS."""

import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, Phase, given, seed, settings
from msgspec import Struct

from evaluation.fuzz.case import Case, Kind, keep
from evaluation.fuzz.cases import cases
from evaluation.fuzz.judge import judge, knowledge

CURRENT = "current.json"
STATE = "state.json"
_EVERY = 2.0


class State(Struct):
    """How far a stretch has come. `slowest` is in CPU seconds, `largest` in MiB."""

    cases: int = 0
    outcomes: dict[str, int] = {}
    slowest: float = 0.0
    largest: float = 0.0


class TooMuch(AssertionError):
    """A case that took more time or memory than a page may."""


class _OutOfTime(BaseException):
    """The stretch is over; no fault of any case."""


class _Stretch:
    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._until = time.monotonic() + seconds
        self._told = 0.0
        self._outcomes: Counter[str] = Counter()
        self._state = State()

    def read(self, case: Case) -> None:
        """Read one case, told beforehand so that it is known even where the process dies of it."""
        if time.monotonic() > self._until:
            self._tell()
            raise _OutOfTime
        keep(case, self._folder / CURRENT)
        outcome, spent = judge(case)
        self._outcomes[outcome] += 1
        self._state.cases += 1
        self._state.slowest = max(self._state.slowest, spent.seconds)
        self._state.largest = max(self._state.largest, spent.mebibytes)
        if time.monotonic() > self._told + _EVERY:
            self._tell()
        if spent.too_much:
            raise TooMuch(f"{spent.too_much}: {spent.seconds:.1f} s, {spent.mebibytes:.0f} MiB")

    def _tell(self) -> None:
        self._state.outcomes = dict(self._outcomes)
        (self._folder / STATE).write_bytes(msgspec.json.encode(self._state))
        self._told = time.monotonic()


def main() -> None:
    """Fuzz until the time is over or a case goes wrong; the exit status is 0 or else."""
    kind, folder, number, seconds = sys.argv[1:]
    knowledge()
    stretch = _Stretch(Path(folder), float(seconds))
    _at_random(stretch, kind, int(number))  # type: ignore[arg-type]  # the parent passes kinds only


def _at_random(stretch: _Stretch, kind: Kind, number: int) -> None:
    # No shrinking: the parent wants the case as it was, and to go on with others.
    drawn = settings(
        max_examples=1_000_000_000,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        seed(number)(drawn(given(cases(kind))(stretch.read)))()
    except _OutOfTime:
        return


if __name__ == "__main__":
    main()

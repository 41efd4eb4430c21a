"""Stretches of fuzzing one after another, kind by kind; what goes wrong is kept, tried again, and told."""

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from evaluation.fuzz.alone import alone
from evaluation.fuzz.case import kept
from evaluation.fuzz.engine import CURRENT, STATE, State
from evaluation.fuzz.judge import judge, knowledge

_STRETCH = 120.0
# What a stretch may take beyond its time: loading, and one last case.
_GRACE = 90.0


class Findings(Struct):
    """What each kind of case came to, and the files of what went wrong, each with its fault."""

    states: dict[str, State] = {}
    files: dict[str, str] = {}
    seconds: float = 0.0


def run_stretches(folder: Path, kinds: Sequence[str], seed: int, seconds: float) -> Findings:
    """Fuzz for so many seconds in all, printing a line for each stretch."""
    folder.mkdir(parents=True, exist_ok=True)
    knowledge()
    found = Findings()
    started = time.monotonic()
    number = 0
    while (left := seconds - (time.monotonic() - started)) > 1:
        kind = kinds[number % len(kinds)]
        share = min(_STRETCH, left, max(5.0, seconds / len(kinds)))
        _stretch(folder, kind, seed + number, share, found)
        found.seconds = time.monotonic() - started
        state = found.states.get(kind, State())
        told = f"slowest {state.slowest:.2f} s, largest {state.largest:.0f} MiB, {len(found.files)} findings"
        print(f"{found.seconds / 60:5.1f} min  {kind:8} seed {seed + number}: {state.cases} cases, {told}", flush=True)
        number += 1
    return found


def _stretch(folder: Path, kind: str, seed: int, seconds: float, found: Findings) -> None:
    for name in (CURRENT, STATE):
        (folder / name).unlink(missing_ok=True)
    command = [sys.executable, "-m", "evaluation.fuzz.engine", kind, str(folder), str(seed), str(seconds)]
    log = folder / "engine.log"
    with log.open("wb") as output:
        try:
            ended = subprocess.run(command, stdout=output, stderr=output, timeout=seconds + _GRACE, check=False)  # noqa: S603  # our own module
        except subprocess.TimeoutExpired:
            ended = None
    if (folder / STATE).exists():
        _add(found.states.setdefault(kind, State()), msgspec.json.decode((folder / STATE).read_bytes(), type=State))
    if ended is None or ended.returncode != 0:
        _keep(folder, f"{kind}-{seed}", log, found)


def _add(total: State, stretch: State) -> None:
    total.cases += stretch.cases
    total.slowest = max(total.slowest, stretch.slowest)
    total.largest = max(total.largest, stretch.largest)
    for name, count in stretch.outcomes.items():
        total.outcomes[name] = total.outcomes.get(name, 0) + count


def _keep(folder: Path, name: str, log: Path, found: Findings) -> None:
    """Keep the case that ended a stretch. It counts as found where it goes wrong again on its own."""
    if not (folder / CURRENT).exists():
        raise RuntimeError(f"the fuzzer itself did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
    file = folder / f"{name}.json"
    shutil.copyfile(folder / CURRENT, file)
    shutil.copyfile(log, file.with_suffix(".log"))
    case = kept(file)
    told = alone(lambda: judge(case))
    if told.fault is None:
        print(f"  once only, {told.seconds} s, {told.mebibytes} MiB when tried again: {file}", flush=True)
        return
    error = next(iter((told.error or f"{told.seconds} s, {told.mebibytes} MiB").strip().splitlines()[-1:]), "")
    found.files[str(file)] = f"{told.fault}: {error[:200]}"
    print(f"  found {found.files[str(file)]} in {file}", flush=True)

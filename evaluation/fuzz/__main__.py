"""Fuzz the parser for as long as asked: python -m evaluation.fuzz [--minutes M] [--monsters | --replay FILE]."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from evaluation.fuzz.alone import Told, alone
from evaluation.fuzz.case import KINDS, kept
from evaluation.fuzz.judge import judge, knowledge
from evaluation.fuzz.monsters import monsters
from evaluation.fuzz.stretches import Findings, run_stretches

_FOLDER = Path(".masar") / "fuzz"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was read and found; 1 where anything was found."""
    options = argparse.ArgumentParser(prog="evaluation.fuzz", description=__doc__)
    options.add_argument("--minutes", type=float, default=5.0, help="how long, all kinds together (5)")
    options.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    options.add_argument("--seed", type=int, default=int(time.time()), help="the first stretch's seed (the clock)")
    options.add_argument("--folder", type=Path, default=_FOLDER, help="where findings are kept (.masar/fuzz)")
    options.add_argument("--monsters", nargs="?", const="", metavar="NAME", help="read the named monsters instead")
    options.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="read kept findings again instead")
    chosen = options.parse_args(arguments)
    if chosen.monsters is not None:
        return _monsters(chosen.monsters)
    if chosen.replay:
        return _replay(chosen.replay)
    found = run_stretches(chosen.folder, chosen.kinds, chosen.seed, 60 * chosen.minutes)
    return _report(found)


def _monsters(named: str) -> int:
    """One JSON line for each monster whose name holds `named`: what it gave, what went wrong, what it cost."""
    knowledge()
    faults = 0
    for name, make in monsters().items():
        if named in name:
            case = make()
            told = alone(lambda case=case: judge(case))  # type: ignore[misc]  # mypy infers no lambda with a default
            faults += told.fault is not None
            print(msgspec.json.encode({"monster": name, **msgspec.structs.asdict(told)}).decode(), flush=True)
    return 1 if faults else 0


def _replay(files: Sequence[Path]) -> int:
    knowledge()
    faults = 0
    for file in files:
        told = _replayed(file)
        faults += told.fault is not None
        print(f"{file}: {told.outcome or told.fault}, {told.seconds} s, {told.mebibytes} MiB\n{told.error or ''}")
    return 1 if faults else 0


def _replayed(file: Path) -> Told:
    case = kept(file)
    return alone(lambda: judge(case))


def _report(found: Findings) -> int:
    for kind, state in found.states.items():
        outcomes = ", ".join(f"{name} {count}" for name, count in sorted(state.outcomes.items()))
        print(
            f"{kind}: {state.cases} cases, slowest {state.slowest:.2f} s, largest {state.largest:.0f} MiB; {outcomes}"
        )
    print(f"{found.seconds / 60:.1f} minutes, {len(found.files)} findings")
    for file, fault in found.files.items():
        print(f"  {fault}: {file}")
    return 1 if found.files else 0


if __name__ == "__main__":
    raise SystemExit(main())

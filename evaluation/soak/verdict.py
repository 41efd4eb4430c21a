"""What a soak shows: does memory grow, do file handles, does lag, and what a thousand pages cost on disk."""

import statistics
from collections.abc import Mapping, Sequence

from msgspec import Struct

from evaluation.soak.sample import Sample

# What comes up at the start says nothing of what stays: slopes are taken over the rest.
WARM_UP = 0.4
# Of the services' own processes. At five pages a second the crawler remembers 18,000 addresses an hour (9 MB) and the
# parser 1,800 articles (25 MB) on purpose; five minutes' samples do not tell such a slope from the start's.
MEGABYTES_AN_HOUR = 48.0
HANDLES = 8
# Java reserves its heap beforehand and fills it as it likes: told, not judged.
JUDGED = ("crawler", "parser", "indexer")
LONG = 1_800.0


class Process(Struct, frozen=True, kw_only=True):
    """One process after the warm-up: memory in megabytes with its slope, file handles at the least and the most."""

    megabytes: float
    megabytes_an_hour: float
    handles_least: int
    handles_most: int


class Verdict(Struct, frozen=True, kw_only=True):
    """The end of a soak. `lag_most` is over the whole, `lag_last` at the end; disk in megabytes for 1,000 pages."""

    seconds: float
    pages: int
    page_bytes: int
    processes: dict[str, Process]
    lag_most: int
    lag_bound: int
    lag_last: int
    disk: dict[str, float]
    complaints: list[str]

    def holds(self) -> bool:
        """Whether nothing was lost and nothing grew."""
        return not self.complaints


class Work(Struct, frozen=True):
    """What was done: pages, of so many bytes each, in so many seconds."""

    pages: int
    page_bytes: int
    seconds: float


def verdict(work: Work, samples: Sequence[Sample], lag_bound: int, lag_last: int, lost: Sequence[str]) -> Verdict:
    """The verdict over a soak's samples; `lost` is what the index and the ledger complain of."""
    seconds = work.seconds
    settled = [sample for sample in samples if sample.at >= seconds * WARM_UP]
    processes = {name: _process(name, settled) for name in settled[-1].memory}
    lag_most = max(sample.lag for sample in samples if sample.lag is not None)
    grown = [
        f"{name} grows by {found.megabytes_an_hour:.0f} MB an hour"
        for name, found in processes.items()
        if name in JUDGED and seconds >= LONG and found.megabytes_an_hour > MEGABYTES_AN_HOUR
    ]
    grown += [
        f"{name} had between {found.handles_least} and {found.handles_most} files open"
        for name, found in processes.items()
        if name in JUDGED and found.handles_most - found.handles_least > HANDLES
    ]
    if lag_most > lag_bound:
        grown.append(f"lag rose to {lag_most} records")
    if lag_last:
        grown.append(f"{lag_last} records were never read")
    return Verdict(
        seconds=seconds,
        pages=work.pages,
        page_bytes=work.page_bytes,
        processes=processes,
        lag_most=lag_most,
        lag_bound=lag_bound,
        lag_last=lag_last,
        disk=_disk(samples[0].disk, samples[-1].disk, work.pages),
        complaints=[*lost, *grown],
    )


def _process(name: str, samples: Sequence[Sample]) -> Process:
    alive = [sample for sample in samples if sample.memory.get(name)]
    hours, memory = [sample.at / 3_600 for sample in alive], [sample.memory[name] for sample in alive]
    handles = [sample.handles[name] for sample in alive]
    return Process(
        megabytes=statistics.mean(memory),
        megabytes_an_hour=statistics.linear_regression(hours, memory).slope,
        handles_least=min(handles),
        handles_most=max(handles),
    )


def _disk(first: Mapping[str, int], last: Mapping[str, int], pages: int) -> dict[str, float]:
    return {name: (last[name] - first[name]) / 1e6 / pages * 1_000 for name in last}

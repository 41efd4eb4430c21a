"""Is there anything left to do? The question at the end of `masar run --once`."""

from collections.abc import Callable

from msgspec import Struct

from queries.account import Summary


class Work(Struct, frozen=True):
    """What is left: sources not polled yet, addresses due (null: the crawler does not say), records
    not worked off, pages without a final outcome."""

    unpolled: float | None
    due: float | None
    lag: int
    unaccounted: int

    @property
    def none(self) -> bool:
        """Whether nothing is left."""
        return self.unpolled == 0 and self.due == 0 and self.lag == 0 and self.unaccounted == 0


class QuietCheck:
    """Says that all is done only when two looks in a row, apart in time, found nothing left.

    One look is not enough: a record can be between two topics while each of them is being looked at.
    """

    def __init__(self, look: Callable[[], Work]) -> None:
        self._look = look
        self._quiet = 0
        self.last: Work | None = None

    def done(self) -> bool:
        """Take one look."""
        self.last = self._look()
        self._quiet = self._quiet + 1 if self.last.none else 0
        return self._quiet >= 2


def work_left(gauge: Callable[[str], float | None], lag: Callable[[], int], summary: Callable[[], Summary]) -> Work:
    """One look, upstream first, so that what moves on meanwhile is still seen further down."""
    return Work(
        unpolled=gauge("masar_crawler_sources_unpolled"),
        due=gauge("masar_crawler_due"),
        lag=lag(),
        unaccounted=summary().unaccounted,
    )

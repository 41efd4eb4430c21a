"""Whose sources may be others after an article came."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lineage.sources import Sources, is_enough
from lineage.standing import Standing


class Disturbed:
    """Whose sources may be new ones when an article is put in."""

    def __init__(self, article: Standing, sources: Mapping[str, Sources], reach: int) -> None:
        """`sources` as they were before; a fingerprint is looked for in its first holders, `reach` of them."""
        self._article = article
        self._sources = sources
        self._reach = reach
        self._surely: set[str] = set()
        self._shared: Counter[Standing] = Counter()
        self._first: set[Standing] = set()

    def all(self, holders: Iterable[Standing]) -> None:
        """The holders of a fingerprint, all of which look to others now."""
        self._surely.update(holder.page_id for holder in holders)

    def by_one_more(self, holders: Sequence[Standing], place: int) -> None:
        """Those who find the article, at a place among the holders, before them."""
        if place >= self._reach:
            return
        later = holders[place + 1 :]
        self._shared.update(later)
        if place == 0:
            self._first.update(later)
            self._by_the_loss_of(later[0], later[1:])
        if len(holders) > self._reach + 1:
            self._by_the_loss_of(holders[self._reach], holders[self._reach + 1 :])

    def _by_the_loss_of(self, source: Standing, later: Iterable[Standing]) -> None:
        # it is no longer the first of all, or one of the first: that matters to those who chose it
        page = source.page_id
        self._surely.update(each.page_id for each in later if page in self._sources[each.page_id].pages)

    def pages(self) -> set[str]:
        """Their page ids."""
        chosen = {each.page_id for each, count in self._shared.items() if self._is_chosen(each, count)}
        return (self._surely | chosen) - {self._article.page_id}

    def _is_chosen(self, later: Standing, count: int) -> bool:
        chosen = later in self._first or count >= self._sources[later.page_id].enough
        return chosen and is_enough(count, self._article, later)

"""The pairs of remembered articles that share passages, kept up as articles come and go."""

from collections.abc import Mapping, Set

from lineage.index import Disturbed, Index
from lineage.links import Known, Link, compare, link
from lineage.standing import Standing


class Pairs:
    """Articles by page id, and for each its links with earlier ones. Follows from the set of articles alone."""

    def __init__(self) -> None:
        self.articles: dict[str, Known] = {}
        self._index = Index()
        self._links: dict[str, dict[str, Link]] = {}
        self._later: dict[str, set[str]] = {}

    def links(self, page: str) -> Mapping[str, Link]:
        """The article's links by the page id of the earlier article."""
        return self._links.get(page, {})

    def later(self, page: str) -> Set[str]:
        """The later articles that have a link with this one."""
        return self._later.get(page, frozenset())

    def take(self, entering: Known) -> set[str]:
        """Remember an article that is not remembered yet. Returns the pages whose links changed, its own included."""
        page = entering.page_id
        self.articles[page] = entering
        return self._heed(self._index.add(entering.standing, entering.fingerprints), entering.standing) | {page}

    def forget(self, page: str) -> set[str]:
        """Forget an article. Returns the other pages whose links changed."""
        former = self.articles[page]
        touched = set(self.later(page))
        for later in touched:
            self._unlink(page, later)
        for earlier in tuple(self.links(page)):
            self._unlink(earlier, page)
        touched |= self._heed(self._index.remove(former.standing, former.fingerprints))
        del self.articles[page]
        return touched

    def _heed(self, disturbed: Disturbed, entering: Standing | None = None) -> set[str]:
        gained = {later.page_id for earlier, later in disturbed.gained if self._link(earlier, later, entering)}
        lost = {later.page_id for earlier, later in disturbed.lost if self._loosen(earlier, later)}
        return gained | lost

    def _link(self, earlier: Standing, later: Standing, entering: Standing | None) -> bool:
        if earlier.page_id in self.links(later.page_id):
            return False
        one, other = self.articles[later.page_id], self.articles[earlier.page_id]
        passages = compare(one, other, earlier_stays=earlier is entering)
        if passages:
            self._links.setdefault(later.page_id, {})[earlier.page_id] = link(passages)
            self._later.setdefault(earlier.page_id, set()).add(later.page_id)
        return bool(passages)

    def _loosen(self, earlier: Standing, later: Standing) -> bool:
        if earlier.page_id not in self.links(later.page_id):
            return False
        shared = {*self.articles[earlier.page_id].fingerprints}.intersection(self.articles[later.page_id].fingerprints)
        if self._index.comparable(earlier, later, shared):
            return False
        self._unlink(earlier.page_id, later.page_id)
        return True

    def _unlink(self, earlier: str, later: str) -> None:
        del self._links[later][earlier]
        self._later[earlier].discard(later)
        if not self._links[later]:
            del self._links[later]
        if not self._later[earlier]:
            del self._later[earlier]

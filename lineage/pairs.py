"""The pairs of remembered articles that share passages, kept up as articles come and go."""

from collections.abc import Mapping

from lineage.index import Index
from lineage.links import Known, Link, compare, link
from lineage.sources import Sources


class Pairs:
    """Articles by page id, and for each its links with earlier ones. Follows from the set of articles alone."""

    def __init__(self) -> None:
        self.articles: dict[str, Known] = {}
        self._index = Index()
        self._links: dict[str, dict[str, Link]] = {}
        self._sources: dict[str, Sources] = {}

    def links(self, page: str) -> Mapping[str, Link]:
        """The article's links by the page id of the earlier article."""
        return self._links.get(page, {})

    def take(self, entering: Known) -> set[str]:
        """Remember an article that is not remembered yet. Returns the pages whose links changed, its own included."""
        self.articles[entering.page_id] = entering
        entered = self._index.add(entering.standing, entering.fingerprints, self._sources)
        self._compare_with(entered.sources, entering)
        return self._heed(entered.disturbed, entering) | {entering.page_id}

    def forget(self, page: str) -> set[str]:
        """Forget an article. Returns the other pages whose links changed."""
        former = self.articles.pop(page)
        self._links.pop(page, None)
        self._sources.pop(page, None)
        return self._heed(self._index.remove(former.standing, former.fingerprints))

    def _heed(self, disturbed: set[str], entering: Known | None = None) -> set[str]:
        looking = {page: self.articles[page] for page in disturbed}
        return {page for page, one in looking.items() if self._compare_with(self._sources_of(one), one, entering)}

    def _sources_of(self, article: Known) -> Sources:
        return self._index.sources(article.standing, article.fingerprints)

    def _compare_with(self, sources: Sources, article: Known, entering: Known | None = None) -> bool:
        """Link an article with its sources and with no others. Returns whether its links changed."""
        former = self._sources.get(article.page_id, Sources())
        self._sources[article.page_id] = sources
        gone = (former.pages - sources.pages).intersection(self.links(article.page_id))
        for earlier in gone:
            self._unlink(earlier, article.page_id)
        new = [
            earlier for earlier in sources.pages - former.pages if self._link(self.articles[earlier], article, entering)
        ]
        return bool(gone or new)

    def _link(self, earlier: Known, later: Known, entering: Known | None) -> bool:
        passages = compare(later, earlier, earlier_stays=earlier is entering)
        if passages:
            self._links.setdefault(later.page_id, {})[earlier.page_id] = link(passages)
        return bool(passages)

    def _unlink(self, earlier: str, later: str) -> None:
        del self._links[later][earlier]
        if not self._links[later]:
            del self._links[later]

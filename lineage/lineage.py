"""What is remembered of a dossier's articles, and how one more changes the stories."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from contracts.article import Story
from lineage.entry import LineageArticle
from lineage.families import Families
from lineage.links import known
from lineage.pairs import Pairs
from lineage.place import Place, place_of
from lineage.standing import Standing, reason
from lineage.stock import StockPhrases, stock_phrases
from lineage.story import tell

# Articles taken in at once while a lineage is restored.
STEP = 50


class Lineage:
    """The stories of a set of articles. They follow from the set alone, whatever the order of arrival."""

    def __init__(self, stock: StockPhrases | None = None) -> None:
        self._stock = stock or stock_phrases()
        self._pairs = Pairs()
        self._places: dict[str, Place] = {}
        self._derived: dict[str, list[Standing]] = {}
        self._families = Families(self._standing)
        self._told: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._pairs.articles)

    def __contains__(self, page_id: str) -> bool:
        return page_id in self._pairs.articles

    def add(self, article: LineageArticle) -> frozenset[str]:
        """Take an article in, or its new form. Returns the page ids whose Story changed, its own included.

        The same article again changes nothing and returns nothing. Raises ValueError, having changed
        nothing, where `published` is no date of ISO 8601.
        """
        entering = known(article, self._stock)
        former = self._pairs.articles.get(article.page_id)
        if former and former.standing == entering.standing and former.packed == entering.packed:
            self._pairs.articles[article.page_id] = entering
            return frozenset()
        touched = self._forget(article.page_id) if former else set()
        return frozenset(self._settle(touched | self._pairs.take(entering)))

    def remove(self, page_id: str) -> frozenset[str]:
        """Forget an article. Returns the page ids of the others whose Story changed; none where it was unknown."""
        return frozenset(self._settle(self._forget(page_id))) if page_id in self else frozenset()

    def story_of(self, page_id: str) -> Story:
        """The article's story as it stands. Raises KeyError where the article is unknown."""
        articles = self._pairs.articles
        relatives = [articles[page] for page in sorted(self._pairs.links(page_id), key=self._standing)]
        return tell(articles[page_id], relatives, self._shown(page_id), self._families.root(page_id))

    def entries(self) -> Iterator[LineageArticle]:
        """What a table must keep for each article; `restore` takes it in any order."""
        return (each.article for each in self._pairs.articles.values())

    @classmethod
    def restore(cls, entries: Iterable[LineageArticle], stock: StockPhrases | None = None) -> "Lineage":
        """The lineage of a set of articles: the same as that of adding them one by one, and sooner there."""
        lineage = cls(stock)
        for _ in lineage.restoring(entries):
            pass
        return lineage

    def restoring(self, entries: Iterable[LineageArticle]) -> Iterator[int]:
        """Fill an empty lineage in steps of a fraction of a second; yields how many articles are in.

        The likeliest origins go in first, so that no story is told twice.
        """
        entering = []
        for entry in entries:
            entering.append(known(entry, self._stock))
            if len(entering) % STEP == 0:
                yield 0
        entering.sort(key=lambda each: each.standing)
        for start in range(0, len(entering), STEP):
            touched: set[str] = set()
            for each in entering[start : start + STEP]:
                touched |= self._pairs.take(each)
            self._settle(touched)
            yield min(start + STEP, len(entering))

    def _forget(self, page: str) -> set[str]:
        former, standing = self._places.pop(page), self._standing(page)
        self._derived.pop(page, None)
        self._families.leave(page)
        touched = self._pairs.forget(page)
        for each in (page, *touched):
            self._told.pop(each, None)
        if former.origin:
            self._underive(former.origin, standing)
            touched.add(former.origin)
        return touched

    def _settle(self, touched: set[str]) -> set[str]:
        pages = sorted((page for page in touched if page in self), key=self._standing)
        origins = {origin for page in pages for origin in self._settle_one(page)}
        affected = self._families.settle().union(pages, origins)
        summaries = {page: self._summary(page) for page in affected}
        changed = {page for page, summary in summaries.items() if self._told.get(page) != summary}
        self._told |= summaries
        return changed

    def _settle_one(self, page: str) -> Iterator[str]:
        former = self._places.get(page)
        place = place_of(self._pairs.articles[page], self._pairs.links(page), self._pairs.articles)
        self._places[page] = place
        self._families.tie(page, place.tied)
        if former and former.origin in self._derived:
            self._underive(former.origin, self._standing(page))
            yield former.origin
        if place.origin:
            insort(self._derived.setdefault(place.origin, []), self._standing(page))
            yield place.origin

    def _underive(self, origin: str, standing: Standing) -> None:
        derived = self._derived.get(origin, [])
        at = bisect_left(derived, standing)
        if derived[at : at + 1] == [standing]:
            del derived[at]

    def _shown(self, page: str) -> Place:
        place = self._places[page]
        derived = self._derived.get(page)
        if place.origin or not derived:
            return place
        return Place(None, "origin", reason(self._standing(page), derived[0]), place.tied)

    def _summary(self, page: str) -> int:
        links = sorted((earlier, link.here, link.there) for earlier, link in self._pairs.links(page).items())
        return hash((self._families.root(page), self._shown(page), tuple(links)))

    def _standing(self, page: str) -> Standing:
        return self._pairs.articles[page].standing

"""Pairs of articles that share passages: what is remembered of each, and when a pair counts."""

from array import array
from sys import intern
from zlib import compress, decompress

from msgspec import Struct
from msgspec.structs import replace

from lineage.entry import LineageArticle
from lineage.fingerprints import SHINGLE, fingerprints
from lineage.passages import Shared, shared_passages
from lineage.standing import Standing, standing_of
from lineage.stock import StockPhrases
from lineage.words import Words, words_of

# A pair counts from a tenth of the shorter text's shingles on, and in long texts from sixteen of them: about two
# sentences. Measured on the Saudi press of 2015 and on the two accounts of the conference of 2019 (21 shingles).
LEAST_SHARE = 0.1
ENOUGH_SHINGLES = 16


# Their values repeat from article to article and are remembered once.
_REPEATED = ("outlet", "agency", "outlet_agency", "published")


class Known(Struct, frozen=True, gc=False):
    """An article as it is remembered. `packed` is its body, UTF-8 by zlib; `fingerprints` are sorted.

    None of what is remembered refers back, so the garbage collector need not walk it, which took the longer the more
    it was.
    """

    page_id: str
    rest: LineageArticle
    packed: bytes
    standing: Standing
    words: Words
    fingerprints: array  # type: ignore[type-arg]  # msgspec takes no parametrised array

    @property
    def body(self) -> str:
        """The body as it came."""
        return decompress(self.packed).decode("utf-8", "surrogatepass")

    @property
    def article(self) -> LineageArticle:
        """The article as it came."""
        return replace(self.rest, body=self.body)


class Link(Struct, frozen=True, gc=False):
    """What a later article shares with an earlier one: words that are equal, counted in each."""

    here: int
    there: int


def known(article: LineageArticle, stock: StockPhrases) -> Known:
    """Cut and fingerprint an article. Raises ValueError where its date cannot be read."""
    words = words_of(article.body, stock)
    return Known(
        page_id=article.page_id,
        rest=replace(article, body="", **{name: _one(getattr(article, name)) for name in _REPEATED}),
        packed=compress(article.body.encode("utf-8", "surrogatepass"), 1),
        standing=standing_of(article, len(words)),
        words=words,
        fingerprints=array("I", fingerprints(words.fresh_hashes())),
    )


def _one(text: str | None) -> str | None:
    return None if text is None else intern(text)


def compare(later: Known, earlier: Known, *, earlier_stays: bool = False) -> tuple[Shared, ...]:
    """The passages of `later` that stand in `earlier`; none where all of them are too little to count.

    `earlier_stays`: for speed, where one earlier article is compared with many later ones in a row.
    """
    passages = shared_passages(later.words, earlier.words, other_stays=earlier_stays)
    shingles = sum(max(0, run.length - SHINGLE + 1) for passage in passages for run in passage.runs)
    shorter = min(len(later.words), len(earlier.words)) - SHINGLE + 1
    return passages if shingles >= min(LEAST_SHARE * shorter, ENOUGH_SHINGLES) else ()


def link(passages: tuple[Shared, ...]) -> Link:
    """The pair's sums; a word that is used by two passages counts once."""
    runs = [run for passage in passages for run in passage.runs]
    there = {place for run in runs for place in range(run.other, run.other + run.length)}
    return Link(sum(run.length for run in runs), len(there))

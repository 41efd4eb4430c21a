"""Invented articles by the hundred thousand: the words of the demonstration press in other orders."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from math import log
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from contracts.article import ActorFound, Article, Claim, DateFound, Evidence, Mention, PhaseFound, Quote, Story
from contracts.outcome import HANDS_ON, Outcome, Step
from deploy.press.expected import expected_pages
from services.desk.knowledge import Knowledge

# Words of a body: the median and the spread (of a logarithmic normal distribution) of 1,513 reports of two Arabic
# newspapers, 183 words, 249 on average, 667 at the 95th percentile. What is shorter or longer is cut to these bounds.
WORDS, SPREAD, SHORTEST, LONGEST = 183, 0.78, 40, 1500
_A_LINE = 40
# One in three is a copy of one of the articles before it, as among the agencies' subscribers.
COPIES = 0.33
_LEVELS = ("core", "core", "mention", "related")
_BEGIN = datetime(2018, 1, 1, tzinfo=UTC)
_DAYS = 8 * 365


class Inventor:
    """Makes the same articles for the same numbers, on every machine."""

    def __init__(self, knowledge: Knowledge, example: Article) -> None:
        self.dossier = knowledge.id
        self._knowledge = knowledge
        self._example = example
        self._words = _words()
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._outlets = sorted(knowledge.outlets)
        self.actors = sorted(knowledge.actors)
        self.phases = sorted(knowledge.phases)

    def articles(self, first: int, last: int) -> Iterator[tuple[Article, tuple[Outcome, ...]]]:
        """Articles number first to last, and what the ledger says of each: one outcome of every step."""
        for number in range(first, last):
            article = self._article(number)
            yield article, tuple(_outcome(article, step) for step in HANDS_ON)

    @property
    def texts(self) -> Sequence[str]:
        """Texts of which all words of all articles are."""
        kept = (self._example.title, self._example.subtitle, self._example.summary)
        return [*self._words, *(text for text in kept if text)]

    def questions(self, count: int) -> Sequence[str]:
        """Questions of one to three of the words, each another."""
        chance = random.Random(count)  # noqa: S311  # invented, not secret
        asked = (" ".join(chance.sample(self._words, chance.choice((1, 2, 2, 3)))) for _ in range(2 * count))
        return list(dict.fromkeys(asked))[:count]

    def _article(self, number: int) -> Article:
        chance = random.Random(number)  # noqa: S311  # invented, not secret
        original = _origin(number)
        of_story = random.Random(original)  # noqa: S311  # invented, not secret; the copy's text is its origin's
        length = min(LONGEST, max(SHORTEST, round(of_story.lognormvariate(log(WORDS), SPREAD))))
        words = of_story.choices(self._words, cum_weights=self._weights, k=length)
        body = "\n".join(" ".join(words[at : at + _A_LINE]) for at in range(0, length, _A_LINE))
        title = " ".join(words[:8])
        page, origin = f"{number:032x}", f"{original:032x}"
        at = _BEGIN + timedelta(days=of_story.triangular(0, _DAYS, _DAYS * 0.85), hours=chance.random() * 9)
        phase = chance.choice(self.phases)
        return replace(
            self._example,
            page_id=page,
            url=f"https://{chance.choice(self._outlets)}.example/{number}",
            canonical_url=None,
            outlet=chance.choice(self._outlets),
            title=title,
            paragraphs=(),
            body=body,
            published=DateFound(
                at=f"{at:%Y-%m-%dT%H:%M}+00:00", grain="minute", surface="", method="json_ld", confidence=0.9
            ),
            fetched_at=at + timedelta(minutes=20),
            dossier=self.dossier,
            relevance=replace(self._example.relevance, level=chance.choice(_LEVELS), evidence=(_evidence(body),)),
            phases=(PhaseFound(id=phase, method="name", main=True),),
            actors=tuple(self._actor(chance, body) for _ in range(4)),
            quotes=(
                Quote(
                    speaker=chance.choice(self.actors), verb="قال", direct=True, start=0, end=len(title), surface=title
                ),
            ),
            claims=(Claim(kind="participants", value=chance.choice((430, 450, 480)), unit="people", phase=phase),),
            story=Story(
                id=origin,
                role=_role(number, original),
                origin_page_id=origin,
                reason="earliest publication",
                shared=0.9,
            ),
        )

    def _actor(self, chance: random.Random, body: str) -> ActorFound:
        known = self._knowledge.actors[chance.choice(self.actors)]
        start = chance.randrange(len(body) - 20)
        mention = Mention(start=start, end=start + 10, surface=body[start : start + 10])
        kind: Any = known.kind
        return ActorFound(id=known.id, kind=kind, name_ar=known.name_ar, name_en=known.name_en, mentions=(mention,))


def read_example(root: Path) -> Article:
    """The article of contracts/examples, whose other fields the invented ones keep."""
    return msgspec.json.decode((root / "contracts" / "examples" / "Article.json").read_bytes(), type=Article)


def _origin(number: int) -> int:
    """A third derive from an article before them; old ones were copied more often by then, as the best ones are."""
    chance = random.Random(~number)  # noqa: S311  # invented, not secret
    if number < 10 or chance.random() >= COPIES:
        return number
    return _origin(max(0, number - 1 - int(chance.paretovariate(0.7))))


def _role(number: int, original: int) -> Literal["origin", "reprint", "independent"]:
    if number != original:
        return "reprint"
    return "origin" if number % 3 == 0 else "independent"


def _evidence(body: str) -> Evidence:
    return Evidence(start=0, end=30, surface=body[:30], term="process-name", weight=0.4)


def _outcome(article: Article, step: Step) -> Outcome:
    names: dict[Step, str] = {
        "discover": "discovered",
        "fetch": "fetched",
        "parse": article.relevance.level,
        "trace": "traced",
        "index": "indexed",
    }
    return Outcome(
        page_id=article.page_id,
        url=article.url,
        outlet=article.outlet,
        step=step,
        name=names[step],
        at=article.fetched_at,
        visit=article.fetched_at if step != "discover" else None,
        dossiers=(article.dossier,) if step not in ("discover", "fetch") else (),
    )


def _words() -> Sequence[str]:
    texts = [text for page in expected_pages() for text in (page.title or "", *page.has)]
    return sorted({word for text in texts for word in text.split() if len(word) > 1})

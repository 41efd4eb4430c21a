"""Invented articles by the hundred thousand: the words of the demonstration press in other orders."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from contracts.article import ActorFound, Article, Claim, DateFound, Evidence, Mention, PhaseFound, Quote, Story
from contracts.outcome import Outcome
from deploy.press.expected import expected_pages
from services.desk.knowledge import Knowledge

# Words of a body. Real reports of the process are two to four times as long.
WORDS = 120
# One in three is a copy of one of the articles before it, as among the agencies' subscribers.
COPIES = 0.33
_LEVELS = ("core", "core", "mention", "related")
_BEGIN = datetime(2018, 1, 1, tzinfo=UTC)
_DAYS = 8 * 365


class Inventor:
    """Makes the same articles for the same numbers, on every machine."""

    def __init__(self, knowledge: Knowledge, example: Article) -> None:
        self._knowledge = knowledge
        self._example = example
        self._words = _words()
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]
        self._outlets = sorted(knowledge.outlets)
        self._actors = sorted(knowledge.actors)
        self._phases = sorted(knowledge.phases)

    def articles(self, first: int, last: int) -> Iterator[tuple[Article, Outcome]]:
        """Articles number first to last, and what the ledger says of each."""
        for number in range(first, last):
            article = self._article(number)
            yield article, _outcome(article)

    def _article(self, number: int) -> Article:
        chance = random.Random(number)  # noqa: S311  # invented, not secret
        original = _origin(number)
        words = random.Random(original).choices(self._words, self._weights, k=WORDS)  # noqa: S311  # the copy's are its origin's
        body = "\n".join(" ".join(words[at : at + 40]) for at in range(0, WORDS, 40))
        page, origin = f"{number:032x}", f"{original:032x}"
        of_story = random.Random(original)  # noqa: S311  # invented, not secret
        at = _BEGIN + timedelta(days=of_story.triangular(0, _DAYS, _DAYS * 0.85), hours=chance.random() * 9)
        return replace(
            self._example,
            page_id=page,
            url=f"https://{chance.choice(self._outlets)}.example/{number}",
            canonical_url=None,
            outlet=chance.choice(self._outlets),
            title=" ".join(words[:8]),
            paragraphs=(),
            body=body,
            published=DateFound(
                at=f"{at:%Y-%m-%dT%H:%M}+00:00", grain="minute", surface="", method="json_ld", confidence=0.9
            ),
            fetched_at=at + timedelta(minutes=20),
            dossier=self._knowledge.id,
            relevance=replace(self._example.relevance, level=chance.choice(_LEVELS), evidence=(_evidence(body),)),
            phases=(PhaseFound(id=chance.choice(self._phases), method="name", main=True),),
            actors=tuple(self._actor(chance, body) for _ in range(4)),
            quotes=(
                Quote(speaker=chance.choice(self._actors), verb="قال", direct=True, start=0, end=60, surface=body[:60]),
            ),
            claims=(Claim(kind="participants", value=chance.choice((430, 450, 480)), unit="people"),),
            story=Story(
                id=origin,
                role=_role(number, original),
                origin_page_id=origin,
                reason="earliest publication",
                shared=0.9,
            ),
        )

    def _actor(self, chance: random.Random, body: str) -> ActorFound:
        known = self._knowledge.actors[chance.choice(self._actors)]
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


def _outcome(article: Article) -> Outcome:
    return Outcome(
        page_id=article.page_id,
        url=article.url,
        outlet=article.outlet,
        step="parse",
        name=article.relevance.level,
        at=article.fetched_at,
        visit=article.fetched_at,
        dossiers=(article.dossier,),
    )


def _words() -> Sequence[str]:
    texts = [text for page in expected_pages() for text in (page.title or "", *page.has)]
    return sorted({word for text in texts for word in text.split() if len(word) > 1})

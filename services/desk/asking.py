"""One reader's request for a page: its language, its dossier, and where its links lead."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from elasticsearch import Elasticsearch
from msgspec import Struct, field
from starlette.requests import Request

from contracts.indexes import articles_of
from services.desk.captures import Captures
from services.desk.kept import Kept
from services.desk.knowledge import Knowledge
from services.desk.words import LANGUAGES, Language, Words, words_of


class BadQuestion(ValueError):
    """An address that asks for what there cannot be; the message names the part and the remedy."""


class NotHere(LookupError):
    """There is no such page, article, story or actor; the message says what was looked for."""


class Desk(Struct, frozen=True):
    """What all pages share. `dossiers` by id; `captures` is null where no archive is named; `now` tells the time;
    `kept` holds for a short while what is counted over whole dossiers."""

    client: Elasticsearch
    dossiers: Mapping[str, Knowledge]
    captures: Captures | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    kept: Kept = field(default_factory=Kept)


class Asking(Struct, frozen=True):
    """A request for a page of one dossier, in one language."""

    desk: Desk
    request: Request
    language: Language
    dossier: Knowledge

    @property
    def client(self) -> Elasticsearch:
        """Elasticsearch, asked with the reader's key."""
        return self.desk.client

    @property
    def words(self) -> Words:
        """The pages' own words."""
        return words_of(self.language)

    @property
    def index(self) -> str:
        """The alias of the dossier's articles."""
        return articles_of(self.dossier.id)

    def count(self, **asked: Any) -> Mapping[str, Any]:
        """The answer to a search of the whole dossier that shows no article and only counts, maybe of a moment ago."""
        asks = asked | {"size": 0}
        name = (self.index, msgspec.json.encode(asks))
        answer: Mapping[str, Any] = self.desk.kept.answer(
            name, lambda: self.client.search(index=self.index, **asks).body
        )
        return answer

    def part(self, name: str) -> str:
        """A part of the address's path."""
        return str(self.request.path_params[name])

    def given(self, name: str, most: int = 200) -> str | None:
        """A parameter of the address; null where it is missing or empty. Raises BadQuestion where it is too long."""
        value = self.request.query_params.get(name, "").strip()
        if len(value) > most:
            raise BadQuestion(f"{name}: {len(value)} characters are too many, ask with {most} at most")
        return value or None

    def day(self, name: str) -> str | None:
        """A day given as a parameter, YYYY-MM-DD. Raises BadQuestion where it is none."""
        value = self.given(name)
        return None if value is None else str(read_day(name, value))

    def moment(self, name: str) -> str | None:
        """A time given as a parameter, 2024-11-04T22:00:00Z. Raises BadQuestion where it is none, or has no zone."""
        value = self.given(name)
        try:
            at = None if value is None else datetime.fromisoformat(value)
        except ValueError:
            at = datetime.min
        if at is not None and (at.tzinfo is None or not 1970 <= at.year < 2200):
            raise BadQuestion(f"{name}={value}: not a time, write it as 2024-11-04T22:00:00Z")
        return value

    def number(self, name: str, most: int) -> int:
        """A parameter that counts, 0 where it is missing. Raises BadQuestion where it is no number up to `most`."""
        value = self.given(name) or "0"
        if not (value.isascii() and value.isdecimal() and int(value) <= most):
            raise BadQuestion(f"{name}={value[:40]}: not a number from 0 to {most}")
        return int(value)

    def path(self, *parts: str, **given: Any) -> str:
        """The address of a page of this dossier in this language; parameters without a value are left out."""
        path = "/".join(("", self.language, self.dossier.id, *(quote(part, safe="") for part in parts)))
        return f"{path}?{urlencode(kept)}" if (kept := _kept(given)) else path

    def again(self, **changed: Any) -> str:
        """The address of this page with some parameters changed, or left out by null."""
        kept = _kept({**self.request.query_params, **changed})
        return f"{self.request.url.path}?{urlencode(kept)}" if kept else self.request.url.path

    def other_language(self) -> tuple[Language, str]:
        """The other language, and this same page in it."""
        other = next(each for each in LANGUAGES if each != self.language)
        path = self.request.url.path.removeprefix(f"/{self.language}")
        query = self.request.url.query
        return other, f"/{other}{path}{'?' if query else ''}{query}"


def read_day(name: str, value: str) -> date:
    """A day as readers write it. Raises BadQuestion where it is none, or one that no page can be of."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise BadQuestion(f"{name}={value}: not a day, write it as 2024-11-04") from None
    if not 1970 <= day.year < 2200:
        raise BadQuestion(f"{name}={value}: ask for a day between 1970 and 2199")
    return day


def _kept(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in given.items() if value not in (None, "")}

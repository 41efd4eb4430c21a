"""Saved searches: what is new in the feed of each, told once, by e-mail or to a webhook."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import feedparser
import httpx
import msgspec
from msgspec import Struct

# Ids that are remembered for a receiver, and pages of a feed that are read; a page has 50, a feed 1,000.
_REMEMBERED = 2_000
_PAGES = 20


class Saved(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search: its address as the browser shows it, and whom to tell: addresses of e-mail, or a webhook."""

    name: str
    address: str
    mail: tuple[str, ...] = ()
    webhook: str | None = None

    @property
    def receivers(self) -> tuple["Receiver", ...]:
        """Whom to tell, each by itself."""
        hooks = (Receiver("webhook", self.webhook),) if self.webhook else ()
        return (*hooks, *(Receiver("mail", address) for address in dict.fromkeys(self.mail)))


class Found(Struct, frozen=True):
    """An article that is new to a search. `link` is its page in the reading room, `source` the outlet's own."""

    id: str
    title: str
    outlet: str
    updated: str
    link: str
    source: str


class Receiver(Struct, frozen=True):
    """Somebody to be told: an address of e-mail, or that of a webhook."""

    kind: Literal["mail", "webhook"]
    address: str

    def __str__(self) -> str:
        # The whole address of a webhook often is what lets one in: it goes to no screen and no log.
        return self.address if self.kind == "mail" else f"webhook at {urlsplit(self.address).hostname}"


class News(Struct, frozen=True):
    """What is new to a search, for one receiver; `more`: there may be others that the feed no longer shows."""

    search: Saved
    receiver: Receiver
    found: tuple[Found, ...]
    more: bool

    @property
    def id(self) -> str:
        """The same for the same news: who gets it twice can know."""
        told = [self.search.name, self.search.address, str(self.receiver), *(each.id for each in self.found)]
        return sha256("\n".join(told).encode()).hexdigest()[:32]


class NotTaken(Exception):
    """A receiver did not take the news; the message says who and why, and holds no secret."""


class Looked(Struct, frozen=True):
    """One look: how many articles were new (null: the first look, which tells nobody), and who did not take them."""

    new: int | None
    failed: tuple[str, ...]


class _File(Struct, forbid_unknown_fields=True):
    search: tuple[Saved, ...]


def read_saved(path: Path) -> tuple[Saved, ...]:
    """The searches of a file. Raises ValueError, naming the file and the search that does not hold; OSError."""
    try:
        searches = msgspec.toml.decode(path.read_bytes(), type=_File).search
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    for each in searches:
        if not urlsplit(each.address).path.endswith("/search"):
            raise ValueError(
                f"{path}: {each.name}: {each.address} is no search; copy it from the browser's address bar"
            )
        if not each.mail and not each.webhook:
            raise ValueError(f"{path}: {each.name}: name whom to tell, by mail or webhook")
    if len({each.name for each in searches}) != len(searches):
        raise ValueError(f"{path}: two searches have one name")
    return searches


class Memory:
    """Which articles each receiver was told of, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        held = path.read_bytes() if path.exists() else b"{}"
        self._told: dict[str, list[str]] = msgspec.json.decode(held, type=dict[str, list[str]])

    def told(self, search: Saved, receiver: Receiver) -> frozenset[str] | None:
        """The ids that a receiver knows of, null where none was ever told of this search.

        Another address under the same name is another search.
        """
        # Before receivers had memories of their own, a search had one.
        found = self._told.get(_key(search, receiver), self._told.get(f"{search.name} {search.address}"))
        return None if found is None else frozenset(found)

    def add(self, search: Saved, receiver: Receiver, ids: Iterable[str]) -> None:
        """Remember, on disk when this returns."""
        key = _key(search, receiver)
        kept = dict.fromkeys([*ids, *(self.told(search, receiver) or ())])
        self._told[key] = list(kept)[:_REMEMBERED]
        unfinished = self._path.with_name(f"{self._path.name}.unfinished")
        with unfinished.open("wb") as out:
            out.write(msgspec.json.encode(self._told))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(self._path)


def look(client: httpx.Client, search: Saved, memory: Memory, tell: Callable[[News], None]) -> Looked:
    """Look at a search once, and tell each receiver what it was not told of.

    Who took the news is not told again because another did not; who did not is told at the next look. Raises
    httpx.HTTPError where the reading room does not answer, and what `tell` raises beside NotTaken.
    """
    known = [memory.told(search, receiver) for receiver in search.receivers]
    found, more = _read(client, search, [told for told in known if told is not None])
    failed, counts = [], []
    for receiver, told in zip(search.receivers, known, strict=True):
        new = tuple(each for each in found if told is not None and each.id not in told)
        counts += [] if told is None else [len(new)]
        try:
            if new:
                tell(News(search, receiver, new, more))
        except NotTaken as error:
            failed.append(str(error))
        else:
            memory.add(search, receiver, (each.id for each in found))
    return Looked(max(counts, default=None), tuple(failed))


def _read(client: httpx.Client, search: Saved, known: Sequence[frozenset[str]]) -> tuple[list[Found], bool]:
    """The feed's articles, page after page until every receiver knows one, or there are no more pages."""
    found: dict[str, Found] = {}
    address: str | None = feed_of(search.address)
    for _ in range(_PAGES if known else 1):
        if address is None:
            return list(found.values()), False
        answer = client.get(address)
        answer.raise_for_status()
        feed = feedparser.parse(answer.content)
        # What moved on between two pages stands on both.
        found |= {each.id: each for each in map(_found, feed.entries)}
        if all(told & found.keys() for told in known):
            return list(found.values()), False
        address = next((link["href"] for link in feed.feed.get("links", ()) if link["rel"] == "next"), None)
    return list(found.values()), address is not None


def feed_of(address: str) -> str:
    """The address of the feed of a search."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=parts.path.removesuffix("search") + "export.atom"))


def _found(entry: Mapping[str, object]) -> Found:
    links = {link["rel"]: link["href"] for link in entry.get("links", ())}  # type: ignore[attr-defined]
    return Found(
        id=str(entry["id"]),
        title=str(entry.get("title", "")),
        outlet=str(entry.get("author", "")),
        updated=str(entry.get("updated", "")),
        link=links.get("alternate", ""),
        source=links.get("via", ""),
    )


def _key(search: Saved, receiver: Receiver) -> str:
    # A webhook's address lets one in: the file can tell it from others, and holds nothing of it.
    known = receiver.address if receiver.kind == "mail" else sha256(receiver.address.encode()).hexdigest()[:16]
    return f"{search.name} {search.address} {receiver.kind} {known}"

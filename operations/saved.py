"""Saved searches: what is new in the feed of each, told once, by e-mail or to a webhook."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import feedparser
import httpx
import msgspec
from msgspec import Struct

# Ids that are remembered for a search; its feed shows the 50 newest.
_REMEMBERED = 2_000


class Saved(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search: its address as the browser shows it, and whom to tell: addresses of e-mail, or a webhook."""

    name: str
    address: str
    mail: tuple[str, ...] = ()
    webhook: str | None = None


class Found(Struct, frozen=True):
    """An article that is new to a search. `link` is its page in the reading room, `source` the outlet's own."""

    id: str
    title: str
    outlet: str
    updated: str
    link: str
    source: str


class News(Struct, frozen=True):
    """What is new to a search; `more`: the feed showed nothing else, so that there may be others before it."""

    search: Saved
    found: tuple[Found, ...]
    more: bool


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
    """Which articles were told of, in one file; null for a search that was never looked at."""

    def __init__(self, path: Path) -> None:
        self._path = path
        held = path.read_bytes() if path.exists() else b"{}"
        self._told: dict[str, list[str]] = msgspec.json.decode(held, type=dict[str, list[str]])

    def told(self, search: Saved) -> frozenset[str] | None:
        """The ids of a search's articles; another address under the same name is another search."""
        found = self._told.get(_key(search))
        return None if found is None else frozenset(found)

    def add(self, search: Saved, ids: Iterable[str]) -> None:
        """Remember, on disk when this returns."""
        kept = list(dict.fromkeys([*ids, *self._told.get(_key(search), ())]))
        self._told[_key(search)] = kept[:_REMEMBERED]
        unfinished = self._path.with_name(f"{self._path.name}.unfinished")
        unfinished.write_bytes(msgspec.json.encode(self._told))
        unfinished.replace(self._path)


def look(client: httpx.Client, search: Saved, memory: Memory, tell: Callable[[News], None]) -> int | None:
    """Look at a search once; how many articles were new, null at its first look, which tells nobody.

    What is told is remembered after it was taken: a mail that fails is tried again at the next look. Raises
    httpx.HTTPError where the reading room does not answer, and what `tell` raises.
    """
    answer = client.get(feed_of(search.address))
    answer.raise_for_status()
    found = [_found(entry) for entry in feedparser.parse(answer.content).entries]
    told = memory.told(search)
    new = tuple(each for each in found if told is not None and each.id not in told)
    if new:
        tell(News(search, new, len(new) == len(found)))
    memory.add(search, (each.id for each in found))
    return None if told is None else len(new)


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


def _key(search: Saved) -> str:
    return f"{search.name} {search.address}"

"""The versions of a dossier's index: which one is read, which one is written, and how a new one takes over."""

import re

from elasticsearch import Elasticsearch
from msgspec import Struct

from contracts.indexes import ARTICLES, articles_of, index_of, writer_of

_NUMBERED = re.compile(r"-v(\d+)$")


class Versions(Struct, frozen=True):
    """A dossier's indexes, oldest first; `read` and `written` are those behind the aliases, null where none is."""

    all: tuple[str, ...] = ()
    read: str | None = None
    written: str | None = None

    @property
    def spare(self) -> tuple[str, ...]:
        """Those that nobody reads or writes: kept from before a rebuild, or left by one that was cut off."""
        return tuple(name for name in self.all if name not in (self.read, self.written))


def versions_of(client: Elasticsearch, dossier: str) -> Versions:
    """What there is of a dossier. Raises the client's errors."""
    found = client.indices.get_alias(index=f"{articles_of(dossier)}-v*", allow_no_indices=True)
    numbered = {name: held["aliases"] for name, held in found.items() if _belongs(name, dossier)}
    ordered = sorted(numbered, key=number_of)
    read = [name for name in ordered if articles_of(dossier) in numbered[name]]
    written = [name for name in ordered if writer_of(dossier) in numbered[name]]
    return Versions(tuple(ordered), read[-1] if read else None, written[-1] if written else None)


def number_of(index: str) -> int:
    """The number at the end of an index's name."""
    found = _NUMBERED.search(index)
    return int(found[1]) if found else 0


def next_index(dossier: str, versions: Versions) -> str:
    """The name that a dossier's next index gets."""
    return index_of(dossier, 1 + max(map(number_of, versions.all), default=0))


def begin(client: Elasticsearch, dossier: str) -> str:
    """The index that a rebuild fills: the one that a rebuild cut off late had begun, else a new one.

    What one cut off early had begun is removed: its template may be of another day. Raises the client's errors.
    """
    versions = versions_of(client, dossier)
    if versions.written and versions.written != versions.read:
        return versions.written
    for name in versions.spare:
        if versions.read and number_of(name) > number_of(versions.read):
            client.indices.delete(index=name)
    name = next_index(dossier, versions_of(client, dossier))
    client.indices.create(index=name)
    return name


def write_to(client: Elasticsearch, dossier: str, index: str) -> None:
    """Let all that is new go into this index from now on, and searches stay where they are."""
    _move(client, dossier, index, [writer_of(dossier)])


def take_over(client: Elasticsearch, dossier: str, index: str) -> None:
    """Let searches see this index instead of the one before: in one step, so that none fails or sees both."""
    _move(client, dossier, index, [ARTICLES, articles_of(dossier), writer_of(dossier)])


def _move(client: Elasticsearch, dossier: str, index: str, aliases: list[str]) -> None:
    others = [name for name in versions_of(client, dossier).all if name != index]
    left = [{"remove": {"index": name, "aliases": aliases, "must_exist": False}} for name in others]
    client.indices.update_aliases(actions=[*left, {"add": {"index": index, "aliases": aliases}}])


def _belongs(index: str, dossier: str) -> bool:
    return index == index_of(dossier, number_of(index))

"""An outlet as declared in a dossier: where it shows its pages, and at what pace it may be read."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

SourceKind = Literal["feed", "sitemap", "section", "search", "home"]


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where an outlet lists its pages.

    `links` is a regular expression that an article's address must match (needed by sections and searches);
    `every` is the shortest time between two polls, in seconds. A search's `url` has {query} where the phrase goes.
    A home lists nothing itself: it names the lists that do, in its head and in its host's robots.txt.
    """

    url: str
    kind: SourceKind
    links: str | None = None
    every: float = 900.0


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an outlet's template keeps things: CSS selectors, the first that matches counts."""

    body: str | None = None
    title: str | None = None
    subtitle: str | None = None
    published: str | None = None
    author: str | None = None
    remove: tuple[str, ...] = ()


class Outlet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outlet. `pace` is the shortest time between two requests to one of its hosts, in seconds;
    `at_once` how many may be open; `day_first` settles 4/11/2024, null where unknown. `find_lists` lets the
    crawler take up lists that the outlet names itself, where it declares no feed or its feeds are dead."""

    id: str
    name_ar: str
    name_en: str
    country: str
    kind: Literal["agency", "daily", "broadcaster", "web", "official", "international"]
    language: str = "ar"
    time_zone: str | None = None
    home: str
    sources: tuple[Source, ...]
    pace: float = 5.0
    at_once: int = 1
    agency: str | None = None
    day_first: bool | None = None
    find_lists: bool = True
    rule: Rule | None = None
    verified: str | None = None
    note: str | None = None


class _Outlets(Struct, forbid_unknown_fields=True):
    outlet: tuple[Outlet, ...]


def read_outlets(path: Path) -> dict[str, Outlet]:
    """The outlets of a file by id. Raises ValueError, naming the file, where it does not hold."""
    try:
        outlets = msgspec.toml.decode(path.read_bytes(), type=_Outlets).outlet
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    by_id = {outlet.id: outlet for outlet in outlets}
    if len(by_id) != len(outlets):
        raise ValueError(f"{path}: an outlet's id occurs twice")
    return by_id


def outlets_followed(dossiers: Path, followed: Iterable[str], outlets: Path | None = None) -> dict[str, Outlet]:
    """The outlets by id: of the file `outlets`, or else of each dossier followed that lists any.

    Raises ValueError where a file does not hold, OSError where `outlets` cannot be read.
    """
    listed = (dossiers / dossier / "outlets.toml" for dossier in followed)
    files = [outlets] if outlets else [file for file in listed if file.exists()]
    return {name: outlet for file in files for name, outlet in read_outlets(file).items()}

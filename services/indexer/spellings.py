"""Families of spellings: all the ways in which the press writes one name."""

from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

_File = TypeVar("_File", bound=Struct)

FAMILIES = "families.toml"
ACTORS = "actors.toml"
# Whose spellings are one name. An office's are not: who asks for a minister does not ask for his deputy.
_NAMED = ("person", "organisation")


class Family(Struct, frozen=True, forbid_unknown_fields=True):
    """One name: its id, and its forms as printed."""

    id: str
    forms: tuple[str, ...]


class _Families(Struct, forbid_unknown_fields=True):
    family: tuple[Family, ...] = ()


class _Actor(Struct, frozen=True):
    id: str
    kind: str
    spellings: tuple[str, ...] = ()


class _Actors(Struct):
    actor: tuple[_Actor, ...] = ()


def read_families(folder: Path) -> tuple[Family, ...]:
    """The families of a dossier's folder: those listed for searching, and its actors' spellings.

    A file that is not there lists none. Raises ValueError, naming the file, where one does not hold.
    """
    listed = _read(folder / FAMILIES, _Families, _Families()).family
    actors = _read(folder / ACTORS, _Actors, _Actors()).actor
    named = (Family(actor.id, actor.spellings) for actor in actors if actor.kind in _NAMED)
    return _checked(folder, (*listed, *(family for family in named if len(set(family.forms)) > 1)))


def _read(path: Path, kind: type[_File], missing: _File) -> _File:
    if not path.exists():
        return missing
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error


def _checked(folder: Path, families: tuple[Family, ...]) -> tuple[Family, ...]:
    ids = [family.id for family in families]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise ValueError(f"{folder}: in {FAMILIES} and {ACTORS} twice: {', '.join(twice)}")
    if lonely := [family.id for family in families if len(set(family.forms)) < 2]:
        raise ValueError(f"{folder / FAMILIES}: fewer than two forms in {', '.join(lonely)}")
    if split := [form for family in families for form in family.forms if "," in form or "=>" in form]:
        raise ValueError(f"{folder}: signs of a synonym rule in {', '.join(split)} ({FAMILIES}, {ACTORS})")
    return families

"""What the dossiers call outlets, phases and actors: the names behind the ids that the index holds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from contracts.outlet import Outlet, read_outlets

_File = TypeVar("_File")


class ComingPhase(Struct, frozen=True):
    """A conference of the process whose days are not known yet."""

    id: str
    name_ar: str
    name_en: str


class Phase(ComingPhase, frozen=True):
    """A conference of the process, from `begins` to `ends`."""

    begins: date
    ends: date
    country: str | None = None


class Actor(Struct, frozen=True):
    """A person, office, state or organisation that the dossier lists."""

    id: str
    kind: str
    name_ar: str
    name_en: str


class Knowledge(Struct, frozen=True):
    """One dossier's names. Outlets, phases and actors by id."""

    id: str
    name_ar: str
    name_en: str
    outlets: Mapping[str, Outlet]
    phases: Mapping[str, Phase]
    coming: Mapping[str, ComingPhase]
    actors: Mapping[str, Actor]

    def outlets_of(self, country: str) -> tuple[str, ...]:
        """The ids of a country's outlets."""
        return tuple(outlet.id for outlet in self.outlets.values() if outlet.country == country)


class _Terms(Struct):
    id: str
    name_ar: str
    name_en: str


class _Phases(Struct):
    phase: tuple[Phase, ...] = ()
    coming: tuple[ComingPhase, ...] = ()


class _Actors(Struct):
    actor: tuple[Actor, ...] = ()


def read_knowledge(folder: Path, outlets: Path | None = None) -> Knowledge:
    """The names of a dossier's folder; `outlets` is the outlets' file where it is another than the folder's own.

    Raises ValueError, naming the file, where one is missing or does not hold.
    """
    terms = _read(folder / "terms.toml", _Terms)
    phases = _read(folder / "phases.toml", _Phases, optional=True)
    actors = _read(folder / "actors.toml", _Actors, optional=True).actor
    file = outlets or folder / "outlets.toml"
    return Knowledge(
        id=folder.name,
        name_ar=terms.name_ar,
        name_en=terms.name_en,
        outlets=read_outlets(file) if file.exists() else {},
        phases={phase.id: phase for phase in sorted(phases.phase, key=lambda each: each.begins)},
        coming={phase.id: phase for phase in phases.coming},
        actors={actor.id: actor for actor in actors},
    )


def _read(path: Path, kind: type[_File], optional: bool = False) -> _File:
    if optional and not path.exists():
        return kind()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise ValueError(f"{path}: {error}") from error

"""What in a dossier loads but cannot be meant: ids that occur twice, spellings of two actors, phases that are not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from services.parser.dossier.compiled import Dossier
from services.parser.dossier.load import load_dossier
from services.parser.search_form import folded


def check_dossier(folder: Path) -> list[str]:
    """The faults of a dossier's folder in words; an empty list where there are none."""
    try:
        dossier = load_dossier(folder)
    except ValueError as error:
        return [str(error)]
    return [f"{folder.name}: {fault}" for fault in _faults(dossier)]


def _faults(dossier: Dossier) -> Iterator[str]:
    phases = [matcher.phase for matcher in dossier.phases]
    actors = dossier.actors.actors
    documents = [document for document, _ in dossier.documents.named]
    yield from _twice("term", (matcher.entry.id for matcher in (*dossier.matchers, *dossier.exclusions)))
    yield from _twice("phase", (phase.id for phase in phases))
    yield from _twice("actor", (actor.id for actor in actors))
    yield from _twice("document", (document.id for document in documents))
    yield from _twice(
        "spelling", {(actor.id, folded(one)): folded(one) for actor in actors for one in actor.spellings}.values()
    )
    for phase in phases:
        if phase.ends < phase.begins:
            yield f"phase {phase.id!r} ends before it begins"
    for document in documents:
        if document.phase is not None and document.phase not in {phase.id for phase in phases}:
            yield f"document {document.id!r} belongs to no phase called {document.phase!r}"


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name!r} occurs {count} times"

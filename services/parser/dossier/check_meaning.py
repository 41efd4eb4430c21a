"""What in a dossier can be read but cannot be meant: things named twice, time that runs backwards, no such phase."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contracts.search_form import folded
from services.parser.dossier.claim_schema import Bare, Claims, Counted, Dual, Ordinal, Ranked
from services.parser.dossier.fault import Fault, Source
from services.parser.dossier.schema import Actor, Document, Levels, Phase, Phases, Term

_WIKIDATA = re.compile(r"Q[1-9]\d*")
Files = Mapping[str, tuple[Source, Any]]


def meaning_faults(files: Files) -> Iterator[Fault]:
    """The faults of the files that could be read, by their names."""
    for name, table in (
        ("terms", "term"),
        ("exclusions", "exclusion"),
        ("phases", "phase"),
        ("phases", "coming"),
        ("actors", "actor"),
    ):
        yield from _ids_twice(files, f"{name}.toml", table)
    yield from _ids_twice(files, "documents.toml", "document")
    if "terms.toml" in files:
        source, terms = files["terms.toml"]
        yield from _level_faults(source, terms.levels)
        yield from _term_faults(source, terms.term)
    if "phases.toml" in files:
        source, phases = files["phases.toml"]
        yield from _phase_faults(source, phases.phase)
        yield from _coming_faults(source, phases)
        yield from _number_faults(source, phases)
    if "claims.toml" in files:
        yield from _claim_faults(*files["claims.toml"])
    if "actors.toml" in files:
        source, actors = files["actors.toml"]
        yield from _actor_faults(source, actors.actor)
        yield from _spellings_of_two(source, actors.actor)
    if "documents.toml" in files:
        source, documents = files["documents.toml"]
        phases = files["phases.toml"][1] if "phases.toml" in files else Phases()
        known = {phase.id for phase in (*phases.phase, *phases.coming)}
        yield from _document_faults(source, documents.document, known)


def _ids_twice(files: Files, file: str, table: str) -> Iterator[Fault]:
    if file not in files:
        return
    source, data = files[file]
    seen: set[str] = set()
    for index, entry in enumerate(getattr(data, table)):
        if entry.id in seen:
            yield source.fault(
                table, index, f"{table} {entry.id!r} occurs twice", "Join both, or rename one.", entry.id
            )
        seen.add(entry.id)


def _level_faults(source: Source, levels: Levels) -> Iterator[Fault]:
    if not 0 < levels.related < levels.mention < levels.core <= 1:
        what = f"levels: related {levels.related}, mention {levels.mention}, core {levels.core} do not rise from 0 to 1"
        yield Fault(source.name, 1, what, "Order them: related < mention < core.")
    if levels.context_cap >= levels.mention:
        what = "levels: context_cap reaches `mention`, so words that only colour a text would name the subject"
        yield Fault(source.name, 1, what, "Lower context_cap.")
    if levels.in_passing_cap + levels.context_cap >= levels.core:
        what = "levels: in_passing_cap and context_cap together reach `core`, so a mention in passing would be core"
        yield Fault(source.name, 1, what, "Lower one of them.")


def _term_faults(source: Source, terms: Sequence[Term]) -> Iterator[Fault]:
    for index, term in enumerate(terms):
        if not 0 < term.weight <= 1:
            what = f"term {term.id!r} weighs {term.weight}"
            yield source.fault("term", index, what, "Give it a weight above 0 and up to 1.", "weight")
        if not term.patterns:
            what = f"term {term.id!r} has no pattern"
            yield source.fault("term", index, what, "Write one, or remove the term.", "patterns")


def _phase_faults(source: Source, phases: Sequence[Phase]) -> Iterator[Fault]:
    for index, phase in enumerate(phases):
        if phase.ends < phase.begins:
            what = f"phase {phase.id!r} ends before it begins"
            yield source.fault("phase", index, what, "Exchange `begins` and `ends`.", "ends")
        if phase.year != phase.begins.year:
            what = f"phase {phase.id!r} begins in {phase.begins.year}, but its year is {phase.year}"
            yield source.fault("phase", index, what, "Make both say the same.", "year")
        if not phase.place:
            what = f"phase {phase.id!r} has no place, so no day or year will point to it"
            yield source.fault("phase", index, what, "List the words for its city or state.", "place")


def _coming_faults(source: Source, phases: Phases) -> Iterator[Fault]:
    held = {phase.id for phase in phases.phase}
    for index, phase in enumerate(phases.coming):
        if phase.id in held:
            what = f"phase {phase.id!r} is held and still to come"
            yield source.fault("coming", index, what, "Remove one of them.", "id")
        if not (phase.names or phase.ordinals or phase.hints):
            what = f"phase {phase.id!r} has no word that points to it"
            yield source.fault("coming", index, what, "Write names, ordinals or hints.", "id")


def _number_faults(source: Source, phases: Phases) -> Iterator[Fault]:
    numbered: dict[int, str] = {}
    for table, entries in (("phase", phases.phase), ("coming", phases.coming)):
        for index, phase in enumerate(entries):
            if phase.number is not None and phase.id != (first := numbered.setdefault(phase.number, phase.id)):
                what = f"phases {first!r} and {phase.id!r} both have the number {phase.number}"
                yield source.fault(table, index, what, "Each conference has its own.", "number")


def _claim_faults(source: Source, claims: Claims) -> Iterator[Fault]:
    """Kinds of the conference's figures that no entry makes."""
    entries: tuple[Counted | Bare | Dual | Ranked | Ordinal, ...] = (
        *claims.counted,
        *claims.bare,
        *claims.dual,
        *claims.ranked,
        *claims.ordinal,
    )
    made = {entry.kind for entry in entries}
    of_conference = claims.conference
    for kind in (*of_conference.kinds, of_conference.numbered) if of_conference else ():
        if kind is not None and kind not in made:
            what = f"conference: no figure is of the kind {kind!r}"
            yield source.fault("conference", 0, what, "Mend the name.", kind)


def _actor_faults(source: Source, actors: Sequence[Actor]) -> Iterator[Fault]:
    states = {actor.id for actor in actors if actor.kind == "state"}
    for index, actor in enumerate(actors):
        if actor.wikidata and not _WIKIDATA.fullmatch(actor.wikidata):
            what = f"actor {actor.id!r}: {actor.wikidata!r} is no Wikidata id"
            yield source.fault("actor", index, what, "It is Q and digits, as Q311440.", "wikidata")
        if not actor.spellings or not all(folded(one).strip() for one in actor.spellings):
            what = f"actor {actor.id!r} has no spelling, or an empty one"
            yield source.fault("actor", index, what, "List the full names as printed.", "spellings")
        if actor.local and not (actor.of in states and actor.country):
            what = f"actor {actor.id!r} has local spellings, but not whose they are: `of`, a state, and `country`"
            yield source.fault("actor", index, what, "Give the id of a state and its code, `KW`.", "local")
        if actor.short and actor.kind != "person":
            what = f"actor {actor.id!r} is no person, but has short names"
            yield source.fault("actor", index, what, "Move them to `spellings`.", "short")
        for tenure in actor.tenures:
            if tenure.since and tenure.until and tenure.until < tenure.since:
                what = f"actor {actor.id!r}: tenure {tenure.role!r} ends before it begins"
                yield source.fault("actor", index, what, "Exchange `since` and `until`.", "tenures")


def _spellings_of_two(source: Source, actors: Sequence[Actor]) -> Iterator[Fault]:
    owners: dict[str, set[str]] = defaultdict(set)
    for index, actor in enumerate(actors):
        for spelling in actor.spellings:
            form = folded(spelling)
            for other in sorted(owners[form] - {actor.id}):
                what = f"spelling {spelling!r} occurs twice: it is of {other!r} and of {actor.id!r}"
                yield source.fault("actor", index, what, "Keep it where it is always right; else in neither.", spelling)
            owners[form].add(actor.id)


def _document_faults(source: Source, documents: Sequence[Document], phases: set[str]) -> Iterator[Fault]:
    for index, document in enumerate(documents):
        if document.phase is not None and document.phase not in phases:
            what = f"document {document.id!r} belongs to no phase called {document.phase!r}"
            yield source.fault("document", index, what, "Name a phase of phases.toml.", "phase")
        if not document.patterns and document.number is None:
            what = f"document {document.id!r} has neither a pattern nor a number, so nothing finds it"
            yield source.fault("document", index, what, "Give it one of both.")

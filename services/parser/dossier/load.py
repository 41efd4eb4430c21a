"""Read a dossier's folder into compiled form, or say what in it does not hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from contracts.search_form import folded
from services.parser.dossier.claim_schema import Claims, Conference
from services.parser.dossier.compiled import (
    ActorMatcher,
    BareMatcher,
    ClaimMatcher,
    ConferenceMatcher,
    CountedMatcher,
    DocumentMatcher,
    Dossier,
    DualMatcher,
    HeldMatcher,
    OrdinalMatcher,
    PhaseMatcher,
    RankedMatcher,
    TermMatcher,
)
from services.parser.dossier.match import Finder
from services.parser.dossier.pattern import Pattern
from services.parser.dossier.pattern_language import counted_noun, read_pattern, word_expression, words_of
from services.parser.dossier.schema import (
    Actor,
    Actors,
    ComingPhase,
    Documents,
    Exclusion,
    Exclusions,
    Occasion,
    Phase,
    Phases,
    Term,
    Terms,
)

__all__ = ["Dossier", "load_dossier"]

_File = TypeVar("_File")


def load_dossier(folder: Path, *, patterns_later: bool = False) -> Dossier:
    """The dossier of a folder: terms.toml and, where they exist, exclusions, phases, actors, documents, claims.

    With `patterns_later` each pattern is compiled only when a text may match it. Raises ValueError, naming the file and
    what is wrong with it.
    """
    dossier = _loaded(folder)
    if not patterns_later:
        _compile_all(dossier)
    return dossier


def _compile_all(found: object) -> None:
    """Compile the patterns, wherever in a dossier they are."""
    if isinstance(found, Pattern):
        found.compile()
    elif isinstance(found, Struct):
        _compile_all(tuple(getattr(found, name) for name in found.__struct_fields__))
    elif isinstance(found, dict):
        _compile_all(tuple(found.values()))
    elif isinstance(found, tuple):
        for each in found:
            _compile_all(each)


def _loaded(folder: Path) -> Dossier:
    terms = _read(folder / "terms.toml", Terms)
    gate = _gate(folder / "terms.toml", terms)
    phases = _read(folder / "phases.toml", Phases)
    return Dossier(
        id=terms.id,
        terms=terms,
        gate=gate,
        matchers=_terms(folder / "terms.toml", terms, gate),
        exclusions=_exclusions(folder / "exclusions.toml", terms.lists),
        occasions=_occasions(folder / "terms.toml", terms),
        phases=_phases(folder / "phases.toml", phases, terms.lists),
        phase_subject=_compiled(folder / "phases.toml", phases.subject, terms.lists),
        recounting=_compiled(folder / "phases.toml", phases.recounting, terms.lists),
        actors=_actors(folder / "actors.toml", _read(folder / "actors.toml", Actors).actor, terms.lists),
        documents=_documents(folder / "documents.toml", terms.lists),
        claims=_claims(folder / "claims.toml", terms.lists),
    )


def _read(path: Path, kind: type[_File]) -> _File:
    if not path.exists() and kind is not Terms:
        return kind()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise ValueError(f"{path}: {error}") from error


def _gate(path: Path, terms: Terms) -> tuple[str, ...]:
    words = [one for word in terms.gate for one in words_of(word, terms.lists)]
    if spaced := [word for word in words if " " in word]:
        raise ValueError(f"{path}: a gate word is one word, {spaced[0]!r} is not")  # pages put anything between words
    return tuple(folded(word) for word in words)


def _compiled(
    path: Path, patterns: Sequence[str], lists: Mapping[str, Sequence[str]], within: int = 160
) -> tuple[Pattern, ...]:
    try:
        return tuple(read_pattern(pattern, lists, within) for pattern in patterns)
    except (ValueError, re.error) as error:
        raise ValueError(f"{path}: {error}") from error


def _terms(path: Path, terms: Terms, gate: Sequence[str]) -> tuple[TermMatcher[Term], ...]:
    matchers = []
    for term in terms.term:
        patterns = _compiled(path, term.patterns, terms.lists, term.within)
        for pattern in patterns:
            _require_gate_word(path, term.id, pattern, gate)
        beside = _compiled(path, term.beside, terms.lists)
        matchers.append(TermMatcher(term, patterns, _compiled(path, term.unless, terms.lists), beside))
    return tuple(matchers)


def _require_gate_word(path: Path, term: str, pattern: Pattern, gate: Sequence[str]) -> None:
    """The gate must pass whatever a term could match."""
    if not needs_gate_word(pattern, gate):
        raise ValueError(f"{path}: term {term!r}: pattern {pattern.source!r} needs no word of the gate")


def needs_gate_word(pattern: Pattern, gate: Sequence[str]) -> bool:
    """Whether every match of a pattern holds one of the folded gate words, whichever alternatives it takes."""
    return any(
        all(any(word in form for word in gate) for choice in alternatives for form in _printed_forms(choice))
        for alternatives in pattern.needed
    )


def _printed_forms(words: str) -> tuple[str, str]:
    """The folded words as they stand, and with ل before the article, which swallows its alef: للحدود."""
    form = folded(words)
    return form, re.sub(r"(?<!\w)ال(?=\w{2})", "لل", form)


def _exclusions(path: Path, lists: Mapping[str, Sequence[str]]) -> tuple[TermMatcher[Exclusion], ...]:
    entries = _read(path, Exclusions).exclusion
    return tuple(
        TermMatcher(entry, _compiled(path, entry.patterns, lists, entry.within), _compiled(path, entry.unless, lists))
        for entry in entries
    )


def _occasions(path: Path, terms: Terms) -> tuple[TermMatcher[Occasion], ...]:
    return tuple(TermMatcher(entry, _compiled(path, entry.patterns, terms.lists)) for entry in terms.occasion)


def _phases(path: Path, phases: Phases, lists: Mapping[str, Sequence[str]]) -> tuple[PhaseMatcher, ...]:
    matchers = []
    every: tuple[ComingPhase, ...] = (*phases.phase, *phases.coming)
    for phase in every:
        held = phase if isinstance(phase, Phase) else None
        cues = {
            "name": phase.names,
            "title": held.titles if held else (),
            "declaration": held.declarations if held else (),
            "ordinal": phase.ordinals,
            "hint": phase.hints,
        }
        compiled = {method: _compiled(path, patterns, lists) for method, patterns in cues.items()}
        matchers.append(PhaseMatcher(phase.id, phase.number, held, _compiled(path, phase.place, lists), compiled))
    return tuple(matchers)


def _actors(path: Path, actors: tuple[Actor, ...], lists: Mapping[str, Sequence[str]]) -> ActorMatcher:
    full = [(key, spelling) for key, actor in enumerate(actors) for spelling in _full(actor)]
    short = [(key, spelling) for key, actor in enumerate(actors) for spelling in actor.short]
    unless = {key: _compiled(path, actor.unless, lists) for key, actor in enumerate(actors) if actor.unless}
    return ActorMatcher(actors, Finder(full), Finder(short), unless)


def _full(actor: Actor) -> Iterator[str]:
    """The spellings of an actor that need no other one before them."""
    yield from (*actor.spellings, *actor.local, *_nisbas(actor))


def _nisbas(actor: Actor) -> Iterator[str]:
    for nisba in actor.nisba:
        yield from (nisba + ending for ending in ("", "ة", "ين", "ون", "ان", "ات", "تين", "تان", "ا"))


def _claims(path: Path, lists: Mapping[str, Sequence[str]]) -> ClaimMatcher:
    def each(*patterns: Sequence[str]) -> Iterator[tuple[Pattern, ...]]:
        return (_compiled(path, some, lists) for some in patterns)

    claims = _read(path, Claims)
    return ClaimMatcher(
        tuple(
            CountedMatcher(one, counted_noun(one.nouns), *each(one.followed_by, one.preceded_by, one.not_preceded_by))
            for one in claims.counted
        ),
        tuple(BareMatcher(one, *each(one.preceded_by, one.followed_by)) for one in claims.bare),
        tuple(DualMatcher(one, *each(one.words)) for one in claims.dual),
        tuple(
            RankedMatcher(one, *each(one.before, one.after, one.not_followed_by, one.not_preceded_by))
            for one in claims.ranked
        ),
        tuple(
            OrdinalMatcher(
                one,
                read_pattern(f"({'|'.join(one.nouns)})", lists),
                *each(one.followed_by, one.not_followed_by, one.not_preceded_by),
            )
            for one in claims.ordinal
        ),
        HeldMatcher(claims.held, _compiled(path, claims.held.near, lists)) if claims.held else None,
        _conference(path, claims.conference, lists) if claims.conference else None,
    )


def _conference(path: Path, entry: Conference, lists: Mapping[str, Sequence[str]]) -> ConferenceMatcher:
    words = "|".join(map(word_expression, entry.behind))
    behind = re.compile(rf"(?<!\w)(?:{words})\s+\Z") if words else None
    return ConferenceMatcher(entry, _compiled(path, entry.apart, lists), behind)


def _documents(path: Path, lists: Mapping[str, Sequence[str]]) -> DocumentMatcher:
    documents = _read(path, Documents)
    words = "(" + "|".join(documents.resolution) + ")" if documents.resolution else None
    return DocumentMatcher(
        tuple((one, _compiled(path, one.patterns, lists)) for one in documents.document if one.patterns),
        {one.number: one for one in documents.document if one.number is not None},
        read_pattern(words, lists) if words else None,
    )

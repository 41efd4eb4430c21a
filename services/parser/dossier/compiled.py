"""A dossier in compiled form: its entries with the patterns and spellings that find them."""

import re
from collections.abc import Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from services.parser.dossier.claim_schema import Bare, Conference, Counted, Dual, Held, Ordinal, Ranked
from services.parser.dossier.match import Finder
from services.parser.dossier.pattern import Pattern
from services.parser.dossier.schema import (
    Actor,
    Document,
    Exclusion,
    Occasion,
    Phase,
    Term,
    Terms,
)

Entry = TypeVar("Entry", Term, Exclusion, Occasion)


class TermMatcher(Struct, Generic[Entry], frozen=True):
    """A term, an exclusion or an occasion with its patterns compiled."""

    entry: Entry
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    beside: tuple[Pattern, ...] = ()


class PhaseMatcher(Struct, frozen=True):
    """A phase with its patterns compiled, by the method that each stands for. `held` is null for one to come."""

    id: str
    number: int | None
    held: Phase | None
    place: tuple[Pattern, ...]
    cues: dict[str, tuple[Pattern, ...]]


class ActorMatcher(Struct, frozen=True):
    """The actors of a dossier with their spellings ready to be found; keys are places in `actors`.

    `short` finds the spellings that count only after a full one; `unless` holds what makes a spelling somebody else's.
    """

    actors: tuple[Actor, ...]
    full: Finder
    short: Finder
    unless: Mapping[int, tuple[Pattern, ...]]


class HeldMatcher(Struct, frozen=True):
    """What tells the days of a conference, with the words for it compiled."""

    held: Held
    near: tuple[Pattern, ...]


class OrdinalMatcher(Struct, frozen=True):
    """What an ordinal numbers, compiled."""

    entry: Ordinal
    nouns: Pattern
    followed_by: tuple[Pattern, ...]
    not_followed_by: tuple[Pattern, ...]
    not_preceded_by: tuple[Pattern, ...]


class CountedMatcher(Struct, frozen=True):
    """A counted kind, compiled; `noun` is matched where a number ends."""

    entry: Counted
    noun: re.Pattern[str]
    followed_by: tuple[Pattern, ...]
    preceded_by: tuple[Pattern, ...]
    not_preceded_by: tuple[Pattern, ...]


class BareMatcher(Struct, frozen=True):
    """A kind whose noun stands before the number, compiled."""

    entry: Bare
    preceded_by: tuple[Pattern, ...]
    followed_by: tuple[Pattern, ...]


class DualMatcher(Struct, frozen=True):
    """Words that are number and noun in one, compiled."""

    entry: Dual
    words: tuple[Pattern, ...]


class RankedMatcher(Struct, frozen=True):
    """What an ordinal without the article numbers, compiled."""

    entry: Ranked
    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    not_followed_by: tuple[Pattern, ...]
    not_preceded_by: tuple[Pattern, ...]


class ConferenceMatcher(Struct, frozen=True):
    """What tells that a figure is of a conference, compiled; `behind` finds a word at the end of a text."""

    entry: Conference
    apart: tuple[Pattern, ...]
    behind: re.Pattern[str] | None


class ClaimMatcher(Struct, frozen=True):
    """The kinds of figures, compiled."""

    counted: tuple[CountedMatcher, ...]
    bare: tuple[BareMatcher, ...]
    dual: tuple[DualMatcher, ...]
    ranked: tuple[RankedMatcher, ...]
    numbered: tuple[OrdinalMatcher, ...]
    held: HeldMatcher | None
    conference: ConferenceMatcher | None


class DocumentMatcher(Struct, frozen=True):
    """The documents with their names compiled, and resolutions by number."""

    named: tuple[tuple[Document, tuple[Pattern, ...]], ...]
    by_number: dict[int, Document]
    resolution: Pattern | None


class Dossier(Struct, frozen=True, kw_only=True):
    """A dossier ready to be matched. `gate` holds folded words, one of which every term needs."""

    id: str
    terms: Terms
    gate: tuple[str, ...]
    matchers: tuple[TermMatcher[Term], ...]
    exclusions: tuple[TermMatcher[Exclusion], ...]
    occasions: tuple[TermMatcher[Occasion], ...]
    phases: tuple[PhaseMatcher, ...]
    phase_subject: tuple[Pattern, ...]
    recounting: tuple[Pattern, ...]
    actors: ActorMatcher
    documents: DocumentMatcher
    claims: ClaimMatcher

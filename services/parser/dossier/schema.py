"""The files of a dossier as an Arabist writes them: which fields they have and what these mean."""

from datetime import date
from typing import Literal

from msgspec import Struct

Kind = Literal["person", "office", "state", "organisation"]


class Term(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of speaking of the subject. `weight` is what it adds to the score.

    The parts of a pattern that `&` joins must stand within `within` letters of one paragraph.
    A match counts for nothing where a pattern of `unless` stands that near, nor where none of `beside` stands anywhere
    in the lead. `context` terms colour a text without naming the subject; what `names` the subject by its own name is
    not spoken against; one that `opens` makes a text, by standing in its opening, one that may be about the subject.
    """

    id: str
    weight: float
    patterns: tuple[str, ...]
    within: int = 160
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    context: bool = False
    names: bool = False
    opens: bool = False


class Exclusion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What only looks like the subject. Its `weight` is taken off the score. Where `masks` holds, terms
    inside its own words do not count. Where `passing` holds, terms that follow it within `within` letters
    are named in passing, as if they stood after the lead. A match counts for nothing where a pattern of `unless`
    stands within `within` letters of it in its paragraph."""

    id: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    weight: float = 0.0
    masks: bool = False
    passing: bool = False
    within: int = 160


class Occasion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say where all that a text reports was said or done: terms that follow within `within` letters count
    as if they stood in the lead."""

    id: str
    patterns: tuple[str, ...]
    within: int = 160


class Levels(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which score on an article is core, mention or related.

    The title, subtitle, summary and the body's first `lead` letters are the lead; up to `opening` letters (null: all of
    it) they are the opening, which names the subject, or where it is at home, if a text is about it. What is named only
    after them or in passing adds together no more than `in_passing_cap`, what only colours a text no more than
    `context_cap`.
    """

    core: float
    mention: float
    related: float
    context_cap: float
    lead: int
    in_passing_cap: float
    opening: int | None = None


class Terms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """terms.toml. `gate` holds the words of which every term needs one; `lists` the {lists} of patterns."""

    id: str
    name_ar: str
    name_en: str
    gate: tuple[str, ...]
    levels: Levels
    lists: dict[str, tuple[str, ...]]
    term: tuple[Term, ...]
    occasion: tuple[Occasion, ...] = ()


class Exclusions(Struct, frozen=True, forbid_unknown_fields=True):
    """exclusions.toml."""

    exclusion: tuple[Exclusion, ...] = ()


class Phase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phase of the process: when, where, and by what words a text points to it.

    `place` patterns must stand somewhere in the text before declarations, days, ordinals or `hints`, words that
    say little by themselves, count. A publication
    between `heralded` days before the beginning and `echoed` days after the end speaks for the phase
    where nothing else does.
    """

    id: str
    year: int
    name_ar: str
    name_en: str
    begins: date
    ends: date
    city: str
    country: str
    place: tuple[str, ...]
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    heralded: int = 60
    echoed: int = 30
    source: str


class ComingPhase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phase whose days and place are not known yet, and by what words texts point to it."""

    id: str
    name_ar: str
    name_en: str
    place: tuple[str, ...]
    names: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    source: str


class Phases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """phases.toml. A year of a phase counts near one of the `subject` patterns; a year or a month behind one of the
    `recounting` patterns tells of a phase before, and counts little."""

    subject: tuple[str, ...] = ()
    recounting: tuple[str, ...] = ()
    phase: tuple[Phase, ...] = ()
    coming: tuple[ComingPhase, ...] = ()


class Tenure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an actor was, from when until when; null where open or not known."""

    role: str
    since: str | None = None
    until: str | None = None


class Actor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person, office, state or organisation and every spelling that stands for it.

    `short` spellings name it only where a full one stands earlier in the text. A `nisba` stands for
    its feminine, dual and plurals too.
    """

    id: str
    kind: Kind
    name_ar: str
    name_en: str
    spellings: tuple[str, ...]
    short: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    wikidata: str | None = None
    source: str | None = None


class Actors(Struct, frozen=True, forbid_unknown_fields=True):
    """actors.toml."""

    actor: tuple[Actor, ...] = ()


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text that articles cite: by its names, or as a resolution by number."""

    id: str
    kind: Literal["resolution", "declaration", "convention", "strategy", "plan", "recommendations", "concept"]
    name_en: str
    patterns: tuple[str, ...] = ()
    number: int | None = None
    year: int | None = None
    phase: str | None = None
    source: str | None = None


class Documents(Struct, frozen=True, forbid_unknown_fields=True):
    """documents.toml."""

    document: tuple[Document, ...] = ()
    resolution: tuple[str, ...] = ()


class Counted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of figure: the nouns that a number must count to be one; `unit` is theirs in English.

    One of the patterns `followed_by`, where there are any, must follow the noun, and one of `preceded_by` stand
    before the number, none of `not_preceded_by`.
    """

    kind: str
    unit: str
    nouns: tuple[str, ...]
    followed_by: tuple[str, ...] = ()
    preceded_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()


class Dual(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that are number and noun in one: يومين. None of the patterns `not_followed_by` may follow, none of
    `not_preceded_by` stand before."""

    kind: str
    unit: str
    value: float
    words: tuple[str, ...]
    not_followed_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()


class Ordinal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an ordinal numbers; no more than `within` words stand between noun and ordinal.

    One of the patterns `followed_by`, where there are any, must follow the ordinal, none of `not_followed_by` may, and
    none of `not_preceded_by` may stand before the noun in its clause.
    """

    kind: str
    unit: str
    nouns: tuple[str, ...]
    followed_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()
    not_followed_by: tuple[str, ...] = ()
    within: int = 3


class Held(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The kinds of claim for the first and last day of a span that stands within `within` letters of one of `near`."""

    begins: str
    ends: str
    near: tuple[str, ...]
    within: int = 160


class Claims(Struct, frozen=True, forbid_unknown_fields=True):
    """claims.toml."""

    counted: tuple[Counted, ...] = ()
    dual: tuple[Dual, ...] = ()
    ordinal: tuple[Ordinal, ...] = ()
    held: Held | None = None

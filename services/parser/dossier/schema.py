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
    not spoken against; one that `opens` makes a text, by standing in its opening, one that may be about the subject,
    and one that `entitles`, an official title, wherever it stands in the lead.
    """

    id: str
    weight: float
    patterns: tuple[str, ...]
    within: int = 160
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    context: bool = False
    names: bool = False
    entitles: bool = False
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


class ComingPhase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phase of the process whose days are not known yet, and by what words a text points to it.

    `place` patterns must stand somewhere in the text before ordinals or `hints`, words that say little by themselves,
    count. `number` is which conference of the process it is, 4 for the fourth.
    """

    id: str
    name_ar: str
    name_en: str
    number: int | None = None
    place: tuple[str, ...]
    names: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    source: str


class Phase(ComingPhase, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phase of the process: when, where, and by what words a text points to it.

    Declarations and days too count only with the `place`. A publication between `heralded` days before the beginning
    and `echoed` days after the end speaks for the phase where nothing else does.
    """

    year: int
    begins: date
    ends: date
    city: str
    country: str
    titles: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()
    heralded: int = 60
    echoed: int = 30


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

    def covers(self, day: str) -> bool:
        """Whether it was held on a day, YYYY-MM-DD; bounds are as fine as they are known."""
        return (self.since or "") <= day and (self.until is None or day[: len(self.until)] <= self.until)


class Actor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person, office, state or organisation and every spelling that stands for it.

    `short` spellings name it only where a full one stands earlier in the text. A `nisba` stands for
    its feminine, dual and plurals too. An office's `local` spellings («سمو ولي العهد») may be another state's: they
    count in the press of its `country` (ISO 3166 alpha-2), or where the text names the state `of` by its id, and never
    beside somebody whom the dossier does not list. Where a pattern of `unless` holds a spelling, it is somebody
    else's: «مجلس الأمن الروسي» is no organ of the United Nations.
    """

    id: str
    kind: Kind
    name_ar: str
    name_en: str
    spellings: tuple[str, ...]
    short: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    of: str | None = None
    country: str | None = None
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

"""The article message: what was read in a page, each inference with its evidence.

Offsets count Unicode code points of the field that they name; `start` is included, `end` is not.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Level = Literal["core", "mention", "related", "off_topic"]
Field = Literal["title", "subtitle", "summary", "body"]


class Evidence(Struct, frozen=True, kw_only=True):
    """A printed passage that speaks for an inference: `surface` is the field's text[start:end].

    `term` names the entry of the dossier that matched; `weight` is what it adds to the score.
    """

    start: int
    end: int
    surface: str
    term: str
    field: Field = "body"
    weight: float = 0.0


class Mention(Struct, frozen=True, kw_only=True):
    """A printed passage that names something."""

    start: int
    end: int
    surface: str
    field: Field = "body"


class Byline(Struct, frozen=True, kw_only=True):
    """Who wrote it: `agency` is an id of the agency list, `surface` the line as printed."""

    author: str | None = None
    agency: str | None = None
    place: str | None = None
    surface: str | None = None


class DateFound(Struct, frozen=True, kw_only=True):
    """A date read in a page.

    `at` is ISO 8601 cut to its grain (2024-09-05, 2024-11-04T22:00+03:00); an offset stands only
    where the zone is known. `surface` is the printed form, `method` names where and how it was
    read, `confidence` is between 0 and 1.
    """

    at: str
    grain: Literal["month", "day", "minute", "second"]
    surface: str
    method: str
    confidence: float


class Relevance(Struct, frozen=True, kw_only=True):
    """How far an article is about the dossier. `score` (0 to 1) follows from the evidence's weights."""

    score: float
    level: Level
    evidence: tuple[Evidence, ...] = ()


class PhaseFound(Struct, frozen=True, kw_only=True):
    """A phase of the process that the article speaks of; one of them is `main`."""

    id: str
    method: str
    main: bool = False
    evidence: tuple[Evidence, ...] = ()


class ActorFound(Struct, frozen=True, kw_only=True):
    """A person, office, state or organisation. `id` is null where the dossier does not list it. `role` is the office as
    printed beside the name, or `author` for who signs an opinion; who reported is the byline's author and no actor.
    `tenure` is what the dossier, and not the article, says a person was on the day of publication; null where the
    article has no date or the dossier no office for it."""

    id: str | None
    kind: Literal["person", "office", "state", "organisation"]
    name_ar: str
    name_en: str | None = None
    role: str | None = None
    tenure: str | None = None
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()


class Quote(Struct, frozen=True, kw_only=True):
    """Speech tied to its speaker: `speaker` is the actor's id or, unlisted, the name as printed. `named` is false where
    a body without a name speaks («البيان», «مصدر أمني»), as printed: another one in every article. `verb` is the verb
    as printed, a headline's colon, or the noun of a whole speech (كلمة)."""

    speaker: str
    named: bool = True
    verb: str
    direct: bool
    start: int
    end: int
    surface: str
    field: Field = "body"


class Claim(Struct, frozen=True, kw_only=True):
    """A figure that the article states, as stated: 450 participants, 92 states.

    `phase` is the phase whose conference it is stated of; null where it is of something else, or the text does not say.
    """

    kind: str
    value: float
    unit: str
    phase: str | None = None
    evidence: tuple[Evidence, ...] = ()


class DocumentCited(Struct, frozen=True, kw_only=True):
    """A resolution, declaration, convention or strategy that the article cites."""

    id: str
    kind: str
    number: int | None = None
    year: int | None = None
    mentions: tuple[Mention, ...] = ()


class Passage(Struct, frozen=True, kw_only=True):
    """A passage shared with another page: [start, end) here, [other_start, other_end) there."""

    page_id: str
    start: int
    end: int
    other_start: int
    other_end: int


class Relative(Struct, frozen=True, kw_only=True):
    """An earlier page that shares passages: `shared` is their share of this text's words, `of_other` of that one's."""

    page_id: str
    shared: float
    of_other: float


class Cut(Struct, frozen=True, kw_only=True):
    """A stretch of the origin's body, [other_start, other_end), that the article leaves out."""

    other_start: int
    other_end: int


class Change(Struct, frozen=True, kw_only=True):
    """Words within a kept passage that read otherwise in the origin; an empty surface: put in, or left out."""

    start: int
    end: int
    surface: str
    other_start: int
    other_end: int
    other_surface: str


class Story(Struct, frozen=True, kw_only=True):
    """The article's place among its copies. `shared` is the share of its words found in its origin.

    `relatives` and `passages` name earlier pages only: a pair is told once, by the later of the two.
    The passages kept from the origin are those that name it; `cut` and `changed` compare with it too.
    """

    id: str
    role: Literal["origin", "reprint", "excerpt", "independent"]
    origin_page_id: str
    reason: str
    shared: float = 0.0
    relatives: tuple[Relative, ...] = ()
    passages: tuple[Passage, ...] = ()
    cut: tuple[Cut, ...] = ()
    changed: tuple[Change, ...] = ()


class Article(Struct, frozen=True, kw_only=True):
    """An article of one dossier. Topics masar.relevant (revision 0, story null) and masar.articles.

    `body` is the paragraphs joined by a newline, as printed. `revision` counts the changes of the
    article's content, from 1; the tracing step alone sets it.
    """

    version: int = 1
    page_id: str
    revision: int
    url: str
    canonical_url: str | None
    outlet: str
    language: str
    title: str | None
    subtitle: str | None
    summary: str | None
    paragraphs: tuple[str, ...]
    body: str
    byline: Byline
    published: DateFound | None
    modified: DateFound | None
    fetched_at: datetime
    dossier: str
    relevance: Relevance
    phases: tuple[PhaseFound, ...] = ()
    actors: tuple[ActorFound, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[DocumentCited, ...] = ()
    story: Story | None = None
    charset: str | None = None
    damaged_characters: int = 0
    parser_version: str

"""A verb of speech where it stands, and who speaks by it and goes on."""

import re
from collections.abc import Sequence

from msgspec import Struct

from contracts.article import Quote
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.bodies import word_behind
from services.parser.dossier.said.speech import is_of_several, speech, verb_of
from services.parser.dossier.sentences import sentence_start
from services.parser.dossier.sighting import Sighting


class Speaker(Struct, frozen=True, kw_only=True):
    """Who speaks; null where nobody is known to. `goes_on` does so where nobody is named behind a later verb, `person`
    is the last person who spoke, whom «the minister» means after «the statement». `feminine` is the gender of the verb
    by which they spoke, null where none was; `unknown` where someone speaks whom we do not know."""

    name: str | None = None
    goes_on: str | None = None
    person: str | None = None
    feminine: bool | None = None
    unknown: bool = False


def person_speaks(name: str | None, feminine: bool | None = None) -> Speaker:
    """A person who speaks and goes on."""
    return Speaker(name=name, goes_on=name, person=name, feminine=feminine)


def nameless_speaks(name: str, before: Speaker, feminine: bool | None = None) -> Speaker:
    """Who is no person that the article names, speaks and goes on; `before` who spoke until then."""
    return Speaker(name=name, goes_on=name, person=before.person, feminine=feminine)


class Saying(Struct, frozen=True):
    """A verb of speech in its field: `here` are the sightings near it, in reading order; what it opens begins, or else
    its clause ends, at the folded `end`; the verb of speech before it ends at `since`.
    """

    field: FoldedField
    here: Sequence[Sighting]
    verb: re.Match[str]
    end: int
    since: int

    @property
    def text(self) -> str:
        """The folded field."""
        return self.field.text

    @property
    def first(self) -> bool:
        """Whether no other verb of speech stands before it in its sentence."""
        return self.since <= sentence_start(self.text, self.verb.start())

    @property
    def feminine(self) -> bool:
        """Whether the verb's form is of a woman, or of what is feminine as states are."""
        return verb_of(self.verb) in speech().feminine

    @property
    def of_several(self) -> bool:
        """Whether the verb's form is of two or more who speak."""
        return is_of_several(self.verb)

    @property
    def closes(self) -> bool:
        """Whether the verb stands as a noun behind another one: ختم البيان بالإشارة إلى."""
        return self.verb[0].startswith("ب")

    @property
    def is_in_it(self) -> bool:
        """Whether the verb is of a speech that was named before: بكلمة حذر فيها من."""
        follows = word_behind(self.text, self.verb)
        return follows is not None and follows[0] in speech().in_it

    @property
    def follows(self) -> str:
        """The word right behind a finite verb, before what it opens; empty where none is."""
        word = None if self.verb["participle"] else word_behind(self.text, self.verb)
        return word[0] if word and word.end() <= self.end else ""


def said_by(
    speaker: str, field: FoldedField, by: tuple[int, int], said: tuple[int, int], direct: bool = False
) -> Quote:
    """What stands at the folded [start, end) `said`, by whom and by which word, which stands at `by`."""
    mention = field.mention(*said)
    return Quote(
        speaker=speaker,
        verb=field.mention(*by).surface.strip(),
        direct=direct,
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        field=field.name,
    )

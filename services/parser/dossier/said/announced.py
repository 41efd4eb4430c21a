"""What the line before it gives to someone: كلمة الوزير فلان, with the speech below, or قال الوزير فلان and no more."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from msgspec import Struct, structs

from contracts.article import Quote
from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.lists import one_of
from services.parser.dossier.said.saying import said_by
from services.parser.dossier.said.speech import calls_on, speech
from services.parser.dossier.sighting import Sighting

_MARKS = '[«“" ]*'  # may begin a speech
_LINE = re.compile(r"[^\n]*\S")
_OPENING, _CLOSING = ' «“"', ' »”"'  # around a speech in quotation marks
_FIRST_LINES = 6  # one of these announces a speech that is printed whole
_SHORTEST = 12  # letters of what is said


class _Patterns(Struct, frozen=True):
    """How a line begins that heads a speech, says that its text follows, greets who listens; what may end one that says
    who speaks."""

    heading: re.Pattern[str]
    whole_text: re.Pattern[str]
    greeting: re.Pattern[str]
    as_follows: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    heads = one_of("speeches")
    return _Patterns(
        heading=re.compile(rf"{_MARKS}(?:\w*نص (?:\w+ )?ل?)?(?P<speech>{heads})(?!\w)"),
        whole_text=re.compile(rf"[^\n]{{,30}}(?<!\w)نص (?:{heads})(?!\w)[ :.]*$", re.MULTILINE),
        greeting=re.compile(
            rf"{_MARKS}(?:(?:{one_of('blessings')})(?!\w)|(?:{one_of('greetings')})(?!\w)[^\n.]{{,200}}[،,!:]$)",
            re.MULTILINE,
        ),
        as_follows=re.compile(rf"(?: (?:{one_of('as_follows')}))?[ .:،]*"),
    )


class _Line(Struct, frozen=True):
    """A line of a field, folded, at [start, end); `here` are the people and offices named in the field, in reading
    order, `starts` where they begin."""

    field: FoldedField
    here: Sequence[Sighting]
    starts: Sequence[int]
    start: int
    end: int

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Whether the line begins like that."""
        return pattern.match(self.field.text, self.start, self.end)

    def first_named(self, start: int) -> Sighting | None:
        """Who is named first from the folded `start` on: a person, or an office that the dossier lists."""
        at = bisect_left(self.starts, start)
        return self.here[at] if at < len(self.here) and self.starts[at] < self.end else None

    def says(self, by: tuple[int, int], speaker: str, said: "_Line", direct: bool = False) -> Quote:
        """What another line has, by a word of this one at the folded [start, end) `by`."""
        quote = said_by(speaker, said.field, by=(said.start, said.end), said=(said.start, said.end), direct=direct)
        return structs.replace(quote, verb=self.field.mention(*by).surface)


def whole_speech(fields: Sequence[tuple[FoldedField, Sequence[Sighting]]], cast: Cast) -> Quote | None:
    """The speech that is the rest of a text from its greeting on, by whom one of the first lines announces."""
    lines = [*islice((line for field, here in fields for line in _lines(field, here)), _FIRST_LINES)]
    for line, *behind in (lines[at : at + 3] for at in range(len(lines))):
        announces = line.match(_patterns().heading)
        named = line.first_named(announces.end()) if announces else None
        if announces is None or named is None:
            continue
        if behind and behind[0].match(_patterns().whole_text):
            del behind[0]
        if behind and behind[0].match(_patterns().greeting):
            return line.says(announces.span("speech"), name_of(named, cast), _to_the_end(behind[0]), direct=True)
    return None


def _to_the_end(line: _Line) -> _Line:
    """A line and all that stands behind it, out of its quotation marks."""
    text = line.field.text
    start = next(at for at in range(line.start, line.end) if text[at] not in _OPENING)
    return structs.replace(line, start=start, end=len(text.rstrip(_CLOSING + "\n")))


def _within(line: _Line) -> _Line:
    """A line without what ends it."""
    return structs.replace(line, end=line.start + len(line.field.text[line.start : line.end].rstrip(" .")))


def lines_announced(fields: Sequence[tuple[FoldedField, Sequence[Sighting]]], cast: Cast) -> Iterator[Quote]:
    """What stands in the line behind one that has a verb of speech, who speaks, and nothing else."""
    lines = [line for field, here in fields for line in _lines(field, here)]
    for line, behind in pairwise(lines):
        verb = line.match(speech().verb)
        if verb is None or verb["sure"] is None or calls_on(verb) or behind.end - behind.start < _SHORTEST:
            continue
        named = line.first_named(verb.end())
        if named is not None and _is_all(line, verb.end(), named):
            yield line.says(verb.span("sure"), name_of(named, cast), _within(behind))


def _is_all(line: _Line, start: int, named: Sighting) -> bool:
    """Whether a line has nothing behind `start` but who is named, and that they said «as follows»."""
    text = line.field.text
    if not is_titled_from(text, start, named.start):
        return False
    return _patterns().as_follows.fullmatch(text, named.end, line.end) is not None


def _lines(field: FoldedField, here: Sequence[Sighting]) -> Iterator[_Line]:
    named = [one for one in here if rank(one) < ORGANISATION]
    starts = [one.start for one in named]
    return (_Line(field, named, starts, *match.span()) for match in _LINE.finditer(field.text))

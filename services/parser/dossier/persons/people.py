"""People whom the dossier does not list, found by the titles and names around them."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from services.parser.dossier.persons.apposed import apposed_length
from services.parser.dossier.persons.bylines import Byline
from services.parser.dossier.persons.due import due_length, is_appointed, is_described, is_whole
from services.parser.dossier.persons.name_marks import is_counterpart, is_signed, names_a_place, names_its_country
from services.parser.dossier.persons.name_span import name_length
from services.parser.dossier.persons.name_words import (
    QUOTES,
    Word,
    honours_before,
    is_given,
    is_nisba,
    stripped,
    words_of,
)
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import office_behind_in_words, office_in_words
from services.parser.dossier.persons.shown import group_before, is_likely, is_shown

_LISTED = 400  # letters from a person in a list to the next one: what each was appointed to stands between
_ALSO = (" و", "، و", " و ")
_TIED = 30  # letters between two names that «and» ties
_TIE = re.compile(rf"[،,]? و(\w+) [{QUOTES}]?")  # and, with a nation, between two names


class Person(Struct, frozen=True):
    """A full name at the folded [start, end), and the office printed before or after it, null where none is.

    `titled` where it has an office or a word of honour, or is an `author`, who signs an opinion.
    """

    start: int
    end: int
    office: tuple[int, int] | None
    titled: bool
    author: bool = False


def people_in(text: str, barred: Collection[int] = (), bylines: Iterable[Byline] = ()) -> Iterator[Person]:
    """The full names in a folded text that honours or an office beside them show to be people's.

    `barred` are the places of words that no name contains, though folded they look it. Of the `bylines` those who
    sign an opinion take part, and whom a title is about; who reported takes none.
    """
    words = [word if word.start not in barred else Word("", word.start, word.end) for word in words_of(text)]
    signed = {byline.start: byline for byline in bylines}
    last: Person | None = None
    titled_till = listed_till = at = 0
    while at < len(words):
        if byline := signed.get(words[at].start):
            if byline.signed or not byline.written:
                yield Person(byline.start, byline.end, None, titled=True, author=byline.signed)
            while at < len(words) and words[at].start < byline.end:
                at += 1
            continue
        chained = last is not None and _is_chained(text, last, words, at)
        listed = words[at].start < listed_till
        length = _shown_length(text, words, at, chained, listed)
        if length and not names_a_place(text, words, honours_before(text, words, at)):
            last = _person(text, words, at, length, titled_till, chained and last is not None and last.titled)
            titled_till = max(last.end, last.office[1] if last.office else 0) if last.titled else 0
            listed_till = _list_ends(text, last.end)
            yield last
        at += length or 1


def _person(text: str, words: Sequence[Word], at: int, length: int, titled_till: int, titled: bool) -> Person:
    """The person whose name has so many words from `at` on; who ends at `titled_till` has a title."""
    honours = honours_before(text, words, at)
    start = words[at].end - len(words[at].text if is_whole(text, words, at) else _without_and(words[at].text))
    office = office_in_words(text, words, honours) or office_behind_in_words(text, words, at + length)
    titled = titled or office is not None or honours < at
    titled = titled or is_signed(text, words, at) or is_counterpart(text, words, at) or is_described(text, words, at)
    titled = titled or group_before(text, words, at) in names().heads
    titled = titled or is_appointed(text, words, at, at + length) or names_its_country(text, words, at + length)
    titled = titled or (0 < titled_till < start and text[titled_till:start] in _ALSO)  # الرئيسين فلان وفلان
    return Person(start, words[at + length - 1].end, office, titled)


def _list_ends(text: str, end: int) -> int:
    """Where a list of people with their countries in brackets ends at the latest, of whom one's name ends at `end`."""
    if not text.startswith(" (", end):
        return 0
    line = text.find("\n", end, end + _LISTED)
    return line if line >= 0 else end + _LISTED


def _without_and(word: str) -> str:
    """The first word of a name without the particle before it."""
    bare = stripped(word)
    if bare == word and word.startswith("و") and not is_given(word) and word not in names().families:
        return word[1:]
    return bare


def _is_chained(text: str, last: Person, words: Sequence[Word], at: int) -> bool:
    """Whether «and» ties a name to the person before it, also with a country or an adjective of one between: فلان
    وفلان, من مصر فلان والأردن فلان, الفرنسي فلان، والبلجيكية فلانة."""
    if words[at].start - last.end > _TIED:
        return False
    between = text[last.end : words[at].start]
    if words[at].text.startswith("و"):
        return between == " "
    tie = _TIE.fullmatch(between)
    return tie is not None and (is_nisba(tie[1]) or tie[1] in names().countries)


def _shown_length(text: str, words: Sequence[Word], at: int, chained: bool, listed: bool) -> int:
    """How many words from `at` on make a name that something shows to be a person's; 0 where none starts."""
    length = name_length(text, words, at)
    if not length:
        return due_length(text, words, at, chained, listed) or apposed_length(text, words, at)
    honours = honours_before(text, words, at)
    if chained or honours < at or is_shown(text, words, at, length):
        return length
    office = office_in_words(text, words, honours)
    if office and (is_likely(words[at : at + length]) or "،" not in text[office[1] : words[at].start]):
        return length
    return due_length(text, words, at, listed=listed)

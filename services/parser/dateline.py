"""The opening of a news text: «الكويت – كونا», «نيويورك في 30 ديسمبر/وام/», «رام الله 22 فبراير 2022 (شينخوا)»."""

import re
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import SearchForm, folded, search_form
from services.parser.agencies import NamedAgency, agencies_in
from services.parser.dates import words

# The agency stands within so many letters, place and date before it; the printed text may have vowel signs.
_REACH = 90
_PRINTED_REACH = 240
_QUOTES = '«»"“” '
_SEPARATORS = "-–—/،,:|([+"
# «* الكويت - واس:»
BULLETS = "*•●■◆▪ "
_LONE_TATWEEL = re.compile(r"(?<!\S)ـ+(?!\S)")
_DASHES = ("-", "–", "—", ":")
_ENDS = tuple("-–—:.|+،,")
_WORDS_OF_A_PLACE = 3
_SEGMENTS = 3


class Dateline(Struct, frozen=True):
    """What a text opens with: `surface` is the opening as printed, without the dash that closes it."""

    agency: str | None
    place: str | None
    surface: str


class Wording(Struct, frozen=True):
    """Words of bylines, as bylines.toml explains them."""

    by: tuple[str, ...]
    by_with_separator: tuple[str, ...]
    titles: frozenset[str]
    no_name: frozenset[str]
    source: tuple[str, ...]
    picture: tuple[str, ...]
    masthead: frozenset[str]
    no_author: frozenset[str]
    no_dateline: frozenset[str]
    desk: frozenset[str]


class _Before(Struct, frozen=True):
    """What stands before an agency's name: a place, known as a city or not, a date, or nothing but «المصدر:»."""

    place: str | None
    known: bool
    dated: bool
    empty: bool


class _Cities(Struct, frozen=True):
    cities: tuple[str, ...]


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph or a line opens with, None where it opens with the sentence.

    A mention of an agency in the sentence («ذكرت وكالة …») is none.
    """
    text = text.lstrip(BULLETS)
    form = search_form(dashed(text[:_PRINTED_REACH]))
    for named in agencies_in(form.text[:_REACH]):
        if dateline := _credited(text, form, named):
            return dateline
    return _place_alone(text, form)


def dashed(text: str) -> str:
    """The text with dashes where the press prints a lone tatweel for one, «الكويت ـ كونا»; of the same length."""
    return _LONE_TATWEEL.sub(lambda found: "-" * len(found[0]), text)


def is_city(name: str) -> bool:
    """Whether a name is a city that opens the news."""
    return folded(name).strip() in _cities()


def _credited(text: str, form: SearchForm, named: NamedAgency) -> Dateline | None:
    left = form.text[: named.start].rstrip(_QUOTES)
    right = form.text[named.end :].lstrip(_QUOTES)
    if "(" in form.text[named.start : named.end]:  # «وكالة الأنباء ... (كونا)»: the bracket is the name's own
        right = right.lstrip(")").lstrip(_QUOTES)
    bracketed = left.endswith(("(", "/", "[")) and right.startswith((")", "/", "]"))
    before = _read_before(left)
    if before is None:
        return None
    if named.only_bracketed and not (bracketed or _is_plain(before, left, right)):
        return None
    # «الرياض 02 جمادى الأولى 1446 هـ واس», «رام الله 4-11-2024 وفا- »
    undivided = before.known and before.dated and (not right.strip(". ") or right.startswith(_DASHES))
    if not (left == "" or left.endswith(tuple(_SEPARATORS)) or undivided):
        return None
    rest = right[1:].lstrip(")/] ") if bracketed else right
    # «واس (نيويورك)»
    turned = left == "" and _city_after().match(form.text, named.end) is not None
    certain = before.known or turned or (bracketed and (before.dated or before.empty))
    if not (certain or _is_ended(rest, bracketed)):
        return None
    end = form.text.index(right[0], named.end) + 1 if bracketed else named.end
    place = before.place
    if place is None and (follows := _city_after().match(form.text, end)):  # «واس - جدة:»
        place, end = follows["city"] or follows["bracketed"], follows.end()
    _, printed_end = form.printed_span(0, end)
    place = _printed_place(text, form, place)
    return Dateline(named.id, place, text[:printed_end].strip().rstrip("-–—: "))


def _is_plain(before: _Before, left: str, right: str) -> bool:
    """Whether a form that is a word of the language too can only be the agency: «مسقط - العمانية:», «المصدر: RT»."""
    after_city = before.known and left.endswith((*_DASHES, "/")) and right.startswith(_DASHES)
    return after_city or (before.empty and left.endswith(":") and not right.strip(". "))


def _is_ended(rest: str, bracketed: bool) -> bool:
    """Whether a separator or the line's end follows; «جلسة الافتتاح (كونا)» alone is a picture's credit."""
    if bracketed:
        return rest.startswith(_ENDS)
    return rest == "" or rest.startswith((*_ENDS, "/", ")"))


def _read_before(left: str) -> _Before | None:
    """The place and date before an agency's name; None where a sentence stands there."""
    dateless = _date_words().sub("|", left)
    segments = [part.strip() for part in re.split(r"[-–—/،,:|.()\[\]+]", dateless) if part.strip()]
    # Single letters are initials of reporters: «ح.ع/ ر.س (د ب أ)».
    segments = [part for part in segments if part not in _sources() and len(part) > 1]
    if len(segments) > _SEGMENTS or any(_is_sentence(part) for part in segments):
        return None
    known = next((part for part in segments if part in _cities()), None)
    dated = bool(_month_or_date().search(left))
    # Without a date an unknown name may be the paper's own: «سبق - وكالات».
    alone = segments[0] if len(segments) == 1 and dated else None
    return _Before(place=known or alone, known=known is not None, dated=dated, empty=not segments)


def _is_sentence(segment: str) -> bool:
    parts = segment.split()
    return len(parts) > _WORDS_OF_A_PLACE or parts[0] in _no_dateline()


def _place_alone(text: str, form: SearchForm) -> Dateline | None:
    found = _city_opening().match(form.text)
    if found is None:
        return None
    place = _printed_place(text, form, found["city"])
    return Dateline(None, place, place or "") if place else None


def _printed_place(text: str, form: SearchForm, place: str | None) -> str | None:
    if place is None:
        return None
    start = form.text.index(place)
    first, last = form.printed_span(start, start + len(place))
    return text[first:last].strip()


@cache
def wording() -> Wording:
    """The words of bylines in their search form."""
    path = Path(__file__).with_name("bylines.toml")
    lists = msgspec.toml.decode(path.read_bytes(), type=dict[str, tuple[str, ...]])
    return msgspec.convert({name: [folded(word) for word in each] for name, each in lists.items()}, Wording)


@cache
def _no_dateline() -> frozenset[str]:
    return wording().no_dateline


@cache
def _sources() -> frozenset[str]:
    return frozenset(wording().source)


@cache
def _cities() -> frozenset[str]:
    path = Path(__file__).with_name("datelines.toml")
    return frozenset(folded(city) for city in msgspec.toml.decode(path.read_bytes(), type=_Cities).cities)


@cache
def _city_opening() -> re.Pattern[str]:
    cities = words.any_of(_cities())
    source = words.any_of(wording().source)
    ended = r"(?!\w)(?:\s?[،,]\s?\w+)?\s?(?:[-–—:]|/\s)|_(?=\d)|\s?\((?=[^()]{2,25}\)\s*$)"
    return re.compile(rf"(?:(?:{source})\s?:\s?)?\(?(?P<city>{cities})(?:{ended})")


@cache
def _city_after() -> re.Pattern[str]:
    cities = words.any_of(_cities())
    open_end = rf"[-–—/]\s?(?P<city>{cities})(?!\w)(?=\s?[:(]|\s?[-–—]\s|\s*$)"
    return re.compile(rf"[)»\"\s]*(?:{open_end}|\((?P<bracketed>{cities})\))")


@cache
def _date_words() -> re.Pattern[str]:
    """What a date before an agency's name is made of: «في 30 ديسمبر», Nov 4, 18.10.2022."""
    names = words.any_of((*words.gregorian_months(), *words.hijri_months(), *words.weekdays()))
    return re.compile(rf"(?<!\w)(?:{names}|في|يوم|الموافق|م|ه|\d{{1,4}}[مه]?)(?!\w)")


@cache
def _month_or_date() -> re.Pattern[str]:
    """A month's name, or two numbers beside each other: «20» alone may belong to the house's own name."""
    names = words.any_of((*words.gregorian_months(), *words.hijri_months()))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)|\d\s?[-–—/.]\s?\d")

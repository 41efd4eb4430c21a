"""What stands around an article and is no part of it: elements by their names, lines by their words."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from contracts.search_form import folded

_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EDGES = " \t\xa0•·●▪■◆►▶–—-_|/\\:;،؛,.…!؟?«»“”\"'()[]{}<>#*+"
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC_DATE = re.compile(r"\d{1,4}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,4}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BARS = re.compile(r"[|•·]")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s*:\s*\d{2}(?!\d)")
# The longest date line seen: weekday, Hijri and Gregorian date, time, zone, with their labels.
_LONGEST_DATE_LINE = 140
_LONGEST_LABELLED_DATE = 80
_LONGEST_POINTER = 160
_LONGEST_LABEL = 45
# The longest notice of a site seen; a story may name a privacy policy or a newsletter too, in longer paragraphs.
_LONGEST_NOTICE = 420


class _Elements(Struct, frozen=True):
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    spared: tuple[str, ...]


class _Lines(Struct, frozen=True):
    alone: tuple[str, ...]
    labels: tuple[str, ...]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    detours: tuple[str, ...]
    notices: tuple[str, ...]


class _Dates(Struct, frozen=True):
    words: tuple[str, ...]
    beginnings: tuple[str, ...]


class _Headlines(Struct, frozen=True):
    subjectless_beginnings: tuple[str, ...]
    circumstance_beginnings: tuple[str, ...]
    site_beginnings: tuple[str, ...]


class _Instead(Struct, frozen=True):
    paywall: tuple[str, ...]
    script: tuple[str, ...]


class _Furniture(Struct, frozen=True):
    elements: _Elements
    lines: _Lines
    instead: _Instead
    dates: _Dates
    headlines: _Headlines


def is_counter(line: str) -> bool:
    """Whether a line has no letter at all: a count of readers, a bullet, a rule."""
    return not _LETTER.search(line)


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a date or a time of day, with or without what it dates."""
    return len(line) <= _LONGEST_DATE_LINE and _is_short_date_line(line)


def may_date(line: str) -> bool:
    """Whether a line holds something that may be a date, among other words."""
    if not _DIGIT.search(line):
        return False
    bare = _MARKS.sub("", line)
    if _NUMERIC_DATE.search(bare) or _CLOCK.search(bare):
        return True
    return any(len(word) > 2 and word in _date_words() for word in _WORD.findall(key_of(line)))


def is_furniture(line: str) -> bool:
    """Whether a line's words say that it is a button, a label or a pointer to something else."""
    return len(line) <= _LONGEST_NOTICE and _is_short_furniture(line)


def ends_the_story(line: str) -> bool:
    """Whether a line is a heading under which other things than the story stand."""
    return len(line) <= 60 and key_of(line) in _key_set("endings")


def is_detour(line: str) -> bool:
    """Whether such a heading may stand over a box in the midst of the story too."""
    return key_of(line) in _key_set("detours")


def begins_as_kicker(line: str) -> bool:
    """Whether a headline-like line opens as those above or below the headline do."""
    return begins_without_subject(line) or key_of(line).startswith(_phrases("circumstances"))


def begins_without_subject(line: str) -> bool:
    """Whether a line opens with a verb whose subject the headline names."""
    return key_of(line).startswith(_phrases("subjectless"))


def stands_instead(text: str) -> Literal["paywall", "script_shell"] | None:
    """What a short text says that keeps the article from being read: a paywall, a program that did not run."""
    plain = folded(text)
    if any(phrase in plain for phrase in _phrases("paywall")):
        return "paywall"
    return "script_shell" if any(phrase in plain for phrase in _phrases("script")) else None


def is_site_name(text: str) -> bool:
    """Whether a short text is what a medium is called: a word such as newspaper, agency or channel, and a name."""
    return len(text.split()) <= 5 and key_of(text).startswith(_phrases("site_beginnings"))


def key_of(line: str) -> str:
    """A line as phrases are compared: in its search form, without punctuation at its ends."""
    return _short_key(line) if len(line) <= _LONGEST_NOTICE else _key(line)


@cache
def element_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The patterns of wanted, unwanted and spared class names and ids."""
    elements = _knowledge().elements
    return _name_pattern(elements.wanted), _name_pattern(elements.unwanted), _name_pattern(elements.spared)


def plain_names(names: str) -> str:
    """Class names and ids in lower case, the words of camel-case ones divided."""
    return _CAMEL.sub("-", names).lower()


def _name_pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    # Grouped by first letter: a page has hundreds of names, and most of their letters begin no part.
    by_letter: dict[str, list[str]] = {}
    for part in parts:
        by_letter.setdefault(part[0], []).append(part[1:])
    groups = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"(?<![a-z])(?:{'|'.join(groups)})")


# Lines repeat from page to page of a site, so what they are is remembered; only short ones, which take little room.
@lru_cache(16384)
def _is_short_date_line(line: str) -> bool:
    if not _DIGIT.search(line):
        return False
    if not _LETTER.search(line):
        # Browsers and servers print Arabic dates with direction marks between the figures.
        bare = _MARKS.sub("", line)
        return bool(_NUMERIC_DATE.search(bare) or _CLOCK.search(bare))
    plain = key_of(line)
    if len(line) <= _LONGEST_LABELLED_DATE and plain.startswith(_phrases("date_beginnings")):
        return True
    return all(word in _date_words() for word in _WORD.findall(plain))


@lru_cache(16384)
def _is_short_furniture(line: str) -> bool:
    if _notices().find_matches_as_indexes(folded(line)):
        return True
    if len(line) > _LONGEST_POINTER:
        return False
    key = key_of(line)
    if not key or key in _key_set("alone") or key.startswith(_phrases("beginnings")):
        return True
    if len(line) <= _LONGEST_LABEL and key.startswith(_phrases("labels")):
        return True
    return all(key_of(part) in _key_set("alone") for part in _BARS.split(line))


def _key(line: str) -> str:
    return " ".join(folded(line).strip(_EDGES).split())


_short_key = lru_cache(16384)(_key)


@cache
def _phrases(name: str) -> tuple[str, ...]:
    known = _knowledge()
    phrases = {
        "alone": known.lines.alone,
        "labels": known.lines.labels,
        "beginnings": known.lines.beginnings,
        "endings": known.lines.endings,
        "detours": known.lines.detours,
        "notices": known.lines.notices,
        "paywall": known.instead.paywall,
        "script": known.instead.script,
        "date_beginnings": known.dates.beginnings,
        "subjectless": known.headlines.subjectless_beginnings,
        "circumstances": known.headlines.circumstance_beginnings,
        "site_beginnings": known.headlines.site_beginnings,
    }[name]
    return tuple(dict.fromkeys(map(folded, phrases)))


@cache
def _notices() -> AhoCorasick:
    return AhoCorasick(_phrases("notices"))


@cache
def _key_set(name: str) -> frozenset[str]:
    return frozenset(key_of(phrase) for phrase in _phrases(name))


@cache
def _date_words() -> frozenset[str]:
    return frozenset(map(folded, _knowledge().dates.words))


@cache
def _knowledge() -> _Furniture:
    return msgspec.toml.decode(Path(__file__).with_name("furniture.toml").read_bytes(), type=_Furniture)

"""Numbers in a folded text, in digits and in Arabic words, cardinal and ordinal."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import folded
from services.parser.dates.words import gregorian_months

_FILE = Path(__file__).with_name("numerals.toml")
_DIGITS = re.compile(r"(?<![\d.,/:])\d{1,3}(?:[,٬]\d{3})+(?![\d.,/:]?\d)|(?<![\d.,/:-])\d+(?:[.٫]\d+)?(?![.,/:-]?\d)")


_IN_DIGITS = ("enclosed", "digits", "number", "plain", "weak")  # groups of the pattern of ordinals
_TAKEN_REACH = 14  # letters; the longest word that takes an ordinal, its article and a space


class Number(Struct, frozen=True):
    """A number at the folded [start, end). `doubles` before a noun: ألفا مندوب are 2,000, ألفا ومئة are not."""

    start: int
    end: int
    value: float
    doubles: bool = False


class _Words(Struct, frozen=True):
    year: re.Pattern[str]
    taken: re.Pattern[str]
    unmatched: re.Pattern[str]
    cardinals: dict[str, int]
    one_of: frozenset[str]
    multipliers: dict[str, int]
    fractions: dict[str, float]
    ordinals: dict[str, int]
    ordinal_units: dict[str, int]
    cardinal: re.Pattern[str]
    part: re.Pattern[str]
    multiplier: re.Pattern[str]
    fraction_of: re.Pattern[str]
    fraction_added: re.Pattern[str]
    ordinal: re.Pattern[str]
    ranks: dict[str, int]
    rank: re.Pattern[str]


def numbers_in(text: str) -> list[Number]:
    """Every cardinal number, in reading order: 450, سبع وعشرين, 3 آلاف."""
    digits = list(_in_digits(text))
    words = [one for one in _in_words(text) if not any(one.start < other.end <= one.end for other in digits)]
    return sorted([*digits, *words], key=lambda number: number.start)


def ordinals_in(text: str) -> Iterator[Number]:
    """Every ordinal number: الرابع, الثامن والعشرين, الـ42, رقم (26), the 42 of الدورة 42 and of الاجتماع 42 للجنة."""
    words = _words()
    for match in words.ordinal.finditer(text):
        if words.taken.search(text, max(0, match.start() - _TAKEN_REACH), match.start()):
            continue
        if group := match.lastgroup if match.lastgroup in _IN_DIGITS else None:
            yield Number(match.start(), match.end(), int(match[group]))
            continue
        value = words.ordinals.get(match["ones"]) or words.ordinal_units[match["ones"]]
        if match["teen"] and value < 10:
            value += 10
        value += words.ordinals.get("ال" + (match["tens"] or ""), 0)
        if value > 1 or not words.unmatched.match(text, match.end()):
            yield Number(match.start(), match.end(), value)


def ranks_in(text: str) -> Iterator[Number]:
    """Every ordinal without the article, from the second to the tenth: رابع."""
    words = _words()
    for match in words.rank.finditer(text):
        yield Number(match.start(), match.end(), words.ranks[match[1]])


def _in_digits(text: str) -> Iterator[Number]:
    words = _words()
    years = {match.end() for match in words.year.finditer(text)}
    for match in _DIGITS.finditer(text):
        if match.start() in years:
            continue
        value, end = float(match[0].replace(",", "").replace("٬", "").replace("٫", ".")), match.end()
        if times := words.multiplier.match(text, end):
            value, end = _and_a_fraction(text, value * words.multipliers[times[1]], times.end())
        enclosed = text[match.start() - 1 : match.start()] == "(" and text[end : end + 1] == ")"  # (450) مشاركا
        yield Number(match.start() - enclosed, end + enclosed, value)


def _in_words(text: str) -> Iterator[Number]:
    """Sums of cardinals tied by و, with multipliers: ثلاثة آلاف وخمسمئة."""
    words = _words()
    read = 0
    for match in words.cardinal.finditer(text):
        if match.start() < read or match["number"] in words.one_of:
            continue  # إحدى الدول is one of them, not their number
        total, current = 0, 0
        for part in words.part.findall(match[0]):
            if part in words.multipliers:
                total += max(current, 1) * words.multipliers[part]
                current = 0
            else:
                current += words.cardinals[part]
        doubles = match["number"] in words.multipliers and match["number"].endswith("ا")
        start, value = match.start("number"), float(total + current)
        before = words.fraction_of.search(text, max(0, start - _TAKEN_REACH), start)
        if before and match["number"].split()[0] in words.multipliers:
            start, value, doubles = before.start(1), value * words.fractions[before[1]], False
        value, read = _and_a_fraction(text, value, match.end())
        yield Number(start, read, value, doubles)


def _and_a_fraction(text: str, value: float, end: int) -> tuple[float, int]:
    """A number that ends there, with the fraction that is added behind it: مليون ونصف المليون."""
    words = _words()
    if added := words.fraction_added.match(text, end):
        return value + words.fractions[added[1]] * words.multipliers[added[2]], added.end()
    return value, end


@cache
def _words() -> _Words:
    tables = msgspec.toml.decode(_FILE.read_bytes())
    before_years = "|".join(map(folded, tables["before_years"]))
    taken = "|".join(map(folded, tables["taken_by"]))
    cardinals = _values(tables["cardinals"]) | _values(tables["units_only"])
    multipliers = _values(tables["multipliers"])
    fractions = {folded(word): float(value) for value, words in tables["fractions"].items() for word in words}
    part_of, times = "|".join(fractions), "|".join(multipliers)
    ordinals, units = _values(tables["ordinals"]), _values(tables["ordinal_units"])
    ones = "|".join(sorted([*ordinals, *units], key=len, reverse=True))
    tens = "|".join(word.removeprefix("ال") for word, value in ordinals.items() if value >= 20)
    one = "|".join(sorted([*cardinals, *multipliers], key=len, reverse=True))
    plainly, weakly = (
        "|".join(rf"(?<=\b{folded(word)} )" for word in tables[name])
        for name in ("numbered_plainly", "numbered_before")
    )
    ranks = _values(tables["ranks"])
    unmatched = "|".join(map(folded, tables["unmatched"]))
    months = "|".join(gregorian_months())
    return _Words(
        re.compile(rf"(?<!\w)(?:{before_years}|{months})\s+(?=(?:19|20)\d\d(?!\d))"),
        re.compile(rf"(?<!\w)[وبلف]?(?:ال|لل)?(?:{taken})\s+$"),
        re.compile(rf"\s+(?:{unmatched})\b"),
        cardinals,
        frozenset(map(folded, tables["units_only"]["1"])),
        multipliers,
        fractions,
        ordinals,
        units,
        re.compile(rf"(?<!\w)[وف]?[بلك]?(?P<number>(?:{one})(?:\s+و?\s?(?:{one}))*)(?!\w)"),
        re.compile(rf"(?<!\w)[وف]?[بلك]?\s?({one})(?!\w)"),
        re.compile(rf"\s?({times})\b"),
        re.compile(rf"(?<!\w)[وبلف]?({part_of})\s$"),
        re.compile(rf"\s+و({part_of})\s+(?:ال)?({times})(?!\w)"),
        re.compile(
            rf"(?<!\w)[وف]?[بلك]?(?:ال\s?(?:\((?P<enclosed>\d{{1,3}})\)|(?P<digits>\d{{1,3}}))|رقم\s\(?(?P<number>\d{{1,3}})(?![.,/]?\d)\)?"
            rf"|(?:{plainly})\(?(?P<plain>\d{{1,2}})(?![.,:/%]?\d|%|\s*(?:[-–و]|الي)\s?\d|\s+(?:{months}))\)?"
            rf"|(?:{weakly})\(?(?P<weak>\d{{1,2}})\)?(?=\s+(?:ل\w|الذي|التي)|\s*[\"”»])"
            rf"|(?P<ones>{ones})(?P<teen>\s+عشره?)?(?:\s+و\s?ال(?P<tens>{tens}))?)(?!\w)"
        ),
        ranks,
        re.compile(rf"(?<!\w)[وبلفك]?({'|'.join(ranks)})(?!\w)"),
    )


def _values(table: Mapping[str, list[str]]) -> dict[str, int]:
    return {folded(word): int(value) for value, words in table.items() for word in words}

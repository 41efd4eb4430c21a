"""Who wrote a text, where its first lines or its last one say so: كتب فلان, الكويت - فلان:, a line that is a name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from services.parser.dossier.persons.name_words import is_given, may_be_name
from services.parser.dossier.persons.names import names
from services.parser.dossier.vocabulary import is_common

_HEAD = 4  # lines of a text in which a byline stands
_WIDEST = 160  # letters of a line in which a byline is looked for
_NAME = r"(?P<name>\w+(?: \w+){1,4})"
_PLACE = r"\w+(?: \w+){0,3}"  # a city or an outlet
_PARTED = r"\s*[-–—/\\|]\s*"
_ANOTHER = re.compile(rf"\s*[,،]\s*{_NAME}\s*(?=[|,،.]|$)")  # who wrote it too
_PLACED, _PLACED_TWICE = (
    re.compile(rf"(?:{_PLACE}{_PARTED}){{{times}}}(?:من )?{_NAME}\s*(?:[-–—/:|(]|$)") for times in (1, 2)
)
_LEADING = re.compile(rf"{_NAME}{_PARTED}(?:\w|[-–—])")
_WHOLE = re.compile(rf"{_NAME}\s*$")


class Byline(Struct, frozen=True):
    """A name at the folded [start, end) that a byline gives; `written` where it says that this one wrote the text,
    `signed` where «by» stands before it, as it does over opinions."""

    start: int
    end: int
    written: bool
    signed: bool = False


def bylines_in(text: str, title: bool = False) -> Iterator[Byline]:
    """The bylines in a folded text. The name that a title begins with is whom it is about, not who wrote it."""
    at = 0
    for line in text.split("\n", _HEAD)[:_HEAD]:
        if found := _byline(line[:_WIDEST]):
            yield _placed(at, *found, title)
            yield from _others(line[:_WIDEST], at, *found)
        at += len(line) + 1
    last = text.rfind("\n") + 1
    if last >= at and (whole := _whole(text[last : last + _WIDEST])):
        yield _placed(last, *whole, title)


def _placed(at: int, match: "re.Match[str]", signed: bool, title: bool) -> Byline:
    by = signed and match["word"] in names().signing
    return Byline(at + match.start("name"), at + match.end("name"), signed or not title, by)


def _others(line: str, at: int, match: "re.Match[str]", signed: bool) -> Iterator[Byline]:
    """Who wrote it with the first one that a word such as «by» names."""
    end = match.end("name")
    while (
        signed
        and (another := _ANOTHER.match(line, end))
        and _is_name(another["name"].split(" "), signed=True, sure=True)
    ):
        yield Byline(at + another.start("name"), at + another.end("name"), True)
        end = another.end("name")


def _byline(line: str) -> "tuple[re.Match[str], bool] | None":
    """The name in one of the first lines, and whether a word such as «by» stands before it."""
    signed = _signed().search(line)
    if signed and _is_name(signed["name"].split(" "), signed=True, sure=signed["sure"] is not None):
        return signed, True
    for pattern in (_PLACED, _PLACED_TWICE, _LEADING):
        match = pattern.match(line)
        if match and _is_name(match["name"].split(" "), signed=_is_place(line[: match.start("name")])):
            return match, False
    return _whole(line)


def _is_place(before: str) -> bool:
    """Whether what stands before a name in a line is a city's or a country's name."""
    words = re.findall(r"\w+", before)
    return bool(words) and words[-1] in names().places


def _whole(line: str) -> "tuple[re.Match[str], bool] | None":
    """The name that is all of a line."""
    match = _WHOLE.match(line)
    return (match, False) if match and _is_name(match["name"].split(" ")) else None


def _is_name(words: Sequence[str], *, signed: bool = False, sure: bool = False) -> bool:
    """Whether words are a person's name: a known given name begins it or, behind «by», no common word, or behind a
    colon too any word that a name may have."""
    known = names()
    first, *others = words
    if is_given(first) or first in known.everyday:
        plain = is_given(first) and (first not in known.ambiguous or not is_common(words[-1]))
        begins = signed or plain or words[-1].startswith("ال")
    else:
        begins = signed and may_be_name(first) and not first.startswith("ال") and (sure or not is_common(first))
    begins = begins or (is_given(first) and is_given(words[-1]))
    return begins and all(_goes_on(word, alone=len(others) == 1) for word in others)


def _goes_on(word: str, alone: bool) -> bool:
    """Whether a word may go on with a name: even a common one, no verb in the present, where it is the only one."""
    known = names()
    if is_given(word) or word in known.particles:
        return True
    plain = word.startswith("ال") or not is_common(word) or (alone and word[0] not in "يت")
    return plain and may_be_name(word)


@cache
def _signed() -> re.Pattern[str]:
    """«Written by», «report:» and the like, and a name behind that with a pause after it."""
    words = "|".join(sorted(names().writing))
    return re.compile(
        rf"(?:^|\|)\s*(?P<word>{words})(?:\s*(?P<sure>[:_])\s*|\s*[/\\|\-–—]\s*|\s+){_NAME}\s*(?:[-–—/\\:|(،,.]|$)"
    )

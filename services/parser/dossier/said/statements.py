"""Whose statement speaks: «البيان» is of who issued it, the ministry's in قالت الوزارة في بيان …، وأضاف البيان أن."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from functools import cache

from contracts.search_form import folded
from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.described import described_end
from services.parser.dossier.said.lists import any_of, lists, one_of, with_owners
from services.parser.dossier.said.meant import holder_of, office_at
from services.parser.dossier.said.saying import Saying
from services.parser.dossier.said.speech import speech
from services.parser.dossier.sentences import sentence_end, sentence_start
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.vocabulary import whole_article

_NOBODYS = ""  # a statement of several who issued it together
_REACH = 90  # letters from a statement to the end of whose it is
_NEAR = 60  # letters between a verb and a statement with whose it is that speaks by it
_BEHIND = 20  # letters from a verb to the statement that speaks by it
_AGENCY = "وكاله"
_PAUSE = re.compile('[،:«“"]')
_WORD = re.compile(r"\w+")

Issued = list[tuple[int, str]]  # where a statement stands in a folded field, and who issued it


@cache
def _statement() -> re.Pattern[str]:
    """A statement, and where whose it is begins behind it."""
    issued = rf"(?:ال)?(?:{one_of('issued')})ا?"
    return re.compile(
        rf"(?<!\w)[وف]?[بل]?(?P<statement>{issued}(?: (?:{one_of('issued_as')}))*)"
        rf"(?:(?P<joint> (?:{one_of('joint')})(?!\w))| (?:{one_of('issuing')}) (?=\w)| ل(?=\w{{3}})(?!ل)| (?=\w{{3}}))"
    )


@cache
def _in_statement() -> re.Pattern[str]:
    """In a statement, whosever it is."""
    issued = any_of(lists()["issued"], with_owners(lists()["issued"]))
    return re.compile(rf"(?<!\w)(?:في|ضمن|عبر) (?:ال)?(?:{issued})(?!\w)")


@cache
def _issued_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:ال)?(?:{one_of('issued')})ا?(?!\w)")


@cache
def _press() -> re.Pattern[str]:
    """An agency of the press, which is told what a statement has: بيان لوكالة الأنباء, but لوكالة أمن الحدود."""
    return re.compile(rf"(?:ال)?وكاله [«“\"]?(?:{one_of('press', 'agencies')})(?!\w)")


@cache
def _words() -> frozenset[str]:
    return frozenset(article + folded(word) for word in lists()["issued"] for article in ("", "ال"))


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(lists()['joint'])})(?!\w)")


def issued_in(field: FoldedField, here: Sequence[Sighting], cast: Cast, before: Issued) -> Issued:
    """The statements of a field that say whose they are, in reading order; `before` are those of the field before."""
    return [*((0, name) for _, name in before[-1:]), *_issued(field, here, cast)]


def issued_since(issued: Issued, since: int, at: int) -> str:
    """Who issued the last statement that stands between `since` and `at`; empty where none does."""
    last = bisect_right(issued, at, key=lambda one: one[0]) - 1
    return issued[last][1] if last >= 0 and issued[last][0] > since else ""


def is_issued(saying: Saying) -> bool:
    """Whether a verb is of what stands in a statement that its sentence has before it: أصدرت الوزارة بيانا أكدت فيه."""
    start = sentence_start(saying.text, saying.verb.start())
    return saying.is_in_it and _issued_before().search(saying.text, start, saying.verb.start()) is not None


def add_issued(issued: Issued, saying: Saying, name: str) -> None:
    """Keep who speaks by a verb in a statement: قالت الوزارة في بيان, بيانا أكدت فيه."""
    start = sentence_start(saying.text, saying.verb.start())
    if is_issued(saying) or (saying.first and _in_statement().search(saying.text, start, saying.end)):
        insort(issued, (saying.verb.start(), name))


def issuer_of(name: str, at: int, issued: Issued) -> str:
    """Whose statement speaks that is called `name`, by what stands at the folded `at`; the name where it is no
    statement, or nobody's that is known."""
    words = folded(name).split()
    if not words or words[0] not in _words() or _joint().search(folded(name)):
        return name
    if not words[0].startswith("ال"):
        near = min((one for one in issued if abs(one[0] - at) <= _NEAR), key=lambda one: abs(one[0] - at), default=None)
        return near[1] or name if near else name
    last = bisect_right(issued, at + _BEHIND, key=lambda one: one[0]) - 1
    return issued[last][1] or name if last >= 0 else name


def issuer_at(field: FoldedField, here: Sequence[Sighting], cast: Cast, at: int) -> tuple[str, int] | None:
    """Who issued the statement at the folded `at`, and where what it is called with them ends; null where none stands
    there that says whose it is."""
    match = _statement().match(field.text, at)
    return None if match is None or match["joint"] else _issuer(field, here, cast, match)


def _issued(field: FoldedField, here: Sequence[Sighting], cast: Cast) -> Iterator[tuple[int, str]]:
    for match in _statement().finditer(field.text):
        if match["joint"]:
            yield match.start("statement"), _NOBODYS
        elif issuer := _issuer(field, here, cast, match):
            yield match.start("statement"), issuer[0]


def _issuer(field: FoldedField, here: Sequence[Sighting], cast: Cast, match: re.Match[str]) -> tuple[str, int] | None:
    """Who stands behind a statement and issued it, and where they end; null where nobody does: بيان للصحافة, البيان
    أن."""
    text, start = field.text, match.end()
    end = min(sentence_end(text, start), start + _REACH)
    pause = _PAUSE.search(text, start, end)
    end = pause.start() if pause else end
    named = next((one for one in here if start <= one.start < end), None)
    if named and named.is_person and is_titled_from(text, start, named.start):
        return name_of(named, cast), named.end
    if named and named.start <= start + 1 and rank(named) >= ORGANISATION:
        return name_of(named, cast), max(named.end, described_end(text, start, end))
    word, office = _WORD.match(text, start), office_at(text, start, end)
    holder = holder_of(office, None, cast) if office else None
    if word is None or not (holder or _issues(text, match, word[0])):
        return None
    ends = described_end(text, start, end)
    return holder or whole_article(field.mention(start, ends).surface), ends


def _issues(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a word behind a statement may be of who issued it: a body, behind «of» anything definite too."""
    body = whole_article(word)
    told = _press().match(text, match.end()) if body == _AGENCY else body in speech().issued_to
    if told or body in speech().topics:
        return False
    given = text[match.end("statement") : match.end()].strip()
    if body in speech().bodies or body in speech().bodies_behind:
        return True
    if len(given) > 1:  # أصدرته
        return body not in speech().times and body not in speech().beside
    return (given != "" or word.startswith("لل")) and body.startswith("ال")

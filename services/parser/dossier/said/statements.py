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
def _forms() -> str:
    """A statement, also with whose it is tied to it: بيان, بيانها."""
    return any_of(lists()["issued"], with_owners(lists()["issued"]))


@cache
def _issuing() -> re.Pattern[str]:
    """Who issues a statement, and it behind them: أصدرت الوزارة أمس بيانا."""
    return re.compile(
        rf"(?<!\w)[وف]?(?P<verb>{one_of('issues')}) (?P<who>\w[^\n.،]{{2,80}}?) (?P<statement>(?:{_forms()})ا?)(?!\w)"
    )


@cache
def _in_statement() -> re.Pattern[str]:
    """In a statement, whosever it is."""
    return re.compile(rf"(?<!\w)(?:في|ضمن|عبر) (?:ال)?(?:{_forms()})(?!\w)")


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
    return [*((0, name) for _, name in before[-1:]), *sorted(_issued(field, here, cast))]


def issued_since(issued: Issued, since: int, at: int) -> str:
    """Who issued the last statement that stands between `since` and `at`; empty where none does."""
    last = _last(issued, at)
    return last[1] if last and last[0] > since else ""


def _last(issued: Issued, at: int) -> tuple[int, str] | None:
    """The last statement that stands no further than `at`."""
    count = bisect_right(issued, at, key=lambda one: one[0])
    return issued[count - 1] if count else None


def is_issued(saying: Saying) -> bool:
    """Whether a verb is of what stands in a statement that its sentence has before it: أصدرت الوزارة بيانا أكدت فيه."""
    start = sentence_start(saying.text, saying.verb.start())
    return saying.is_in_it and _issued_before().search(saying.text, start, saying.verb.start()) is not None


def add_issued(issued: Issued, saying: Saying, name: str) -> None:
    """Keep who speaks by a verb in a statement: قالت الوزارة في بيان, بيانا أكدت فيه."""
    if _is_statement(name):
        return
    start = sentence_start(saying.text, saying.verb.start())
    if is_issued(saying) or (saying.first and _in_statement().search(saying.text, start, saying.end)):
        insort(issued, (saying.verb.start(), name))


def _is_statement(name: str) -> bool:
    """Whether a statement is called so that is not one of several."""
    words = folded(name).split()
    return bool(words) and words[0] in _words() and _joint().search(folded(name)) is None


def issuer_of(name: str, at: int, issued: Issued, before: str = "") -> str:
    """Whose statement speaks that is called `name`, by what stands at the folded `at`.

    It is of the last that says whose it is, else of the body that spoke `before`; the name where it is no statement, or
    nobody's that is known.
    """
    if not _is_statement(name):
        return name
    if not folded(name).startswith("ال"):
        near = min((one for one in issued if abs(one[0] - at) <= _NEAR), key=lambda one: abs(one[0] - at), default=None)
        if near is not None:
            return near[1] or name
    if last := _last(issued, at + _BEHIND):
        return last[1] or name
    return before if _may_issue(before) else name


def _may_issue(name: str) -> bool:
    """Whether who spoke may be whose statement speaks next: a body, but none of the press, which has others'."""
    first = whole_article(folded(name).split()[0]) if name else ""
    return first in speech().bodies and not any(
        first in words for words in (speech().issued_to, speech().topics, _words())
    )


def issuer_at(field: FoldedField, here: Sequence[Sighting], cast: Cast, at: int) -> tuple[str, int] | None:
    """Who issued the statement at the folded `at`, and where what it is called with them ends; null where none stands
    there that says whose it is."""
    match = _statement().match(field.text, at)
    return None if match is None or match["joint"] else _issuer(field, here, cast, match.end(), _tie(match))


def _issued(field: FoldedField, here: Sequence[Sighting], cast: Cast) -> Iterator[tuple[int, str]]:
    for match in _statement().finditer(field.text):
        if match["joint"]:
            yield match.start("statement"), _NOBODYS
        elif issuer := _issuer(field, here, cast, match.end(), _tie(match)):
            yield match.start("statement"), issuer[0]
    for match in _issuing().finditer(field.text):
        issuer = _issuer(field, here, cast, match.start("who"), match["verb"])
        if issuer and issuer[1] <= match.end("who"):
            yield match.start("statement"), issuer[0]


def _tie(match: re.Match[str]) -> str:
    """What ties a statement to whose it is: ل, صادر عن, أصدرته; empty where nothing does."""
    return match.string[match.end("statement") : match.end()].strip()


def _issuer(field: FoldedField, here: Sequence[Sighting], cast: Cast, start: int, tie: str) -> tuple[str, int] | None:
    """Who stands at the folded `start`, tied so to a statement, and issued it, and where they end; null where nobody
    does: بيان للصحافة, البيان أن."""
    text = field.text
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
    if word is None or not (holder or _issues(text, word, tie)):
        return None
    ends = described_end(text, start, end)
    return holder or whole_article(field.mention(start, ends).surface), ends


def _issues(text: str, word: re.Match[str], tie: str) -> bool:
    """Whether a word that is tied so to a statement may be who issued it: a body, behind «of» anything definite too."""
    body = whole_article(word[0])
    told = _press().match(text, word.start()) if body == _AGENCY else body in speech().issued_to
    if told or body in speech().topics:
        return False
    if body in speech().bodies or body in speech().bodies_behind:
        return True
    if len(tie) > 1:  # أصدرته
        return body not in speech().times and body not in speech().beside
    return (tie != "" or word[0].startswith("لل")) and body.startswith("ال")

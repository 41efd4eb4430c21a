"""Where what is said begins: behind «that», a colon or a sign of quoting, or with the noun that a verb takes."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from services.parser.dossier.persons.offices import office_behind
from services.parser.dossier.said.bodies import subject_start
from services.parser.dossier.said.cast import ORGANISATION, rank
from services.parser.dossier.said.meant import office_at
from services.parser.dossier.said.objects import is_when_or_where, noun_of
from services.parser.dossier.said.occasions import in_statement
from services.parser.dossier.said.speech import calls_on, speech, verb_of
from services.parser.dossier.said.subjects import subject_end
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.vocabulary import takes_article

_WHERE = ("خلال", "في", "عقب", "لدي", "اثناء")
_WORDS_WHEN = 14  # words that say when and where, at most
_WORDS_TO_SIGN = 2  # more words than these before quotation marks say what is named in them, not who speaks
_WORDS_CALLED = 8  # nor before «with» than these, where someone is called on: طالب الدول التي توفر ملاذات بالكف
_WORDS_TO_THAT = 1  # no more words between a noun behind a verb and «that» are what is said: أكد مجددا أن
# A straight sign closes where no space stands before it: it may open a name within what is quoted.
_CLOSING = {"«": re.compile("»"), "“": re.compile("”"), '"': re.compile(r'(?<!\s)"'), "”": re.compile(r"(?<!\s)”")}
_WHO_IS = re.compile("، و(?:هو|هي) [^،]*$")  # وأكد فلان، وهو أحد المشرفين على الأمر، …
_CALLED = 20  # letters of what is called so before a word, and behind it
_BEFORE, _AFTER = re.compile(r"(?<!\w)[«“\"][^«»“”\"\n]+[ .]$"), re.compile(rf"[^«»“”\"\n]{{,{_CALLED}}}[»”\"]")


def opener_of(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> re.Match[str] | None:
    """What opens the speech that a verb reports, before `limit`; null where nothing does."""
    opener = _that(text, verb, limit, here)
    noun = noun_of(text, verb, limit, here, alone=opener is None)
    if noun is None or (opener and _is_near(text, noun, opener)):
        return opener
    return noun


def opens(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> bool:
    """Whether anything opens speech behind a verb that is another word too, before `limit`."""
    if speech().opener_of(verb_of(verb)).search(text, verb.end(), limit) is not None:
        return True
    return noun_of(text, verb, limit, here) is not None


def _is_near(text: str, noun: re.Match[str], opener: re.Match[str]) -> bool:
    if opener[0][0] in _CLOSING:
        return opener.start() <= noun.start()  # مؤكدا وجود «تنسيق»
    between = text[noun.start() : opener.start()]
    if noun[0].startswith("ال") and "،" not in between and opener[0].strip() in ("ان", "انه", "انها"):
        return True  # … عضو لجنة الاستعداد للعام أن: the noun is the office's
    if opener["tied"] or opener[0].strip() in speech().after_nouns:
        return opener.start() <= noun.start()  # رافضا الاتهامات بأن, أبدى عظيم امتنانه: it is what they say
    return opener.start() <= noun.start() or ("،" not in between and len(between.split()) <= _WORDS_TO_THAT)


def _that(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> re.Match[str] | None:
    """The first word or sign that opens speech, outside of names and of what is quoted for its wording alone."""
    for match in speech().opener_of(verb_of(verb)).finditer(text, verb.end(), limit):
        inside = any(one.start - 2 <= match.start() < one.end for one in here)
        if inside or only_words(text, match) or _is_noun(match["tied"]) or _is_called_so(text, match):
            continue
        if match["tied"] and not speech().opener.match(match["tied"]) and not _is_tied(text, verb, match, here):
            continue
        if match[0][0].isalpha() and _WHO_IS.search(text, verb.end(), match.start()):
            continue
        if match[0][0] in _CLOSING and not _is_spoken(text, verb, match, here):
            continue
        return match
    return None


def _is_called_so(text: str, match: re.Match[str]) -> bool:
    """Whether a word that opens speech is a later one of a name in quotation marks: قناة «سي إن إن»."""
    before = _BEFORE.search(text, max(0, match.start() - _CALLED), match.start())
    return before is not None and _AFTER.match(text, match.end()) is not None


def _is_noun(tied: str | None) -> bool:
    """Whether a word that begins like one with «with» or «to» is a noun of its own: بيان, but بأن and لأن."""
    opener = speech().opener
    return tied is not None and takes_article(tied) and not (opener.match(tied) or opener.match(tied[1:]))


def _is_tied(text: str, verb: re.Match[str], match: re.Match[str], here: Sequence[Sighting]) -> bool:
    """Whether «with» or «to» is near enough to the verb, or to who speaks, to be its own."""
    called = calls_on(verb) and match["tied"][0] == "ب"
    if match["tied"].startswith("لل") and _is_of_office(text, verb, match):
        return False
    people = (one.end for one in here if verb.end() < one.end <= match.start() and rank(one) < ORGANISATION)
    behind = max(people, default=0) or subject_end(text, verb, match.start(), here) or verb.end()
    office = office_behind(text, behind) if behind > verb.end() else None
    if office and match.start() < office[1]:
        return False  # ذكر فلان، ممثل المكتب المعني بالمخدرات، أن
    behind = office[1] if office else behind
    return len(text[behind : match.start()].split()) <= (_WORDS_CALLED if called else _WORDS_TO_SIGN)


def _is_of_office(text: str, verb: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a word goes on with an office of several words: دعا رئيس الهيئة الجهوية للهلال الأحمر."""
    office = office_at(text, subject_start(text, verb), match.start())
    return len(office) > 1 and office[-1].end() == match.start() - 1


def _is_spoken(text: str, verb: re.Match[str], match: re.Match[str], here: Sequence[Sighting]) -> bool:
    """Whether a sign of quoting is near enough to a name to hold what is said: none behind أمام مؤتمر."""
    named = max((one.end for one in here if verb.end() < one.end <= match.start()), default=verb.end())
    office = office_behind(text, named) if named > verb.end() else None
    behind = text[office[1] if office else named : match.start()]
    between, parts = behind.split(), [part for part in behind.split("،") if part.strip()]
    if parts and all(map(_is_when, parts)) and all(map(is_when_or_where, parts[-1].split())):
        return len(between) <= _WORDS_WHEN  # but خلال مؤتمر «…» is what it is called
    if in_statement().fullmatch(text, office[1] if office else named, match.start()):
        return True
    to_whom = bool(between) and between[0].startswith("ل")  # لقناة كذا: “…”
    return len(between) <= _WORDS_TO_SIGN + to_whom and not speech().beside.intersection(between)


def _is_when(part: str) -> bool:
    """Whether a part between commas says when or where someone spoke: خلال مؤتمر صحفي، اليوم الأحد، بالقاهرة."""
    first = part.split()[0]
    return first in _WHERE or is_when_or_where(first)


def only_words(text: str, opener: re.Match[str]) -> bool:
    """Whether the quotation marks hold a word or three: a name or a term, no speech."""
    sign = opener[0].rstrip()[-1:]
    if sign not in _CLOSING:
        return False
    closing = closing_of(text, sign, opener.end())
    return closing >= 0 and len(text[opener.end() : closing].split()) <= 3


def closing_of(text: str, sign: str, start: int) -> int:
    """Where the sign that closes `sign` stands; -1 where none does."""
    places = _closings(text, sign)
    at = bisect_left(places, start)
    return places[at] if at < len(places) else -1


@lru_cache(8)
def _closings(text: str, sign: str) -> Sequence[int]:
    """Where all signs stand that close `sign`: sought once, since a text may have thousands that none closes."""
    return [match.start() for match in _CLOSING[sign].finditer(text)]

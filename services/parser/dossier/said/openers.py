"""Where what is said begins: behind «that», a colon or a sign of quoting, or with the noun that a verb takes."""

import re
from collections.abc import Sequence

from services.parser.dossier.actors import Sighting
from services.parser.dossier.persons.name_words import are_honours, bare, is_nisba
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import office_behind, title_start
from services.parser.dossier.said.bodies import WHICH, body_at
from services.parser.dossier.said.cast import ORGANISATION, rank
from services.parser.dossier.said.meant import is_office, office_at
from services.parser.dossier.said.speech import calls_on, speech, verb_of
from services.parser.dossier.vocabulary import takes_article

_WORDS_TO_SIGN = 2  # more words than these before quotation marks say what is named in them, not who speaks
_WORDS_CALLED = 8  # nor before «with» than these, where someone is called on: طالب الدول التي توفر ملاذات بالكف
_WORDS_TO_THAT = 1  # no more words between a noun behind a verb and «that» are what is said: أكد مجددا أن
# A straight sign closes where no space stands before it: it may open a name within what is quoted.
_CLOSING = {"«": re.compile("»"), "“": re.compile("”"), '"': re.compile(r'(?<!\s)"')}
# Between who speaks and what is said: وثمن «فلان» ما; where nothing else opens it also وأكد مكتب …، قيمة.
_BEHIND, _BEHIND_COMMA = re.compile(r"[»”\"]? "), re.compile(r"[»”\"]?(?: | ?، (?!و))")
_NOUN = re.compile(r"(?<= )\w+")
_CALLED = 20  # letters of what is called so before a word, and behind it
_BEFORE, _AFTER = re.compile(r"(?<!\w)[«“\"][^«»“”\"\n]+[ .]$"), re.compile(rf"[^«»“”\"\n]{{,{_CALLED}}}[»”\"]")
_WORD = re.compile(r"\w+")


def opener_of(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> re.Match[str] | None:
    """What opens the speech that a verb reports, before `limit`; null where nothing does."""
    opener = _that(text, verb, limit, here)
    noun = _noun(text, verb, limit, here, _BEHIND if opener else _BEHIND_COMMA)
    if noun is None or (opener and _is_near(text, noun, opener)):
        return opener
    return noun


def opens(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> bool:
    """Whether anything opens speech behind a verb that is another word too, before `limit`."""
    if speech().opener_of(verb["unsure"]).search(text, verb.end(), limit) is not None:
        return True
    return _noun(text, verb, limit, here, _BEHIND) is not None


def _is_near(text: str, noun: re.Match[str], opener: re.Match[str]) -> bool:
    between = text[noun.start() : opener.start()]
    if opener["tied"] or opener[0].strip() in speech().prepositions or opener[0].startswith("بان"):
        return opener.start() <= noun.start()  # رافضا الاتهامات بأن: it is what they say
    return opener.start() <= noun.start() or ("،" not in between and len(between.split()) <= _WORDS_TO_THAT)


def _that(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> re.Match[str] | None:
    """The first word or sign that opens speech, outside of names and of what is quoted for its wording alone."""
    for match in speech().opener_of(verb_of(verb)).finditer(text, verb.end(), limit):
        inside = any(one.start - 2 <= match.start() < one.end for one in here)
        if inside or only_words(text, match) or _is_noun(match["tied"]) or _is_called_so(text, match):
            continue
        if match["tied"] and not _is_tied(text, verb, match, here):
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
    people = (one.end for one in here if verb.end() < one.end <= match.start() and rank(one) < ORGANISATION)
    behind = max(people, default=_subject_end(text, verb, match.start(), here) or verb.end())
    office = office_behind(text, behind) if behind > verb.end() else None
    behind = office[1] if office else behind
    return len(text[behind : match.start()].split()) <= (_WORDS_CALLED if called else _WORDS_TO_SIGN)


def _is_spoken(text: str, verb: re.Match[str], match: re.Match[str], here: Sequence[Sighting]) -> bool:
    """Whether a sign of quoting is near enough to a name to hold what is said: none behind أمام مؤتمر."""
    named = max((one.end for one in here if verb.end() < one.end <= match.start()), default=verb.end())
    between = text[named : match.start()].split()
    return len(between) <= _WORDS_TO_SIGN and not speech().beside.intersection(between)


def _noun(
    text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting], between: re.Pattern[str]
) -> re.Match[str] | None:
    """The noun that a verb of `of_nouns` takes right behind it or behind who speaks, with no more than `between` there:
    استعرض فلان نتائج."""
    word = verb_of(verb)
    if word not in speech().of_nouns:
        return None
    subject = 0 if verb["participle"] else _subject_end(text, verb, limit, here)
    if verb["unsure"] and not (subject or verb[0].startswith("ف") or calls_on(verb)):
        return None
    behind = between.match(text, subject or verb.end())
    noun = _NOUN.match(text, behind.end(), limit) if behind else None
    while noun is not None and (_is_when_or_where(noun[0]) or (subject and is_nisba(noun[0]))):
        noun = _NOUN.match(text, noun.end() + 1, limit)
    if noun is None or not _may_be_said(noun[0]):
        return None
    definite = noun[0].startswith("ال") and not verb["participle"]
    described = subject and body_at(text, verb.end() + 1) and not WHICH.match(text, noun.end())
    return None if definite and (not subject or described) else noun


def _is_when_or_where(word: str) -> bool:
    """Whether a word says when or where something was said: أمس, بدوشنبه."""
    return word in speech().times or (word.startswith("ب") and word[1:] in names().places)


def _subject_end(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> int:
    """Where the name of who speaks ends right behind a verb, an office and honours between; 0 where none stands."""
    behind = (one for one in here if verb.end() < one.start < limit)
    nearest = 0 if calls_on(verb) else verb.end() + 1
    named = next((one for one in behind if rank(one) < ORGANISATION or one.start == nearest), None)
    if named is None or body_at(text, verb.end() + 1):
        return _body_end(text, verb.end() + 1, limit)
    begins = title_start(text, named.start)
    before = text[verb.end() : begins if begins > verb.end() else named.start]
    return _title_end(text, named, here, limit) if are_honours(before) else 0


def _title_end(text: str, named: Sighting, here: Sequence[Sighting], limit: int) -> int:
    """Where a name ends with the name behind its office, or the office behind it: رئيس الوفد فلان, فلان وزير."""
    end = named.end
    for one in here:
        between = text[end : one.start]
        if one.start > end and are_honours(between):
            end = one.end
    office = office_at(text, end + 1, limit) if text[end : end + 1] == " " else []
    return office[-1].end() if office and office[0][0] in names().offices else end


def _body_end(text: str, start: int, limit: int) -> int:
    """Where a definite body or office ends that stands at `start`, an adjective of a nation's with it; 0 where none."""
    word = _WORD.match(text, start)
    if word is None or not (word[0] in speech().bodies or is_office(word[0])) or not word[0].startswith("ال"):
        return 0
    if office := office_at(text, start, limit):
        return office[-1].end()
    nation = _NOUN.match(text, word.end() + 1, limit)
    return nation.end() if nation and is_nisba(nation[0]) else word.end()


def _may_be_said(word: str) -> bool:
    """Whether a word behind a verb may be a noun that it takes: no preposition, no one's office, nobody of whom the
    article told before."""
    known, lists = names(), speech()
    if len(word) < 2 or not word.isalpha():
        return False
    if any(word in words for words in (lists.no_nouns, lists.beside, lists.bodies, lists.taken_up)):
        return False
    if word.startswith(("بال", "لل", "وب", "ول")) or (word[0] in "بل" and not takes_article(word)):
        return False
    if word in known.offices or word in known.honorifics or (word[0] == "و" and word[1:] in known.places):
        return False
    verb = speech().verb.fullmatch(word)
    return not bare(word, known.counterparts) and not (verb and verb["sure"])


def only_words(text: str, opener: re.Match[str]) -> bool:
    """Whether the quotation marks hold a word or three: a name or a term, no speech."""
    sign = opener[0].rstrip()[-1:]
    if sign not in _CLOSING:
        return False
    closing = closing_of(text, sign, opener.end())
    return closing >= 0 and len(text[opener.end() : closing].split()) <= 3


def closing_of(text: str, sign: str, start: int) -> int:
    """Where the sign that closes `sign` stands; -1 where none does."""
    match = _CLOSING[sign].search(text, start)
    return match.start() if match else -1

"""Who said what: direct and reported speech, tied to its speaker."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from contracts.article import Quote
from services.parser.dossier.actors import Sighting
from services.parser.dossier.names import names
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.speech import speech

_REACH = 170  # letters from a verb of speech to the word that opens what was said; titles are long
_SUBJECT = 60  # letters from a verb of speech to the name of who speaks, where nothing opens what was said
_WORDS_TO_VERB = 2  # words between a comma and the verb that begins the next clause: فيما, من جهته
_WORDS_TO_NAME = 3  # words of an office between «that» and the name of someone who is quoted there
_WORDS_TO_SIGN = 2  # more words than these before quotation marks say what is named in them, not who speaks
# A run of signs is looked at from its first one only: from each of them, ten thousand in a row take seconds.
_SENTENCE_END = re.compile(r"\n|[.؟!](?<![.؟!]{2})[.؟!]*+(?=\s|$|\")")
# A straight sign closes where no space stands before it: it may open a name within what is quoted.
_CLOSING = {"«": re.compile("»"), "“": re.compile("”"), '"': re.compile(r'(?<!\s)"')}
_QUOTED = re.compile(r"(?:ان\w{0,2} )?(?P<sign>[«“\"])")
# Who speaks where several stand between verb and speech: وقال رئيس طاجيكستان إمام علي رحمان.
_RANK = {"person": 0, "office": 1, "organisation": 2, "state": 3}


def quotes_of(fields: Sequence[FoldedField], sightings: Sequence[Sighting]) -> tuple[Quote, ...]:
    """The speech in the fields whose speaker is known, in reading order."""
    by_field = [[one for one in sightings if one.field is field] for field in fields]
    holders: dict[str, str] = {}
    for field, here in zip(fields, by_field, strict=True):
        holders |= _holders(field.text, here)
    quotes: list[Quote] = []
    speaker: str | None = None
    for field, here in zip(fields, by_field, strict=True):
        for last, quote in list(_spoken(field, here, speaker, holders)):
            speaker = last
            quotes += [quote] if quote else []
    return tuple(quotes)


def _spoken(
    field: FoldedField, here: Sequence[Sighting], speaker: str | None, holders: Mapping[str, str]
) -> Iterator[tuple[str | None, Quote | None]]:
    """For every verb of speech who speaks from there on, and what is said, where something opens it."""
    verbs = list(speech().verb.finditer(field.text))
    ordered = sorted(here, key=_place)
    starts = [one.start for one in ordered]
    for at, verb in enumerate(verbs):
        following = verbs[at + 1].start() if at + 1 < len(verbs) else len(field.text)
        limit = min(verb.end() + _REACH, following, _sentence_end(field.text, verb.end()))
        near = ordered[bisect_left(starts, verb.start() - _REACH) : bisect_left(starts, limit)]
        opener = _opener(field.text, verb, limit, near)
        named = _speaker(field.text, near, verb, opener.start() if opener else min(limit, verb.end() + _SUBJECT))
        if named is None and speaker is None and opener is not None:
            named = max((one for one in here if one.end <= verb.start() and _rank(one) == 0), default=None, key=_place)
        speaker = _name(named, holders) if named else speaker
        said = _said(field.text, opener, following, here) if opener else None
        yield speaker, _quote(field, speaker, verb, *said) if speaker is not None and said is not None else None


def _speaker(text: str, here: Sequence[Sighting], verb: re.Match[str], end: int) -> Sighting | None:
    """Who stands between the verb and what is said, or right before the verb."""
    named = _speaker_between(text, here, verb.end(), end)
    return named or (None if verb["participle"] else _speaker_before(text, here, verb.start()))


def _opener(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> re.Match[str] | None:
    """The first word or sign that opens speech, outside of names and of what is quoted for its wording alone."""
    for match in speech().opener_of(verb["sure"] or verb["unsure"]).finditer(text, verb.end(), limit):
        inside = any(one.start - 2 <= match.start() < one.end for one in here)
        if inside or _only_words(text, match):
            continue
        named = max((one.end for one in here if verb.end() < one.end <= match.start()), default=verb.end())
        if match[0][0] in _CLOSING and len(text[named : match.start()].split()) > _WORDS_TO_SIGN:
            continue
        return match
    return None


def _only_words(text: str, opener: re.Match[str]) -> bool:
    """Whether the quotation marks hold a word or three: a name or a term, no speech."""
    sign = opener[0].rstrip()[-1:]
    if sign not in _CLOSING:
        return False
    closing = _closing(text, sign, opener.end())
    return closing >= 0 and len(text[opener.end() : closing].split()) <= 3


def _closing(text: str, sign: str, start: int) -> int:
    """Where the sign that closes `sign` stands; -1 where none does."""
    match = _CLOSING[sign].search(text, start)
    return match.start() if match else -1


def _speaker_between(text: str, here: Sequence[Sighting], start: int, end: int) -> Sighting | None:
    """Who speaks; a state or an organisation only where it stands right after the verb, and not who is only
    represented but the one named next."""
    candidates = [one for one in here if start <= one.start < end and (_rank(one) < 2 or one.start - start <= 2)]
    ranked = sorted(candidates, key=lambda one: (_rank(one), one.start))
    people = [one for one in ranked if _rank(one) == 0]
    if people and speech().representing.search(text, start, people[0].start):
        return people[1] if len(people) > 1 else None
    return ranked[0] if ranked else None


def _speaker_before(text: str, here: Sequence[Sighting], at: int) -> Sighting | None:
    """A person who stands right before the verb: إن رئيس بلاده إمام علي رحمان أكد."""
    before = [one for one in here if one.end <= at and _rank(one) < 2 and not text[one.end : at].strip(' ،»”")')]
    return before[-1] if before else None


def _holders(text: str, here: Sequence[Sighting]) -> dict[str, str]:
    """The person whom the article names right after an office: رئيس طاجيكستان إمام علي رحمان."""
    honours = names().honorifics
    return {
        office.actor.id: _name(person, {})
        for office, person in pairwise(sorted(here, key=_place))
        if office.actor and office.actor.kind == "office" and _rank(person) == 0
        if not set(re.findall(r"\w+", text[office.end : person.start])) - honours
    }


def _place(sighting: Sighting) -> int:
    return sighting.start


def _rank(sighting: Sighting) -> int:
    return _RANK[sighting.actor.kind] if sighting.actor else 0


def _name(sighting: Sighting, holders: Mapping[str, str]) -> str:
    if sighting.actor is None:
        return sighting.name
    return holders.get(sighting.actor.id, sighting.actor.id)


def _said(text: str, opener: re.Match[str], following: int, here: Sequence[Sighting]) -> tuple[int, int, bool] | None:
    """The [start, end) of what was said and whether it stands in quotation marks."""
    sign = _QUOTED.match(text, opener.start()) or _QUOTED.match(text, opener.end())
    if sign is not None and not _only_words(text, sign):
        closing = _closing(text, sign["sign"], sign.end())
        if closing > sign.end():
            return sign.end(), closing, True
    start = opener.start() if opener[0][0] not in ':«“"' else opener.end()
    end = min(_sentence_end(text, opener.end()), _clause_end(text, opener.end(), following, here))
    return (start, end, False) if end - start > 3 else None


def _sentence_end(text: str, start: int) -> int:
    starts, ends = _sentence_ends(text)
    at = bisect_right(ends, start)
    return max(starts[at], start) if at < len(starts) else len(text)


@lru_cache(4)
def _sentence_ends(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where each run of closing signs begins and ends: sought once, since a long text without any has many verbs."""
    runs = [match.span() for match in _SENTENCE_END.finditer(text)]
    return [start for start, _ in runs], [end for _, end in runs]


def _clause_end(text: str, start: int, following: int, here: Sequence[Sighting]) -> int:
    """Where the next verb of speech begins its own clause, after a comma and no more than «فيما» or the like; else
    nowhere, as where the comma only parts the verb from who speaks: ذكر أن الرئيس فلان، قال."""
    comma = max(text.rfind(sign, start, following) for sign in "،,؛")
    if comma <= start or len(text[comma + 1 : following].split()) > _WORDS_TO_VERB:
        return len(text)
    named = max((one for one in here if start <= one.start < one.end <= comma), default=None, key=_place)
    told = named and not text[named.end : comma].strip() and len(text[start : named.start].split()) <= _WORDS_TO_NAME
    return len(text) if told else comma


def _quote(field: FoldedField, speaker: str, verb: re.Match[str], start: int, end: int, direct: bool) -> Quote:
    mention = field.mention(start, end)
    kind = "sure" if verb["sure"] else "unsure"
    said_by = field.mention(verb.start(kind), verb.end(kind))
    return Quote(
        speaker=speaker,
        verb=said_by.surface,
        direct=direct,
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        field=field.name,
    )

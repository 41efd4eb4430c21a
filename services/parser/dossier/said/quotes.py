"""Who said what: direct and reported speech, tied to its speaker."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import structs

from contracts.article import DateFound, Quote
from contracts.search_form import folded
from services.parser.dossier.compiled import Dossier
from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.according import told_by
from services.parser.dossier.said.announced import lines_announced, whole_speech
from services.parser.dossier.said.cast import Cast, cast_of, name_of, place
from services.parser.dossier.said.headings import lines_quoted, title_quote
from services.parser.dossier.said.occasions import told_there
from services.parser.dossier.said.openers import closing_of, only_words, opener_of, opens
from services.parser.dossier.said.saying import Saying, Speaker, person_speaks, said_by
from services.parser.dossier.said.speakers import named_earlier, speaker_of
from services.parser.dossier.said.speech import speech, verb_of
from services.parser.dossier.said.standing import may_relay
from services.parser.dossier.said.statements import Issued, add_issued, issued_in, issued_since, issuer_of
from services.parser.dossier.said.unspoken import is_unspoken
from services.parser.dossier.sentences import sentence_end
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.spans import Spans

_REACH = 240  # letters from a verb of speech to the word that opens what was said; titles are long
_LONGEST = 4_000  # letters of a sentence with other speech in it
_LONGEST_DIRECT = 20_000  # and of a statement in quotation marks
_SUBJECT = 60  # letters from a verb of speech to the name of who speaks, where nothing opens what was said
_WORDS_TO_VERB = 2  # words between a comma and the verb that begins the next clause: فيما, من جهته
_WORDS_TO_NAME = 3  # words of an office between «that» and the name of someone who is quoted there
_PLACED = re.compile(r"(?: (?:في|خلال|امام) \w+(?: ال\w+)?)?")
_PRINTED = re.compile(r"\S")  # what is said after a colon may stand in a paragraph of its own
_QUOTED = re.compile(r"(?:ان\w{0,2} )?(?P<sign>[«“\"]|(?<!\S)”)")


def quotes_of(
    dossier: Dossier, fields: Sequence[FoldedField], sightings: Sequence[Sighting], published: DateFound | None = None
) -> tuple[Quote, ...]:
    """The speech in the fields of an article whose speaker is known, in reading order."""
    by_field = [sorted((one for one in sightings if one.field is field), key=place) for field in fields]
    placed = list(zip(fields, by_field, strict=True))
    cast = cast_of(placed, dossier.actors.actors, published)
    named = {name_of(one, cast) for one in sightings}
    headed_by = [one for one in placed if one[0].name in ("title", "body")]
    whole, below = whole_speech(headed_by, cast), list(lines_announced(headed_by, cast))
    quotes: list[Quote] = []
    speaker, issued = Speaker(), Issued()
    for field, here in placed:
        if headed := title_quote(field, here, cast):
            quotes.append(headed)
            continue
        issued = issued_in(field, here, cast, issued)
        spoken = list(_spoken(field, here, speaker, issued, cast))
        said = [quote for _, quote in spoken if quote]
        taken = Spans((quote.start, quote.end) for quote in said)
        announced = (quote for quote in below if quote.field == field.name)
        besides = (*told_by(field, here, issued, cast), *lines_quoted(field, here, cast), *announced)
        said += [quote for quote in besides if not taken.overlap(quote.start, quote.end)]
        if whole and whole.field == field.name:
            said = [*(quote for quote in said if quote.end <= whole.start), whole]
        quotes += sorted(said, key=lambda quote: quote.start)
        speaker = spoken[-1][0] if spoken else speaker
        speaker = person_speaks(speaker.person)  # no state goes on from a headline
    return tuple(quote if quote.speaker in named else structs.replace(quote, named=False) for quote in quotes)


def _spoken(
    field: FoldedField, here: Sequence[Sighting], speaker: Speaker, issued: Issued, cast: Cast
) -> Iterator[tuple[Speaker, Quote | None]]:
    """For every verb of speech who speaks from there on, and what is said, where something opens it."""
    text = field.text
    starts = [one.start for one in here]
    first = next((one for one in here if one.is_person), None)
    verbs = _verbs(text, here, starts)
    last, heard = 0, False
    for at, verb in enumerate(verbs):
        following = verbs[at + 1].start() if at + 1 < len(verbs) else len(text)
        limit = min(verb.end() + _REACH, following, sentence_end(text, verb.end()))
        near = here[bisect_left(starts, verb.start() - _REACH) : bisect_left(starts, limit)]
        opener = opener_of(text, verb, limit, near)
        if there := told_there(text, here, last, verb.start(), cast):
            speaker = person_speaks(there)
        end = opener.start() if opener else _named_until(text, verb, limit, near)
        saying = Saying(field, near, verb, end, last)
        before, speaker = speaker, speaker_of(saying, speaker, cast)
        heard = heard or speaker.unknown
        speaker = _led_back(saying, speaker, before, issued)
        if speaker == Speaker() and opener is not None and not heard:
            speaker = named_earlier(saying, first, cast)
        last = verb.end()
        inside = here[bisect_left(starts, end) : bisect_left(starts, following)]
        goes_on = at + 1 < len(verbs) and _goes_on(verbs[at + 1])
        said = _said(text, opener, following, goes_on, inside) if opener else None
        if said is None or speaker.name is None:
            yield speaker, None
        else:
            by = verb.span("sure" if verb["sure"] else "unsure")
            yield speaker, said_by(speaker.name, field, by, said[:2], direct=said[2])


def _led_back(saying: Saying, speaker: Speaker, before: Speaker, issued: Issued) -> Speaker:
    """Who speaks, or where that is a statement, who issued it, else the body that spoke `before`; kept where they speak
    in one."""
    if speaker.name is None:
        return _goes_on_from(saying, speaker, issued)
    issuer = issuer_of(speaker.name, saying.verb.start(), issued, before.goes_on or "")
    if issuer != speaker.name:
        return structs.replace(speaker, name=issuer, goes_on=issuer)
    add_issued(issued, saying, issuer)
    return speaker


def _goes_on_from(saying: Saying, speaker: Speaker, issued: Issued) -> Speaker:
    """Where nobody is known to speak, who issued a statement since someone last did: جاء في بيان للوزارة أن …، وتابعت
    أن."""
    issuer = issued_since(issued, saying.since, saying.verb.start())
    alone = saying.first and not saying.follows and not speaker.unknown and not saying.verb["participle"]
    if not (issuer and alone and saying.feminine == folded(issuer).split()[0].endswith("ه")):
        return speaker
    return structs.replace(speaker, name=issuer, goes_on=issuer)


def _named_until(text: str, verb: re.Match[str], limit: int, near: Sequence[Sighting]) -> int:
    """How far who speaks is sought behind a verb that opens nothing, before `limit`: to the end of the first person
    behind it with a long office, though it says where they speak: تحدث في الافتتاح الأمين العام لمجلس … فلان."""
    end = min(limit, verb.end() + _SUBJECT)
    placed = _PLACED.match(text, verb.end())
    first = next((one for one in near if one.start > verb.end() and one.is_person), None)
    if first is None or placed is None or first.start < end:
        return end
    return first.end if is_titled_from(text, placed.end(), first.start) else end


def _verbs(text: str, here: Sequence[Sighting], starts: Sequence[int]) -> list[re.Match[str]]:
    """The verbs of speech; those that are other words too only where something opens what is said, before the next one:
    وبين الإرهاب is «and between» and not «and he made clear»; نقل only with of whom."""
    verbs = [verb for verb in speech().verb.finditer(text) if may_relay(text, verb) and not is_unspoken(text, verb)]
    ends = [*(verb.start() for verb in verbs[1:]), len(text)]
    return [
        verb
        for verb, end in zip(verbs, ends, strict=False)
        if not (verb["unsure"] or verb_of(verb) in speech().opening) or _opens(text, verb, end, here, starts)
    ]


def _opens(text: str, verb: re.Match[str], end: int, here: Sequence[Sighting], starts: Sequence[int]) -> bool:
    limit = min(verb.end() + _REACH, end, sentence_end(text, verb.end()))
    return opens(text, verb, limit, here[bisect_left(starts, verb.end()) : bisect_left(starts, limit)])


def _goes_on(verb: re.Match[str]) -> bool:
    """Whether a verb goes on with what the same one says, with no comma needed before it: مبينا, ومشددا."""
    return verb["participle"] is not None and verb["participle"][0] != "ب"


def _said(
    text: str, opener: re.Match[str], following: int, goes_on: bool, here: Sequence[Sighting]
) -> tuple[int, int, bool] | None:
    """The [start, end) of what was said and whether it stands in quotation marks; the next verb of speech stands at
    `following`, and `goes_on` with the same speaker or not."""
    printed = _PRINTED.search(text, opener.end()) if opener[0].startswith(":") else None
    begins = printed.start() if printed else opener.end()
    sign = _QUOTED.match(text, opener.start()) or _QUOTED.match(text, begins)
    if sign is not None and not only_words(text, sign):
        closing = closing_of(text, sign["sign"], sign.end())
        if closing > sign.end():
            return sign.end(), _bounded(sign.end(), closing, following, _LONGEST_DIRECT), True
    start = opener.start() if opener[0][0] not in ':«“"' else begins
    clause = min(following if goes_on else len(text), _clause_end(text, begins, following, here))
    end = _bounded(start, min(sentence_end(text, begins), clause), following, _LONGEST)
    end = start + len(text[start:end].rstrip(" ،,؛"))
    return (start, end, False) if end - start > 3 else None


def _bounded(start: int, end: int, following: int, longest: int) -> int:
    """Where a stretch ends: a longer one at the next verb of speech, so that a text without dots or with signs that
    nothing closes is not said over and over."""
    return min(end, following) if end - start > longest else end


def _clause_end(text: str, start: int, following: int, here: Sequence[Sighting]) -> int:
    """Where the next verb of speech begins its own clause, after a comma and no more than «فيما» or the like; else
    nowhere, as where the comma only parts the verb from who speaks: ذكر أن الرئيس فلان، قال."""
    comma = max(text.rfind(sign, start, following) for sign in "،,؛")
    if comma <= start or len(text[comma + 1 : following].split()) > _WORDS_TO_VERB:
        return len(text)
    named = max((one for one in here if start <= one.start < one.end <= comma), default=None, key=place)
    told = named and not text[named.end : comma].strip() and len(text[start : named.start].split()) <= _WORDS_TO_NAME
    return len(text) if told else comma

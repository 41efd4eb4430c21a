"""What is told by someone's account without a verb of speech: وبحسب البيان، ركز الجانبان على …."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from contracts.article import Quote
from services.parser.dossier.persons.name_words import bare
from services.parser.dossier.persons.offices import is_titled_from, office_behind
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.bodies import phrase_of
from services.parser.dossier.said.cast import STATE, Cast, name_of, rank
from services.parser.dossier.said.described import described_end
from services.parser.dossier.said.lists import one_of
from services.parser.dossier.said.meant import holder_of, is_anyones, office_at
from services.parser.dossier.said.occasions import representing
from services.parser.dossier.said.saying import said_by
from services.parser.dossier.said.speech import speech
from services.parser.dossier.said.statements import Issued, issuer_at, issuer_of
from services.parser.dossier.sentences import sentence_end, sentence_start
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.vocabulary import whole_article

_REACH = 90  # letters from «according to» to the end of whose account it is
_LONGEST = 4_000  # letters of a sentence: what is longer has no dots, and is not told over and over
_SHORTEST = 12  # letters of what is told
# وكالة الأنباء (كونا)، and البيان نفسه، and «كونا»،
_BEHIND = re.compile(r"[»”\"]?(?: \([^()\n]{2,20}\)| (?:نفس|ذات)(?:ه|ها))? ?[،,] ?")
_WORD = re.compile(r"\w+")
# وجاء في كلمة فلان أمام المؤتمر: «…»; and what goes on with whose it is, الأمانة العامة لمجلس الوزراء أن
_WHERE = re.compile(r"[^\n.:«“\"]{1,160}(?=:)|(?: [^\W\d]+){1,7} (?=ان )")
_AGENCY = re.compile(r"[«“\"](?P<name>[^«»“”\"\n،]{2,24})[»”\"]")  # وبحسب «رويترز»، …
_CLOSING = ' ."»”'


@cache
def _speech() -> re.Pattern[str]:
    """A speech before whose it is."""
    return re.compile(rf"(?:{one_of('speeches')}) (?=\w)")


def told_by(field: FoldedField, here: Sequence[Sighting], issued: Issued, cast: Cast) -> Iterator[Quote]:
    """The accounts that begin a sentence or end it, of known people and bodies; a statement's is of who `issued` it."""
    for match in speech().according.finditer(field.text):
        teller = _teller(field, match, here, cast)
        said = _said(field.text, match, teller[1]) if teller else None
        if teller and said:
            yield said_by(issuer_of(teller[0], match.start(), issued), field, match.span("by"), said)


def _said(text: str, match: re.Match[str], teller: int) -> tuple[int, int] | None:
    """The [start, end) of what is told: behind who tells it, where the account begins its sentence, before it where
    that ends with it, the sentence where it stands between commas; `teller` is where the teller's name ends."""
    start, end = sentence_start(text, match.start()), sentence_end(text, teller)
    if end - start > _LONGEST:
        return None
    before = text[start : match.start()].strip()
    behind = _BEHIND.match(text, teller, end)
    begins = behind.end() if behind else teller + (text[teller : teller + 1] == " ")
    opener = speech().opener.match(text, begins)
    if match["within"] and opener is None and (where := _WHERE.match(text, teller)):
        opener = speech().opener.match(text, where.end())
    if match["within"] and (opener is None or before):
        return None
    if not before or (before.endswith("،") and match.start() < match.start("by")):
        return _long_enough(opener.end() if opener and not opener[0][0].isalpha() else begins, end)
    spoken = speech().verb.search(text, start, match.start()) is not None
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    last = start + len(text[start : match.start()].rstrip(" ،,"))
    ends = not text[teller:end].strip(_CLOSING)
    if not before.endswith(("،", ",")):
        about = _WORD.match(text, match.end())
        ends = ends and about is not None and about[0] not in speech().topics
        return _long_enough(first, last) if ends and not spoken else None
    if behind is None or begins >= end:
        return None if spoken and not ends else _long_enough(first, last)
    if spoken:
        return None  # وقال فلان، بحسب البيان، إن: he is quoted
    return _long_enough(begins if opener else first, end)


def _long_enough(start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if end - start >= _SHORTEST else None


def _teller(field: FoldedField, match: re.Match[str], here: Sequence[Sighting], cast: Cast) -> tuple[str, int] | None:
    """Whose account it is, and where the name ends: who is named right behind, an office and honours between, or a body
    as printed."""
    text, at = field.text, match.end()
    end = min(sentence_end(text, at), at + _REACH)
    named = next((one for one in here if at <= one.start < end and rank(one) < STATE), None)
    given = _speech().match(text, at) if match["within"] else None  # جاء في كلمة الوزير فلان
    begins = given.end() if given else at
    if named is not None and is_titled_from(text, begins, named.start):
        if representing().search(text, begins, named.start):
            return None  # بحسب ممثل الوزير فلان
        behind = office_behind(text, named.end)
        return name_of(named, cast), behind[1] if behind else named.end
    at -= text.startswith("لل", at - 1)  # وفقا للبيان
    office = office_at(text, at, end)
    if office and (holder := holder_of(office, None, cast)):
        return holder, described_end(text, at, end)
    if agency := _AGENCY.match(text, at, end):
        return field.mention(*agency.span("name")).surface, agency.end()
    if issuer := issuer_at(field, here, cast, at):
        return issuer
    word = _WORD.match(text, at)
    if word is None:
        return None
    if called := cast.called.get(word[0]):
        return called, word.end()
    if bare(word[0], speech().bodies):
        body = phrase_of(text, at, end)
        return whole_article(field.mention(*body).surface), body[1]
    if word[0] in speech().agencies or (office and is_anyones(office, cast)):
        behind_them = described_end(text, at, end)
        return field.mention(at, behind_them).surface, behind_them
    return None

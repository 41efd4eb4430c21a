"""How many words a name has that begins with a known given name, or is honoured or looks foreign."""

from collections.abc import Sequence

from services.parser.dossier.persons.name_marks import is_counterpart, is_signed
from services.parser.dossier.persons.name_words import (
    FATHERED,
    PAUSE,
    Word,
    adds_to_family,
    ends_foreign,
    honoured_with,
    honours_before,
    is_foreign,
    is_foreign_family,
    is_given,
    is_patronymic,
    joined,
    may_be_name,
    may_begin,
    stripped,
)
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import (
    COMMA,
    behind_adjective_of_office,
    behind_office,
    office_follows,
    office_in_words,
)
from services.parser.dossier.said.speech import speech
from services.parser.dossier.vocabulary import is_common

_LONGEST = 9  # words of a name, with its particles: ياسر بن سالم بن سعود بن عبد العزيز has eight
_OPENING = tuple('«“"')
_ENDING = tuple('»”"')
_OWNED = "ته"  # حسن ادارته is no name
_ELDER = "الشيخ"
_MASTER = "سيدي"
_HOUSE = "ال"  # آل, folded
_MONTH = ("رمضان", ("المبارك", "الكريم", "الفضيل"))
_LIKE_ON = "علي"
_LIKE_BEFORE = "امام"


def name_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make a full name; 0 where none starts."""
    if not _begins(text, words, at):
        return 0
    length, family = 1, False
    while length < _LONGEST and at + length < len(words) and joined(text, words, at + length):
        closes = _closes(text, words, at, at + length, family)
        if closes is None:
            break
        family = family or closes
        length += 1
    return without_particles(words, at, length)


def _begins(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a full name may begin at `at`: with a given name, or where it is honoured or looks foreign."""
    known = names()
    first = stripped(words[at].text)
    given = is_given(first) or (first in known.everyday and _is_pointed_at(text, words, at))
    given = given or (first == "ابو" and words[at + 1 : at + 2] != [] and words[at + 1].text == "بكر")
    if not given and (first in FATHERED or not may_begin(first)):  # most words
        return False
    if not given and first[0] in "لبك" and is_common(first[1:]):
        return False  # المتحدث الإعلامي لحرس الحدود
    honoured = _is_honoured(text, words, at) or is_signed(text, words, at)
    if first in known.ambiguous and not honoured and text[words[at].end : words[at].end + 2].strip() in _OPENING:
        return False  # ضيف «بوليتيكا»
    if first in known.ambiguous and words[at].text[0] in "بل" and first != words[at].text and not honoured:
        return False  # بفتح, لحسن: a preposition before what is also a common word
    if first == _MONTH[0] and at + 1 < len(words) and words[at + 1].text in _MONTH[1] and not honoured:
        return False
    if first == _LIKE_ON and not honoured and _goes_on_with_on(text, words, at + 1):
        return False
    if first == _LIKE_BEFORE and not honoured and words[at + 1 : at + 2] and words[at + 1].text.startswith("ال"):
        return False
    return given or honoured or ends_foreign(words, at)


def _goes_on_with_on(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether the word at `place` is what a sentence goes on with behind «on», which Egypt prints like the name Ali."""
    if place >= len(words) or office_follows(text, words, place + 1):
        return False
    word = words[place].text
    return is_common(word) and not is_given(word) and word not in names().particles and not word.startswith("ال")


def _closes(text: str, words: Sequence[Word], at: int, place: int, family: bool) -> bool | None:
    """Whether the word at `place` is the family name of the name that begins at `at`; null where no part of it."""
    known = names()
    word, before = words[place].text, words[place - 1].text
    tied = before in known.particles
    if word in known.serving and (is_given(before) or before in FATHERED):
        return None if _serves(words, place) else False
    if word in known.regnal and place <= at + 2 and honoured_with(text, words, at, known.crowned):
        return True  # الملك … الثاني
    if word in known.particles or is_given(word) or word in known.closing or (tied and may_be_name(word)):
        return word in known.closing and word.endswith(known.endings)
    if _adds(text, words, at, place, family) or _is_nisba_of_his(text, words, at, place):
        return True
    if before == _HOUSE and word.startswith("ال"):
        return True  # آل الشيخ
    if before in FATHERED and (word == _ELDER or not (word in known.stops or word in known.offices)):
        return word != _ELDER  # أحمد ولد باهية, محمد ولد الشيخ أحمد
    if len(word) == 1 and text[words[place].end :].startswith(". "):  # an initial: ناثان أ. سيلز
        return False
    ends = COMMA.match(text, words[place].end) or text[words[place].end : words[place].end + 1] in _ENDING
    if word.startswith("سي") and len(word) > 2 and ends:
        return True  # ميشيل سيسون, …: no verb in the future has a comma behind it
    return None


def _serves(words: Sequence[Word], place: int) -> bool:
    """Whether the word at `place` is an office and no name: محمد، الأمين العام; محمد مساعد الوزير."""
    following = words[place + 1].text if place + 1 < len(words) else ""
    return following in names().served or following in names().offices


def _adds(text: str, words: Sequence[Word], at: int, place: int, family: bool) -> bool:
    """Whether the word at `place` may be a family name behind what is before it, or behind another one."""
    known = names()
    first, word, before = stripped(words[at].text), words[place].text, words[place - 1].text
    foreign = first in known.abroad
    if not (may_be_name(word) or (foreign and is_foreign_family(word))):
        return False
    if (first in known.ambiguous and word.endswith(_OWNED)) or speech().verb.fullmatch(word):
        return False
    if not family:
        if is_foreign(first) and first not in known.given and is_common(word) and word not in known.families:
            return False  # غوربانوف مقترح بلاده
        return not _goes_on_without(text, words, at, place)
    if is_foreign(word) or is_patronymic(before):
        return True
    if place == at + 2 and office_follows(text, words, place + 1) and COMMA.match(text, words[place].end):
        return True  # كاظم غريب آبادي، نائب الوزير
    if foreign:
        return _runs_to_comma(text, words, place)  # no Arab house after فرنسوا هولاند
    return adds_to_family(word, place - at)


def _runs_to_comma(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a word that is no common one, or two, go from `place` to a comma: فرانسيسكو كايتانو جوزي ماديرا، …"""
    for word in words[place : place + 2]:
        if word.text.startswith("ال") or not may_be_name(word.text) or is_common(word.text):
            return False
        if COMMA.match(text, word.end):
            return True
    return False


def without_particles(words: Sequence[Word], at: int, length: int) -> int:
    """The length of a name without particles at its end; 0 where one word is left. سيدي behind «son of» is a name."""
    known = names()
    if length > 2 and words[at + length - 1].text == _MASTER and words[at + length - 2].text in FATHERED:
        return length
    while length > 1 and (last := words[at + length - 1].text) in known.particles and last not in known.closing:
        length -= 1
    return length if length > 1 else 0


def _goes_on_without(text: str, words: Sequence[Word], at: int, place: int) -> bool:
    """Whether the word at `place` is a common one with which the sentence goes on behind a name with «son of», or
    behind two names without a title: الأمير ياسر بن سالم جهدا كبيرا, ياسر عادل كتابا عن …"""
    known, word = names(), words[place].text
    before = [other.text for other in words[at:place]]
    fathered = any(other in FATHERED for other in before[1:-1])
    if sum(other not in known.particles for other in before) < 2 or place + 1 >= len(words):
        return False
    following = words[place + 1].text
    if following == "الله":
        return word in known.compounds_of_things or is_common(word)  # … رحمه الله
    if word.startswith("ال"):  # … المستثمرين, … الخطة العالمية
        described = following.startswith("ال") and following not in known.stops
        things = word.endswith("ين") or (word.endswith("ه") and described)
        if fathered and (word in speech().bodies or word in known.described):
            return True  # الأمير فهد بن خالد المجلس التنفيذي
        return fathered and things and is_common(word[2:])
    if fathered and word[0] in "يت" and is_common(word):
        return True  # الأمير محمد بن سلمان تأتي
    if (word.endswith("ي") and not word.startswith("لي")) or not (is_common(word) or word.endswith("وا")):
        return False
    if PAUSE.match(text, words[place].end) or following in known.closing:
        return False
    if following.startswith("و") and not fathered:
        return False
    if office_follows(text, words, place + 1) or speech().verb.fullmatch(following):
        return False
    return fathered or (honours_before(text, words, at) == at and office_in_words(text, words, at) is None)


def _is_nisba_of_his(text: str, words: Sequence[Word], at: int, place: int) -> bool:
    """Whether an adjective of a nation's is the family name: alone behind a title and a given name, with a comma behind
    it (الدكتور محمد الكويتي، رئيس …), or a feminine one behind an office (… العربية ياسر العطية)."""
    word = words[place].text
    if place > at + 1 or not word.startswith("ال"):
        return False
    if word.endswith("ي") and word in names().stops:
        shown = _is_honoured(text, words, at) and office_in_words(text, words, at) is None
        return shown and COMMA.match(text, words[place].end) is not None
    if not word.endswith("يه") or word in names().stops or not is_given(stripped(words[at].text)):
        return False
    return behind_adjective_of_office(text, words, at)


def _is_pointed_at(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether what stands before an everyday word shows it to be a name: an honour, «his counterpart», or an office
    that ends in an adjective or with a comma."""
    if honours_before(text, words, at) < at or behind_office(text, words, at) or is_counterpart(text, words, at):
        return True
    return behind_adjective_of_office(text, words, at)


def _is_honoured(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether words stand before a name after which even an unknown word is one: السيد, a rank behind an office or
    of two words (الفريق by itself is a team), an ambassador's post (سفير … لدى البلاد)."""
    known = names()
    start = honours_before(text, words, at)
    if honoured_with(text, words, at, known.personal):
        return True
    if honoured_with(text, words, at, known.ranks):
        return at - start > 1 or office_in_words(text, words, start) is not None
    posted = start == at > 1 and (words[at - 2].text, words[at - 1].text) in known.posts
    return posted and joined(text, words, at) and office_in_words(text, words, at) is not None

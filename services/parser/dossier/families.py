"""People by their family name alone, after the full one: وأوضح الخالد."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from services.parser.dossier.persons.name_words import FATHERED, OF_GOD, bare, is_given, word_before
from services.parser.dossier.persons.names import names
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.speech import speech
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.spans import Spans


def families_in(field: FoldedField, here: Sequence[Sighting], seen: Sequence[Sighting]) -> Iterator[Sighting]:
    """Later mentions of people by a family name alone that is nobody else's."""
    known = names()
    people = {(one.name, family_of(one)): one for one in reversed(seen) if one.is_person}
    of_families = Counter(family for _, family in people)
    taken, found = Spans((one.start, one.end) for one in here), set[int]()
    for (_, family), person in reversed(people.items()):
        if len(family) < 3 or family in known.stops or of_families[family] > 1:
            continue
        unsure = len(family) < 4 or family in known.given or family in known.ambiguous
        at = field.text.find(family)
        while at >= 0:
            end = at + len(family)
            alone = not field.text[at - 1 : at].isalnum() and not field.text[end : end + 1].isalnum()
            shown = alone and (not unsure or _follows_speech_or_honour(field.text, at))
            later = person.field is not field or at > person.start
            if shown and later and at not in found and not taken.overlap(at, end):
                found.add(at)
                yield Sighting(field, at, end, person.actor, person.name)
            at = field.text.find(family, end)


def _follows_speech_or_honour(text: str, at: int) -> bool:
    """Whether a verb of speech or a word of honour stands right before the word at `at`: وأوضح الخالد, السفير عباس."""
    before = word_before(text, at)
    return speech().finite.fullmatch(before) is not None or bare(before, names().honorifics) != ""


def is_family(words: Sequence[str], families: Collection[str]) -> bool:
    """Whether a found name is someone's family name, and what follows it is none: السفير حيات after سميح حيات."""
    if " ".join(words[:2]) in families:
        return len(words) == 2 or not is_given(words[2])
    return words[0] in families and not is_given(words[0]) and words[1] not in FATHERED


def family_of(sighting: Sighting) -> str:
    """The last word of a name, or the last two of a compound: نصر الله."""
    words = sighting.field.text[sighting.start : sighting.end].split(" ")
    return " ".join(words[-2:] if words[-1] in OF_GOD else words[-1:])

"""Verbs and participles of speech by which nobody speaks where they stand."""

import re

from services.parser.dossier.persons.names import names
from services.parser.dossier.said.speech import is_present, is_tied, speech, verb_of

_CLAUSE = 60  # letters before a predicate in which its clause begins
_THAT = re.compile(r"(?<!\w)[بول]?(?:انها |(?:ان|لكن) (?P<first>\w+) (?:\w+ ){0,2})$")
_THAT_ONE = re.compile(r"(?<!\bقبل )(?<!\bالي )(?<!\w)ان $")
_PRESENT = ("ت", "ي", "ن")


def is_unspoken(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb or participle is none by which someone speaks.

    So is what one should say (من مهامه أن ينبه الناس إلى), a woman's that only says of a state that it is so (أن الكويت
    متمسكة بالعمل), and one that is an adverb (أكد الطرفان مجددا عزمهما).
    """
    if verb["participle"] in speech().again_alone and not is_tied(verb):
        return text[max(0, verb.start() - 2) : verb.start()].strip() not in ("،", ",")
    if verb_of(verb) in speech().superlatives and text.startswith(" ما ", verb.end()):
        return True
    if is_present(verb) and _THAT_ONE.search(text, max(0, verb.start() - _CLAUSE), verb.start()):
        return True
    if not (verb["participle"] or "").endswith("ه"):
        return False
    that = _THAT.search(text, max(0, verb.start() - _CLAUSE), verb.start())
    first = that["first"] if that else None
    acts = first is not None and first[0] in _PRESENT and first not in names().places  # أن تكتب, but أن تونس
    return that is not None and not acts

"""What besides offices and honours tells around a name that it is a person's who takes part, or that it is none."""

import re
from collections.abc import Sequence

from services.parser.dossier.persons.name_words import QUOTES, Word, bare, joined
from services.parser.dossier.persons.names import names

_COUNTERPART_REACH = 4  # words from «his counterpart» to the name: a nisba and honours
_COUNTERPART_GAP = re.compile(rf"[\s{QUOTES}،,:\-–]*")
_BEHIND_BY = re.compile(r"\s*[:/\-–]?\s*")


def names_a_place(text: str, words: Sequence[Word], honours: int) -> bool:
    """Whether something called after a person stands before the name: قاعة الأمير …, جامعة …"""
    return honours > 0 and bool(bare(words[honours - 1].text, names().named_after)) and joined(text, words, honours)


def is_counterpart(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether «his counterpart» stands before a name, a nisba and honours between: نظيره الجزائري إبراهيم مراد."""
    for back in range(at - 1, max(-1, at - 1 - _COUNTERPART_REACH), -1):
        word = words[back].text
        if not _COUNTERPART_GAP.fullmatch(text[words[back].end : words[back + 1].start]):
            return False
        if bare(word, names().counterparts):
            return True
        if not word.startswith("ال") and word not in names().countries and word != "من":
            return False
    return False


def is_signed(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether «by» stands before a name: بقلم: آدينه أحمد."""
    if not at or words[at - 1].text not in names().signing:
        return False
    return _BEHIND_BY.fullmatch(text[words[at - 1].end : words[at].start]) is not None


def names_its_country(text: str, words: Sequence[Word], after: int) -> bool:
    """Whether a country in brackets stands behind a name: … (زامبيا), … (الإمارات العربية المتحدة)."""
    if after >= len(words) or words[after].text not in names().countries:
        return False
    return text[words[after - 1].end : words[after].start] == " ("

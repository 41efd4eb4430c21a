"""Prepositions that the search form cannot tell from names: على, which folds like علي."""

import re
from functools import cache

from contracts.search_form import folded
from services.parser.dossier.persons.name_words import is_given, word_before
from services.parser.dossier.persons.names import names
from services.parser.dossier.reading import FoldedField

_BEHIND = re.compile(r" (\w+)")


def prepositions_in(field: FoldedField) -> frozenset[int]:
    """Where such words begin in a folded field, but for those that Egypt prints so within a name."""
    printed = names().printed_otherwise
    return frozenset(
        match.start()
        for match in _like_names().finditer(field.text)
        if field.printed[slice(*field.printed_span(*match.span()))].replace("ـ", "").lstrip("وف") in printed
        and not _is_among_names(field.text, match)
    )


@cache
def _like_names() -> re.Pattern[str]:
    return re.compile(rf"\b[وف]?(?:{'|'.join(map(folded, sorted(names().printed_otherwise)))})\b")


def _is_among_names(text: str, match: re.Match[str]) -> bool:
    """Whether given names stand on both sides, the second of which is nothing else: محمود على يوسف."""
    behind = _BEHIND.match(text, match.end())
    return behind is not None and is_given(word_before(text, match.start())) and _is_only_a_name(behind[1])


def _is_only_a_name(word: str) -> bool:
    return is_given(word) and word not in names().ambiguous

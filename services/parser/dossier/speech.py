"""The verbs by which the Arabic press reports speech, and the words that open what was said."""

import re
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from services.parser.search_form import folded

_FILE = Path(__file__).with_name("speech.toml")


# The prepositions behind the lists of verbs that take them.
_PREPOSITIONS = {"about": "عن", "on": "على", "to": "إلى"}


class Speech(Struct, frozen=True):
    """speech.toml as patterns over the search form; a verb may have و or ف before it."""

    verb: re.Pattern[str]
    opener: re.Pattern[str]
    opener_after: dict[str, re.Pattern[str]]

    def opener_of(self, verb: str) -> re.Pattern[str]:
        """What opens the speech that a folded verb reports."""
        return self.opener_after.get(verb, self.opener)


@cache
def speech() -> Speech:
    """The patterns, compiled once."""
    lists = msgspec.toml.decode(_FILE.read_bytes(), type=dict[str, list[str]])
    after: dict[str, re.Pattern[str]] = {}
    for taken, preposition in _PREPOSITIONS.items():
        after |= dict.fromkeys(map(folded, lists[taken]), _opener([*lists["openers"], preposition]))
    return Speech(
        re.compile(rf"(?<!\w)[وف]?(?P<verb>{_any(lists['verbs'])}|(?P<participle>{_any(lists['participles'])}))(?!\w)"),
        _opener(lists["openers"]),
        after,
    )


def _opener(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)\s?|[:«“\"]\s?")


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, map(folded, words)), key=len, reverse=True))

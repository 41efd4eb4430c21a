"""The words around speech, as speech.toml lists them, and patterns made of such words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from contracts.search_form import folded

_FILE = Path(__file__).with_name("speech.toml")


_PRONOUNS = ("ه", "ها", "هما", "هم")


@cache
def lists() -> dict[str, list[str]]:
    """The lists by their names, as printed, those of `owned` with each pronoun among the `objects`; read once."""
    read = msgspec.toml.decode(_FILE.read_bytes(), type=dict[str, list[str]])
    return {**read, "objects": [*read["objects"], *with_owners(read["owned"])]}


def with_owners(nouns: Iterable[str]) -> Iterator[str]:
    """The nouns with each pronoun of who has them: رغبته, رغبتها."""
    for noun in nouns:
        stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
        yield from (stem + pronoun for pronoun in _PRONOUNS)


def any_of(*words: Iterable[str]) -> str:
    """A pattern for one of the words, folded, the longest first."""
    return "|".join(sorted({re.escape(folded(word)) for some in words for word in some}, key=len, reverse=True))


def one_of(*names: str) -> str:
    """A pattern for a word of the lists of these names."""
    return any_of(*(lists()[name] for name in names))


def not_behind(name: str) -> str:
    """That no word of the list stands right before."""
    return "".join(rf"(?<!\b{word} )" for word in map(folded, lists()[name]))


def right_behind(*names: str) -> str:
    """That a word of one of the lists stands right before."""
    return "|".join(rf"(?<=\b{word} )" for name in names for word in map(folded, lists()[name]))

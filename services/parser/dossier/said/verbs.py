"""The verbs of speech in all their forms, and what each opens."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import folded

_FILE = Path(__file__).with_name("verbs.toml")
_TIED = ("ب", "ل")
_OF_SEVERAL = "ين"


class _Verb(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of verbs.toml, its forms and what it says of them separated by spaces."""

    he: str = ""
    she: str = ""
    they: str = ""
    participles: str = ""
    opens: str = ""
    kind: str = ""


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    verb: tuple[_Verb, ...]
    noun: tuple[_Verb, ...]
    words: tuple[str, ...]


class Verbs(Struct, frozen=True):
    """The folded forms of verbs.toml: `finite` ones and `participles`; of both the `feminine` ones and those
    `of_several`; by form the words before what is said that it `opens`, and the sets of its `kinds`."""

    finite: frozenset[str]
    participles: frozenset[str]
    feminine: frozenset[str]
    of_several: frozenset[str]
    opens: dict[str, tuple[str, ...]]
    kinds: dict[str, frozenset[str]]

    def opening(self, what: str) -> frozenset[str]:
        """The forms that open that: `noun`, `object`, a preposition."""
        return frozenset(form for form, words in self.opens.items() if what in words)

    def tied(self, form: str) -> str:
        """The preposition that stands tied to its noun behind a form; empty where none does."""
        return next((word for word in self.opens.get(form, ()) if word in _TIED), "")


def read_verbs() -> Verbs:
    """What verbs.toml has."""
    file = msgspec.toml.decode(_FILE.read_bytes(), type=_File)
    lines = (*file.verb, *file.noun)
    finite = {form for line in lines for form in _forms(line.he, line.she, line.they)} | {*map(folded, file.words)}
    participles = {form for line in lines for form in _forms(line.participles)}
    of_women = {form for line in lines for form in _forms(line.she)}
    return Verbs(
        finite=frozenset(finite),
        participles=frozenset(participles),
        feminine=frozenset(
            of_women | {form for form in participles if form.endswith("ه") and not form.startswith("ب")}
        ),
        of_several=frozenset(
            {form for line in lines for form in _forms(line.they)}
            | {form for form in participles if form.endswith(_OF_SEVERAL)}
        ),
        opens={form: tuple(line.opens.split()) for line in lines for form in _all(line)},
        kinds={
            kind: frozenset(form for line in lines if kind in line.kind.split() for form in _all(line))
            for kind in ("calls", "thanks", "goes_on", "topic", "relays", "opening")
        },
    )


def _all(line: _Verb) -> Iterator[str]:
    return _forms(line.he, line.she, line.they, line.participles)


def _forms(*columns: str) -> Iterator[str]:
    return (folded(form) for column in columns for form in column.split())

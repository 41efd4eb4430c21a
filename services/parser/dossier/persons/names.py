"""The words around Arabic personal names: what the press puts before them, in them, never in them."""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import folded

_FILE = Path(__file__).with_name("names.toml")


class Names(Struct, frozen=True):
    """names.toml, folded but for `printed_otherwise`; `given` with those from abroad, `stops` with loans and places,
    which are the countries and the cities."""

    honorifics: frozenset[str]
    personal: frozenset[str]
    ranks: frozenset[str]
    deputies: frozenset[str]
    offices: frozenset[str]
    given: frozenset[str]
    abroad: frozenset[str]
    everyday: frozenset[str]
    crowned: frozenset[str]
    regnal: frozenset[str]
    serving: frozenset[str]
    served: frozenset[str]
    ambiguous: frozenset[str]
    particles: frozenset[str]
    stops: frozenset[str]
    clauses: frozenset[str]
    groups: frozenset[str]
    heads: frozenset[str]
    counterparts: frozenset[str]
    signing: frozenset[str]
    writing: frozenset[str]
    adverbs: frozenset[str]
    compounds_of_things: frozenset[str]
    named_after: frozenset[str]
    representatives: frozenset[str]
    nicknamed: frozenset[str]
    heads_of_state: frozenset[str]
    posts: frozenset[tuple[str, ...]]
    families: frozenset[str]
    closing: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    described: frozenset[str]
    acting: frozenset[str]
    joining: frozenset[str]
    going_on: frozenset[str]
    appointing: frozenset[str]
    printed_otherwise: frozenset[str]
    endings: tuple[str, ...]


@cache
def names() -> Names:
    """The words, read once."""
    lists = msgspec.toml.decode(_FILE.read_bytes(), type=dict[str, list[str]])
    printed = frozenset(lists.pop("printed_otherwise"))
    endings = tuple(map(folded, lists.pop("endings")))
    lists["given"] += lists["abroad"]
    lists["places"] = lists.pop("cities") + lists["countries"]
    lists["stops"] += lists.pop("loans") + lists["places"]
    posts = frozenset(tuple(folded(post).split()) for post in lists.pop("posts"))
    return Names(
        printed_otherwise=printed,
        endings=endings,
        posts=posts,
        **{name: frozenset(map(folded, words)) for name, words in lists.items()},
    )

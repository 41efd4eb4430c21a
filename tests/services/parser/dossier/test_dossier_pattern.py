"""Patterns look only where a match can begin: they must find what a search through the whole text finds."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.search_form import folded
from services.parser.dossier.load import load_dossier
from services.parser.dossier.pattern import Part, Pattern
from services.parser.dossier.pattern_language import read_pattern

DOSSIERS = Path(__file__).parents[4] / "dossiers"
_TEXT = "مؤتمر المؤتمر وبمؤتمر دوشنبه لدوشنبه مكافحه لمكافحه الارهاب والارهاب وزير الخارجيه و في دوشنبهي س_مؤتمر"
WORDS = _TEXT.split()
SIGNS = (" ", ", ", " «", "» ", " - ", ". ", "\n", "", "(", " و ")
SOURCES = (
    "مؤتمر دوشنبه",
    "مؤتمر? دوشنبه",
    "(مؤتمر|وزير الخارجية) ..3 مكافحة الإرهاب",
    "وزير? (الخارجية|في دوشنبه) دوشنبه*",
    "مكافحة الإرهاب & دوشنبه",
)


def everywhere(part: Part, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(part.expression, text))


def found(part: Part, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Pattern("", (part,), 160, (), ()).matches(text)))


@cache
def patterns() -> tuple[Pattern, ...]:
    return tuple(read_pattern(source, {}) for source in SOURCES)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=40))
def test_a_pattern_finds_what_a_search_of_every_letter_finds(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in pieces)

    for pattern in patterns():
        for part in pattern.parts:
            assert found(part, text) == everywhere(part, text), (pattern.source, text)


@pytest.mark.parametrize("name", ["dushanbe", "water"])
def test_the_dossiers_own_patterns_find_each_of_their_phrases(name: str) -> None:
    dossier = load_dossier(DOSSIERS / name)
    parts = {part for matcher in dossier.matchers for pattern in matcher.patterns for part in pattern.parts}
    text = folded(
        "\n".join(
            " ".join(choices[0].rstrip("*~") for choices in pattern.needed)
            for matcher in dossier.matchers
            for pattern in matcher.patterns
        )
    )

    assert any(everywhere(part, text) for part in parts)
    for part in parts:
        assert found(part, text) == everywhere(part, text)


def test_a_list_may_have_other_lists_in_it() -> None:
    pattern = read_pattern("{all} دوشنبه", {"all": ["مؤتمر", "{some}"], "some": ["وزير الخارجية"]})

    text = folded("وزير الخارجية في دوشنبه، وزير الخارجية دوشنبه، مؤتمر دوشنبه")

    assert [text[start:end] for start, end in pattern.matches(text)] == ["وزير الخارجيه دوشنبه", "موتمر دوشنبه"]


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ({"all": ["{none}"]}, "pattern '{all}': no list is called 'none'"),
        ({"all": ["{some}"], "some": ["{all}"]}, "pattern '{all}': the list 'all' holds itself"),
    ],
)
def test_a_list_in_a_list_is_there_and_is_another(lists: dict[str, list[str]], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        read_pattern("{all}", lists)

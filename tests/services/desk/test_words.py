"""The pages' words: both languages say the same, and templates ask for none that is missing."""

import re
from string import Formatter
from typing import Any

import msgspec
import pytest

from services.desk.show import HERE
from services.desk.words import words_of

ARABIC, ENGLISH = (msgspec.to_builtins(words_of(language)) for language in ("ar", "en"))  # type: ignore[arg-type]


@pytest.mark.parametrize("table", [name for name, value in ARABIC.items() if isinstance(value, dict)])
def test_both_languages_have_the_same_words_with_the_same_gaps(table: str) -> None:
    assert ARABIC[table].keys() == ENGLISH[table].keys()
    for name in ARABIC[table]:
        assert gaps(ARABIC[table][name]) == gaps(ENGLISH[table][name]), name


def test_every_word_that_a_template_asks_for_is_there_and_none_is_idle() -> None:
    templates = "\n".join(path.read_text("utf-8") for path in (HERE / "templates").glob("*.html"))
    code = "\n".join(path.read_text("utf-8") for path in HERE.glob("*.py"))
    asked = set(re.findall(r"\bsay\.(\w+)", templates))
    assert asked <= ARABIC["text"].keys()
    begun = set(re.findall(r'say\["(\w+_)" ~', templates)) | {"trouble_"}
    idle = {name for name in ARABIC["text"] if name not in asked and not name.startswith(tuple(begun))}
    assert {name for name in idle if f'"{name}"' not in code and f"'{name}'" not in code} == set()


def gaps(text: Any) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}

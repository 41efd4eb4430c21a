from pathlib import Path

import pytest

from contracts.searches import read_phrases

DOSSIERS = Path(__file__).parents[2] / "dossiers"


def test_the_dossiers_phrases_are_few_and_arabic() -> None:
    phrases = read_phrases(DOSSIERS / "dushanbe" / "searches.toml")
    assert 1 <= len(phrases) <= 6
    assert all("\u0621" <= phrase[0] <= "\u064a" for phrase in phrases)


def test_a_dossier_may_have_none(tmp_path: Path) -> None:
    assert read_phrases(tmp_path / "searches.toml") == ()


@pytest.mark.parametrize("text", ["phrases = 3", "phrase = ['x']", "phrases = ['']", "phrases = ['a', 'a']", "phrases"])
def test_a_file_that_does_not_hold_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "searches.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"searches\.toml"):
        read_phrases(file)

from pathlib import Path

import pytest

from contracts.searches import Searches, read_searches

DOSSIERS = Path(__file__).parents[2] / "dossiers"


def test_the_dossiers_phrases_are_few_and_in_their_own_script() -> None:
    searches = read_searches([DOSSIERS / "dushanbe" / "searches.toml"])
    assert 1 <= len(searches.phrases) <= 6
    assert all("\u0621" <= phrase[0] <= "\u064a" for phrase in searches.phrases)
    assert 1 <= len(searches.english) <= 6
    assert all(phrase.isascii() for phrase in searches.english)


def test_dossiers_add_up_and_one_may_have_none(tmp_path: Path) -> None:
    for name, text in (("a", "phrases = ['x', 'y']"), ("b", "phrases = ['y', 'z']\nenglish = ['e']")):
        (tmp_path / name).write_text(text)
    found = read_searches([tmp_path / "a", tmp_path / "none", tmp_path / "b"])
    assert found == Searches(phrases=("x", "y", "z"), english=("e",))


@pytest.mark.parametrize("text", ["phrases = 3", "phrase = ['x']", "phrases = ['']", "english = ['a', 'a']", "phrases"])
def test_a_file_that_does_not_hold_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "searches.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"searches\.toml"):
        read_searches([file])

"""Common words make no name where no list of names knows them."""

import pytest

from services.parser.dossier.vocabulary import is_common


@pytest.mark.parametrize(
    "word",
    [
        "محادثات",
        "جلسه",
        "وفدا",
        "هاتفيه",
        "برنامجا",
        "استقبل",
        "يناقش",
        "للاجتماع",
        "وبرنامجه",
        "سعت",
        "قضاياهم",
        "1979",
    ],
)
def test_nouns_and_verbs_are_common_with_all_that_is_tied_to_them(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["موشانغا", "غازاما", "رومانوسكي", "كارتر", "جنيفر", "فيلر", "ديدييه", "تراوري"])
def test_names_from_abroad_are_not(word: str) -> None:
    assert not is_common(word)

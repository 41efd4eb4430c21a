"""Which words of a folded text are common Arabic ones: those that make no name where no list of names knows them."""

from collections.abc import Iterator
from functools import cache, lru_cache

from spellchecker import SpellChecker

from contracts.search_form import folded

_WORDS = 65_536  # the words of the press come again and again; so many take some 10 MB
_SHORTEST = 3  # letters that are left of a word without what Arabic ties to it
_BEFORE = ("", "و", "ف", "ب", "ل", "ك", "س", "لل", "وب", "ول", "وس")
_BEHIND = ("ا", "ه", "ت", "ي", "ها", "هم", "نا", "وا", "ات", "ين", "ون", "ان", "تا", "يه", "يا", "تين", "تان", "هما")
_OWNED = ("ته", "ها", "هم", "هما", "هن", "كم")
_ABOUT_WOMEN = "ه"
_PERSONS = ("ي", "ت", "ن")  # before verbs in the present
_LEAST = 200  # times that a form which shows a word to be common must be listed: rarer ones are slips of the pen
_MOST = 10_000  # times that a word is listed which no list of names has and is a name all the same
_SHARE = 0.03  # a noun has the article, and a verb other persons, in more than so much of what a name is printed


@lru_cache(_WORDS)
def is_common(word: str) -> bool:
    """Whether a folded word, what Arabic ties to it left out, is a noun that takes the article, or a verb."""
    if not word.isalpha() or word.endswith(_OWNED) or word.startswith("است"):
        return True
    count = _counts().get(word, 0)
    least = max(_LEAST, count * _SHARE)
    return count > _MOST or any(
        _is_noun(base, least) or _is_verb(base, least)
        for before in _BEFORE
        if word.startswith(before)
        for base in _bases(word[len(before) :])
    )


@lru_cache(_WORDS)
def takes_article(word: str) -> bool:
    """Whether a folded word is a noun as it stands, whatever it begins with: بيان is no «with …»."""
    return _is_noun(word, _LEAST)


def whole_article(printed: str) -> str:
    """A printed or folded word with its article whole, whether or not «to» is before it: للأمين is الأمين."""
    return "ال" + printed[2:] if printed.startswith("لل") else printed


def _bases(word: str) -> Iterator[str]:
    """The word, then without each ending that it may have, and each such word with the ending of the feminine."""
    if len(word) >= _SHORTEST:
        yield word
    for ending in _BEHIND:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            base = word.removesuffix(ending)
            yield base
            yield base + _ABOUT_WOMEN


def _is_noun(base: str, least: float) -> bool:
    return _counts().get("ال" + base, 0) > least


def _is_verb(base: str, least: float) -> bool:
    """Whether the list has the word as a verb in the present of a man and a woman, or in the past with its endings."""
    counts = _counts()

    def has(*forms: str) -> bool:
        return all(counts.get(form, 0) > least for form in forms)

    if has("ي" + base) and (has("ت" + base) or has(base + "ت")):
        return True
    if has(base, base + "ت") and (has(base + "ه") or has(base + "وا")):
        return True
    if base.endswith("ت") and has("ي" + base[:-1] + "ي"):
        return True  # سعت: her form of a verb that ends in a weak letter
    return base.startswith(_PERSONS) and len(base) > _SHORTEST and has("ي" + base[1:], "ت" + base[1:])


@cache
def _counts() -> dict[str, int]:
    """How often the spelling checker's Arabic word list has each folded word, read once."""
    counts: dict[str, int] = {}
    for word, count in SpellChecker(language="ar").word_frequency.dictionary.items():
        key = folded(word)
        counts[key] = counts.get(key, 0) + count
    return counts

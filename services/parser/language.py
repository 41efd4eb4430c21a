"""The language of a text, by its letters and its most frequent words."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

# Of longer texts three pieces of this length are read: beginning, middle and end.
_PIECE = 1_500
_LEAST_LETTERS = 20
_LEAST_WORDS = 4
# Unicode blocks by first and last code point: scripts of several languages, then scripts that one language writes.
_SCRIPTS = {
    "arabic": ((0x620, 0x64A), (0x66E, 0x6D3), (0x6D5, 0x6D5), (0x6FA, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF)),
    "latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x2BB, 0x2BC), (0x1E00, 0x1EFF)),
    "cyrillic": ((0x400, 0x52F),),
}
_SINGLE = {
    "he": ((0x5D0, 0x5EA),),
    "el": ((0x370, 0x3FF),),
    "ja": ((0x3040, 0x30FF),),
    "ko": ((0xAC00, 0xD7AF),),
    "zh": ((0x4E00, 0x9FFF),),
    "hi": ((0x900, 0x97F),),
    "hy": ((0x530, 0x58F),),
    "ka": ((0x10A0, 0x10FF),),
    "th": ((0xE00, 0xE7F),),
}
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200e\u200f\u202a-\u202e]")
_PRESENTED = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
# What a script writes its words in.
_WORDS = {
    script: re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]+")
    for script, ranges in _SCRIPTS.items()
}
# A foreign letter in one word in ten settles a language as its frequent words do, which are one in five.
_LETTER_WEIGHT = 2.0
_LEAST_SCORE = 0.06


class _Traits(Struct, frozen=True):
    letters: frozenset[str]
    words: frozenset[str]
    beginnings: tuple[str, ...] = ()


class _Written(Struct, frozen=True):
    letters: str
    words: tuple[str, ...]
    beginnings: tuple[str, ...] = ()


def language_of(text: str, declared: str | None) -> str:
    """The ISO 639 code of the language that most of the text is in: ar, fa, ur, ps, ckb, ug, en, …; und if too little.

    `declared` (the page's own word, such as ar-KW) decides only where the text itself does not.
    """
    sample = _one_form(_sampled(text))
    letters = _letters_by_script(sample)
    script, count = letters.most_common(1)[0] if letters else ("", 0)
    if count < _LEAST_LETTERS:
        return "und"
    if script not in _SCRIPTS:
        return "ja" if script == "zh" and letters["ja"] else script
    words = _words(sample, script)
    if words.total() < _LEAST_WORDS:
        return "und"
    scores = _scores(words, _known()[script])
    best = max(scores, key=lambda language: scores[language])
    if scores[best] >= _LEAST_SCORE:
        return best
    return _declared_or_guessed(sample, script, declared)


def _sampled(text: str) -> str:
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def _one_form(text: str) -> str:
    # Keyboards mix the forms of kaf and ya; files made from print hold presentation forms, others are spared the work.
    if _PRESENTED.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _MARKS.sub("", text).replace("ک", "ك").replace("ی", "ي").replace("ى", "ي")


def _letters_by_script(text: str) -> Counter[str]:
    letters: Counter[str] = Counter()
    english = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    if 2 * english > len(text):  # no other script can have more, and to count letter by letter takes ten times as long
        return Counter(latin=english)
    for letter, count in Counter(text).items():
        if script := _script_of(letter):
            letters[script] += count
    return letters


@lru_cache(4096)
def _script_of(letter: str) -> str:
    code = ord(letter)
    for script, ranges in (*_SCRIPTS.items(), *_SINGLE.items()):
        if any(first <= code <= last for first, last in ranges):
            return script
    return ""


def _words(text: str, script: str) -> Counter[str]:
    return Counter(_WORDS[script].findall(text.lower()))


def _scores(words: Counter[str], known: dict[str, _Traits]) -> dict[str, float]:
    """For each language, the share of the words that are its frequent ones or carry its letters."""
    scores = dict.fromkeys(known, 0.0)
    distinct, letters = frozenset(words), frozenset("".join(words))
    for language, traits in known.items():
        scores[language] += sum(words[word] for word in traits.words & distinct)
        if traits.beginnings:
            scores[language] += sum(count for word, count in words.items() if word.startswith(traits.beginnings))
        if marks := traits.letters & letters:
            marked = sum(count for word, count in words.items() if not marks.isdisjoint(word))
            scores[language] += _LETTER_WEIGHT * marked
    total = words.total()
    return {language: score / total for language, score in scores.items()}


def _declared_or_guessed(sample: str, script: str, declared: str | None) -> str:
    language = (declared or "").partition("-")[0].partition("_")[0].strip().lower()
    if language in _known()[script]:
        return language
    # py3langid takes half a second to load and is asked by few pages: those in languages not listed.
    import py3langid

    guessed, _ = py3langid.classify(sample)
    return str(guessed)


@cache
def _known() -> dict[str, dict[str, _Traits]]:
    written = msgspec.toml.decode(
        Path(__file__).with_name("languages.toml").read_bytes(), type=dict[str, dict[str, _Written]]
    )
    return {
        script: {
            language: _Traits(frozenset(each.letters), frozenset(map(_one_form, each.words)), each.beginnings)
            for language, each in languages.items()
        }
        for script, languages in written.items()
    }

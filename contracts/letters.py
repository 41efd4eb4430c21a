"""What each printed character becomes in the search form, and the alphabet in which whole texts are folded."""

import codecs
import unicodedata
from functools import cache

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳٵ", "ا"),
        **dict.fromkeys("ىیېے", "ي"),
        **dict.fromkeys("ةۀہھە", "ه"),
        **dict.fromkeys("ؤۆۇ", "و"),
        "ئ": "ي",
        "ک": "ك",
        "ـ": "",
    }
)
# An alphabet of one byte a character, in which whole texts are folded at the speed of C: ASCII, what the search form
# drops in almost every page (tatweel, vowel signs, joiners, direction marks), the letters of Arabic and the commonest
# ones of its neighbours, digits, the press's punctuation.
_DROPPED = "".join(map(chr, (0x640, *range(0x64B, 0x656), 0x670, 0xAD, *range(0x200B, 0x2010), 0xFEFF)))
_ARABIC = "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B)))) + "ٱپچژکگیۀہھےەۆۇ"
_OTHERS = "".join(map(chr, (*range(0x660, 0x66A), *range(0x6F0, 0x6FA)))) + "«»“”‘’–—،؛؟•\u00a0"
_ASCII = "".join(map(chr, range(128)))
_UNUSED = "\ufffe"  # the mark by which codecs.charmap_build knows an unused byte
ALPHABET = (_ASCII + _DROPPED + _ARABIC + _OTHERS).ljust(256, _UNUSED)
ENCODING = codecs.charmap_build(ALPHABET)
DROPPED = bytes(range(len(_ASCII), len(_ASCII) + len(_DROPPED)))


@cache
def fold_letter(letter: str) -> str:
    """What one printed character becomes: a letter, several (ligatures), or nothing (marks)."""
    folded = []
    for plain in unicodedata.normalize("NFKC", letter).translate(_LETTERS):
        category = unicodedata.category(plain)
        if category in ("Mn", "Cf", "Me"):
            continue
        if category == "Nd":
            folded.append(str(unicodedata.digit(plain)))
        elif category in ("Zs", "Zl", "Zp", "Cc"):
            folded.append(" ")
        else:
            folded.append(plain.lower())
    return "".join(folded)


# What each byte folds to, one letter each; nothing is meant of the bytes that are dropped or unused.
FOLDED = "".join(fold_letter(letter) or letter for letter in ALPHABET)

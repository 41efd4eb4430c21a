"""The search form of a text: letters folded so that all spellings meet, with the way back to the print."""

import unicodedata
from array import array
from functools import cache

from msgspec import Struct

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


class SearchForm(Struct, frozen=True):
    """A folded text. `offsets[i]` is the printed offset of the folded letter i; one more closes it.

    Offsets count Unicode code points, of the printed text and of `text`.
    """

    text: str
    offsets: array  # type: ignore[type-arg]  # msgspec takes no parametrised array

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """The printed [start, end) of the folded [start, end), marks on the last letter included."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end]


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


def search_form(text: str) -> SearchForm:
    """Fold a text: NFKC presentation forms, tatweel, vowel signs, alef, hamza seats, ya, ta marbuta,
    digits to 0-9, invisible marks, runs of white space to one space, Latin to lower case."""
    letters: list[str] = []
    offsets = array("L")
    after_space = False
    for offset, printed in enumerate(text):
        for letter in fold_letter(printed):
            if letter == " ":
                if after_space:
                    continue
                after_space = True
            else:
                after_space = False
            letters.append(letter)
            offsets.append(offset)
    offsets.append(len(text))
    return SearchForm("".join(letters), offsets)


def folded(text: str) -> str:
    """The search form's text alone, for terms and comparisons."""
    return search_form(text).text

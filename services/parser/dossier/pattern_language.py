"""The language of patterns that docs/extend-a-dossier.md teaches, to regular expressions over the search form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from contracts.search_form import folded
from services.parser.dossier.pattern import Part, Pattern

# What may stand between two words of one pattern: spaces, quotes, brackets, commas, dashes and a lone «و», but no
# end of a sentence and no end of a paragraph.
_BETWEEN = r"[^\w\n.!?؟]{1,6}(?:و )?"
_TOKEN = re.compile(r"\.\.(?P<gap>\d{1,3})(?!\d)|(?P<group>\([^()]*\)|\{[^{}]*\}|[^\s(){}]+?)(?P<optional>\?)?(?=\s|$)")
_PRONOUN = "(?:ه|ها|هم|هما|هن|نا|كم|ي)?"


class _Token(Struct, frozen=True):
    """One place of a pattern: what may stand in it, and how many words may stand before it."""

    gap: int
    choices: tuple[str, ...]
    optional: bool


def read_pattern(source: str, lists: Mapping[str, Sequence[str]], within: int = 160) -> Pattern:
    """Compile a pattern. `lists` are the {lists} it may name. Raises ValueError where it does not hold."""
    parts = [_tokens(part, lists, source) for part in source.split(" & ")]
    needed = tuple(token.choices for tokens in parts for token in tokens if not token.optional)
    anchors = tuple(tuple(map(_anchor, choices)) for choices in needed)
    return Pattern(source, tuple(map(_part, parts)), within, needed, anchors)


def _part(tokens: list[_Token]) -> Part:
    first = next(number for number, token in enumerate(tokens) if not token.optional)
    before = sum(max(map(_words, token.choices)) for token in tokens[: first + 1]) - 1
    # a lone «و» may stand before each word
    return Part(_expression(tokens), tuple(map(_anchor, tokens[first].choices)), 2 * before)


def _words(phrase: str) -> int:
    return len(phrase.split())


def _tokens(part: str, lists: Mapping[str, Sequence[str]], source: str) -> list[_Token]:
    tokens, gap, end = [], 0, 0
    for match in _TOKEN.finditer(part):
        if part[end : match.start()].strip():
            break
        end = match.end()
        if match["gap"]:
            gap = int(match["gap"])
            continue
        tokens.append(_Token(gap, _alternatives(match["group"], lists, source), bool(match["optional"])))
        gap = 0
    if part[end:].strip() or all(token.optional for token in tokens):
        raise ValueError(f"pattern {source!r}: cannot read {part[end:].strip() or part!r}")
    return tokens


def _expression(tokens: list[_Token]) -> str:
    written = [r"(?<!\w)"]
    started = False
    for token in tokens:
        one = "(?:" + "|".join(map(_phrase, token.choices)) + ")"
        if started:
            jump = rf"(?:{_BETWEEN}\w+){{0,{token.gap}}}?" if token.gap else ""
            one = f"(?:{jump}{_BETWEEN}{one})"
            written.append(one + "?" if token.optional else one)
        elif token.optional:
            written.append(f"(?:{one}{_BETWEEN})?")
        else:
            written.append(one)
            started = True
    return "".join(written)


def _alternatives(token: str, lists: Mapping[str, Sequence[str]], source: str) -> tuple[str, ...]:
    if token.startswith("("):
        return tuple(choice.strip() for choice in token[1:-1].split("|"))
    try:
        return tuple(words_of(token, lists))
    except ValueError as error:
        raise ValueError(f"pattern {source!r}: {error}") from error


def words_of(word: str, lists: Mapping[str, Sequence[str]], within: Sequence[str] = ()) -> Iterator[str]:
    """A word, or for a {list} all in it and in the lists that it names; `within` are those that it stands in itself.

    Raises ValueError where no list is called so, or where one holds itself.
    """
    if not word.startswith("{"):
        yield word
        return
    name = word[1:-1]
    if name not in lists:
        raise ValueError(f"no list is called {name!r}")
    if name in within:
        raise ValueError(f"the list {name!r} holds itself")
    for one in lists[name]:
        yield from words_of(one, lists, (*within, name))


def _anchor(words: str) -> str:
    """The longest piece that every match of the words holds: no particle, article or ending is part of it."""
    return max((folded(word.rstrip("*~")).removeprefix("ال") for word in words.split()), key=len)


def _phrase(words: str) -> str:
    return _BETWEEN.join(word_expression(word) for word in words.split())


@cache
def word_expression(word: str) -> str:
    """One word with the particles that Arabic attaches before it, closed at its end.

    A word written with ال is matched with it only (والكويت, بالكويت, للكويت); one without may have it.
    `~` at the end lets a pronoun follow, `*` any letters.
    """
    bare = folded(word.rstrip("*~"))
    ending = r"\w*" if word.endswith("*") else (_PRONOUN if word.endswith("~") else "")
    if bare.startswith("ال") and len(bare) > 3:
        start, bare = "[وف]?(?:[بك]?ال|لل)", bare[2:]
    else:
        start = "[وف]?(?:[بك]?(?:ال)?|لل?)"
    return start + re.escape(bare) + ending + r"(?!\w)"


def counted_noun(nouns: Sequence[str]) -> re.Pattern[str]:
    """What matches one of the nouns right after a number, «من», alone or with the article, between or not: in الدورة 39
    الوزير the number counts no ministers."""
    choices = "|".join(
        _BETWEEN.join(map(re.escape, folded(noun).split())) for noun in sorted(nouns, key=len, reverse=True)
    )
    return re.compile(rf"\s+(?:من\s+(?:ال)?)?(?:{choices})(?!\w)")

"""Patterns over the search form, in the small language that docs/extend-a-dossier.md teaches."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from contracts.search_form import folded

# What may stand between two words of one pattern: spaces, quotes, brackets, commas, dashes and a lone «و», but no
# end of a sentence and no end of a paragraph.
_BETWEEN = r"[^\w\n.!?؟]{1,6}(?:و )?"
_TOKEN = re.compile(r"\.\.(?P<gap>\d{1,3})(?!\d)|(?P<group>\([^()]*\)|\{[^{}]*\}|[^\s(){}]+?)(?P<optional>\?)?(?=\s|$)")
_PRONOUN = "(?:ه|ها|هم|هما|هن|نا|كم|ي)?"


class Part(Struct, frozen=True):
    """One regular expression of a pattern, and where its matches can begin: in a word that holds one of `anchors`, or
    up to `back` words before it."""

    expression: str
    anchors: tuple[str, ...]
    back: int


class Pattern(Struct, frozen=True):
    """A pattern. All `parts` must stand within `within` letters of one paragraph; they are compiled when a text has
    their anchors or `compile` is called: to compile a whole dossier takes 0.2 s.

    `needed` holds, for every word or group that no match can do without, the alternatives of it, and
    `anchors` a folded piece of each of those.
    """

    source: str
    parts: tuple[Part, ...]
    within: int
    needed: tuple[tuple[str, ...], ...]
    anchors: tuple[tuple[str, ...], ...]

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """The [start, end) of every match in a folded text, in order of the first part."""
        # Most patterns fail on a word that is not there at all, which is found out far quicker than by the expression.
        if not all(_any_in(choices, text) for choices in self.anchors):
            return
        if len(self.parts) == 1:
            yield from _spans(self.parts[0], text)
            return
        found = [_spans(part, text) for part in self.parts]
        if all(found):
            yield from _gathered(text, found, self.within)

    def compile(self) -> None:
        """Compile the parts now, so that no page waits for it."""
        for part in self.parts:
            _compiled(part.expression)

    def found_in(self, text: str) -> bool:
        """Whether a folded text has a match."""
        return next(self.matches(text), None) is not None


@lru_cache(maxsize=512)  # many patterns of one dossier share lists
def _any_in(choices: tuple[str, ...], text: str) -> bool:
    return any(choice in text for choice in choices)


@lru_cache(maxsize=256)  # many patterns of one dossier share parts, and are matched one after the other
def _spans(part: Part, text: str) -> tuple[tuple[int, int], ...]:
    """The [start, end) of every match, as `finditer` gives them, which would try each letter of the text."""
    expression = _compiled(part.expression)
    spans: list[tuple[int, int]] = []
    end = 0
    for start in sorted(_beginnings(part, text)):
        if start >= end and (match := expression.match(text, start)):
            end = match.end()
            spans.append((start, end))
    return tuple(spans)


def _beginnings(part: Part, text: str) -> set[int]:
    """Where the words begin in which, or shortly before which, the part's anchors stand."""
    beginnings: set[int] = set()
    for anchor in part.anchors:
        at = text.find(anchor)
        while at >= 0:
            start = _word_before(text, at + 1)
            beginnings.add(start)
            for _ in range(part.back):
                start = _word_before(text, start)
                beginnings.add(start)
            at = text.find(anchor, at + 1)
    return beginnings


def _word_before(text: str, end: int) -> int:
    """Where the last word that begins before `end` begins."""
    while end > 0 and not _is_letter(text[end - 1]):
        end -= 1
    while end > 0 and _is_letter(text[end - 1]):
        end -= 1
    return end


def _is_letter(sign: str) -> bool:
    # what \w is
    return sign.isalnum() or sign == "_"


@cache
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(part)


def _gathered(text: str, found: Sequence[tuple[tuple[int, int], ...]], within: int) -> Iterator[tuple[int, int]]:
    """Each match of the first part with the nearest of every other, where all stand near enough; tightest first."""
    spans = []
    starts = [[span[0] for span in others] for others in found]
    for first in found[0]:
        chosen = [first, *(_nearest(*pair, first[0]) for pair in zip(found[1:], starts[1:], strict=True))]
        start, end = min(span[0] for span in chosen), max(span[1] for span in chosen)
        if end - start <= within and "\n" not in text[start:end]:
            spans.append((start, end))
    yield from sorted(spans, key=lambda span: span[1] - span[0])


def _nearest(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> tuple[int, int]:
    """The span, of those in reading order, that starts nearest to `at`."""
    after = bisect_left(starts, at)
    return min(spans[max(0, after - 1) : after + 1], key=lambda span: abs(span[0] - at))


def read_pattern(source: str, lists: Mapping[str, Sequence[str]], within: int = 160) -> Pattern:
    """Compile a pattern. `lists` are the {lists} it may name. Raises ValueError where it does not hold."""
    parts, needed = [], []
    for part in source.split(" & "):
        tokens = _tokens(part, source)
        parts.append(_part(tokens, lists, source))
        needed += [_alternatives(token, lists, source) for _, token, optional in tokens if not optional]
    anchors = tuple(tuple(map(_anchor, choices)) for choices in needed)
    return Pattern(source, tuple(parts), within, tuple(needed), anchors)


def _part(tokens: list[tuple[int, str, bool]], lists: Mapping[str, Sequence[str]], source: str) -> Part:
    first = next(number for number, (_, _, optional) in enumerate(tokens) if not optional)
    choices = _alternatives(tokens[first][1], lists, source)
    before = sum(max(map(_words, _alternatives(token, lists, source))) for _, token, _ in tokens[:first])
    # a lone «و» may stand before each word
    back = 2 * (before + max(map(_words, choices)) - 1)
    return Part(_expression(tokens, lists, source), tuple(map(_anchor, choices)), back)


def _words(phrase: str) -> int:
    return len(phrase.split())


def _tokens(part: str, source: str) -> list[tuple[int, str, bool]]:
    """(gap before it, word or group, whether optional) of every token."""
    tokens, gap, end = [], 0, 0
    for match in _TOKEN.finditer(part):
        if part[end : match.start()].strip():
            break
        end = match.end()
        if match["gap"]:
            gap = int(match["gap"])
            continue
        tokens.append((gap, match["group"], bool(match["optional"])))
        gap = 0
    if part[end:].strip() or not any(not optional for _, _, optional in tokens):
        raise ValueError(f"pattern {source!r}: cannot read {part[end:].strip() or part!r}")
    return tokens


def _expression(tokens: list[tuple[int, str, bool]], lists: Mapping[str, Sequence[str]], source: str) -> str:
    written = [r"(?<!\w)"]
    started = False
    for gap, token, optional in tokens:
        one = "(?:" + "|".join(_phrase(words) for words in _alternatives(token, lists, source)) + ")"
        if started:
            jump = rf"(?:{_BETWEEN}\w+){{0,{gap}}}?" if gap else ""
            one = f"(?:{jump}{_BETWEEN}{one})"
            written.append(one + "?" if optional else one)
        elif optional:
            written.append(f"(?:{one}{_BETWEEN})?")
        else:
            written.append(one)
            started = True
    return "".join(written)


def _alternatives(token: str, lists: Mapping[str, Sequence[str]], source: str) -> tuple[str, ...]:
    if token.startswith("{"):
        name = token[1:-1]
        if name not in lists:
            raise ValueError(f"pattern {source!r}: no list is called {name!r}")
        return tuple(lists[name])
    if token.startswith("("):
        return tuple(choice.strip() for choice in token[1:-1].split("|"))
    return (token,)


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
    """What matches one of the nouns right after a number, «من» and the article between or not."""
    choices = "|".join(
        _BETWEEN.join(map(re.escape, folded(noun).split())) for noun in sorted(nouns, key=len, reverse=True)
    )
    return re.compile(rf"\s+(?:من\s+)?(?:ال)?(?:{choices})(?!\w)")

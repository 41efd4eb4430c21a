"""Where the sentences of a folded text begin and end."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

# No dot of «د.» ends a sentence. A run of signs is looked at from its first one only: from each of them, ten thousand
# in a row take seconds. Some outlets print no space behind a dot.
_SENTENCE_END = re.compile(r"\n|(?<=[ء-ي]{3})[.؟!](?=[ء-ي]{2})|[.؟!](?<![.؟!]{2})(?<![\s،(]\w\.)[.؟!]*+(?=\s|$|\")")


def sentence_end(text: str, start: int) -> int:
    """Where the sentence ends that a folded place is in."""
    starts, ends = _sentence_ends(text)
    at = bisect_right(ends, start)
    return max(starts[at], start) if at < len(starts) else len(text)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that a folded place is in."""
    _, ends = _sentence_ends(text)
    after = bisect_right(ends, at)
    return ends[after - 1] if after else 0


@lru_cache(4)
def _sentence_ends(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where each run of closing signs begins and ends: sought once, since a long text without any has many verbs."""
    runs = [match.span() for match in _SENTENCE_END.finditer(text)]
    return [start for start, _ in runs], [end for _, end in runs]

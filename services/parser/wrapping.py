"""Lines that were broken by hand to fit a width, joined again."""

from collections.abc import Sequence

# Lines broken by hand are this long and seldom end a sentence; paragraphs are longer or end one.
_WRAPPED = range(35, 110)
_STOPS = (".", "!", "؟", "?", ":", "»", "”", '"', "…", "،", ";", "؛", ")")
_MOST_LIKELY = 0.7


def unwrapped(lines: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """The lines (text, linked characters), joined between empty ones where most of them break off in mid-sentence."""
    texts = [text for text, _ in lines if text]
    like_wrapped = sum(len(text) in _WRAPPED and not text.endswith(_STOPS) for text in texts[:-1])
    if like_wrapped <= _MOST_LIKELY * (len(texts) - 1):
        return lines
    joined: list[tuple[str, int]] = []
    opened = False
    for text, linked in lines:
        if text and opened:
            joined[-1] = (f"{joined[-1][0]} {text}", joined[-1][1] + linked)
        elif text:
            joined.append((text, linked))
        opened = bool(text)
    return joined

"""Fingerprints of a text by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003)."""

from collections.abc import Sequence

# Words in a shingle, shingles in a window. Two texts that share SHINGLE + WINDOW - 1 = 8 fresh words in a row share
# a fingerprint, always; two fifths of the shingles are kept (2 / (WINDOW + 1)).
SHINGLE = 5
WINDOW = 4

_PRIME = (1 << 61) - 1
_FACTORS = tuple(pow(1_000_003, power, _PRIME) for power in range(SHINGLE))


def fingerprints(words: Sequence[int]) -> tuple[int, ...]:
    """The winnowed shingles of a sequence of word numbers, each once, as 32-bit numbers, sorted.

    Of every WINDOW shingles in a row the smallest number is kept. A text of fewer than SHINGLE
    words has none.
    """
    weighed = zip(*([factor * word for word in words[start:]] for start, factor in enumerate(_FACTORS)), strict=False)
    shingles = [_scattered(sum(shingle)) for shingle in weighed]
    if len(shingles) <= WINDOW:
        return (min(shingles),) if shingles else ()
    windows = zip(*(shingles[start:] for start in range(WINDOW)), strict=False)
    return tuple(sorted({min(window) for window in windows}))


def _scattered(number: int) -> int:
    # A sum of products keeps the order of its largest word; multiplying and taking the upper half undoes that, so
    # that the smallest shingle of a window is any of them. 32 bits: of 100,000 articles one in four is compared with
    # a stranger in vain, and a posting takes 8 bytes.
    mixed = number % _PRIME * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return mixed >> 32

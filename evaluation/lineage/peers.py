"""datasketch and a simhash library on the same pairs, each at the best of the settings tried."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module

from evaluation.lineage.copies import Pair, pair_of
from evaluation.lineage.exact import Gram

Grams = Mapping[str, set[Gram]]
Finder = Callable[[Grams], set[Pair]]


def finders() -> Iterator[tuple[str, Finder]]:
    """The peers that are installed, a finder for each setting."""
    for library, settings in (("datasketch", _datasketch), ("simhash", _simhash)):
        try:
            import_module(library)
        except ImportError:
            print(f"{library}: not installed, left out")
        else:
            yield from settings()


def _datasketch() -> Iterator[tuple[str, Finder]]:
    for threshold in (0.05, 0.1, 0.2, 0.3, 0.5):
        yield f"datasketch MinHashLSH, Jaccard {threshold}", partial(_minhash_lsh, threshold=threshold)
    for threshold in (0.1, 0.3, 0.5):
        yield f"datasketch LSHEnsemble, containment {threshold}", partial(_ensemble, threshold=threshold)


def _simhash() -> Iterator[tuple[str, Finder]]:
    for distance in (3, 6, 10, 16, 20):
        yield f"simhash, {distance} of 64 bits", partial(_near, distance=distance)


def _minhash_lsh(grams: Grams, threshold: float) -> set[Pair]:
    index = import_module("datasketch").MinHashLSH(threshold=threshold, num_perm=256)
    sketches = _sketches(grams)
    for page, sketch in sketches.items():
        index.insert(page, sketch)
    return {pair_of(page, other) for page in sketches for other in index.query(sketches[page]) if other != page}


def _ensemble(grams: Grams, threshold: float) -> set[Pair]:
    index = import_module("datasketch").MinHashLSHEnsemble(threshold=threshold, num_perm=256, num_part=16)
    sketches = _sketches(grams)
    index.index((page, sketch, len(grams[page])) for page, sketch in sketches.items())
    found = ((page, other) for page in sketches for other in index.query(sketches[page], len(grams[page])))
    return {pair_of(page, other) for page, other in found if other != page}


def _sketches(grams: Grams) -> dict[str, object]:
    minhash = import_module("datasketch").MinHash
    sketches = {page: minhash(num_perm=256) for page in grams}
    for page, sketch in sketches.items():
        sketch.update_batch([" ".join(gram).encode() for gram in sorted(grams[page])])
    return {page: sketch for page, sketch in sketches.items() if grams[page]}


def _near(grams: Grams, distance: int) -> set[Pair]:
    # every pair is compared: the library's index needs distance + 1 tables and finds the same pairs
    simhash = import_module("simhash").Simhash
    values = [(page, simhash([" ".join(gram) for gram in sorted(each)]).value) for page, each in grams.items() if each]
    return {
        pair_of(page, other)
        for place, (page, value) in enumerate(values)
        for other, other_value in values[:place]
        if (value ^ other_value).bit_count() <= distance
    }

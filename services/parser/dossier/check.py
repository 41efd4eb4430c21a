"""Every fault in a dossier's files, with file, line and remedy: the command `masar dossier check`."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from contracts.search_form import folded
from services.parser.dossier.check_meaning import meaning_faults
from services.parser.dossier.claim_schema import Claims
from services.parser.dossier.fault import Fault, Source
from services.parser.dossier.load import load_dossier, needs_gate_word
from services.parser.dossier.pattern_language import read_pattern, words_of
from services.parser.dossier.schema import Actors, Documents, Exclusions, Phases, Terms

_FILES: Mapping[str, type[Any]] = {
    "terms.toml": Terms,
    "exclusions.toml": Exclusions,
    "phases.toml": Phases,
    "actors.toml": Actors,
    "documents.toml": Documents,
    "claims.toml": Claims,
}
# Where the patterns of an entry stand, by its table; `held` and `conference` have one at most.
_PATTERNS = {
    "actor": ("unless",),
    "term": ("patterns", "unless", "beside"),
    "occasion": ("patterns",),
    "exclusion": ("patterns", "unless"),
    "phase": ("place", "names", "titles", "declarations", "ordinals", "hints"),
    "coming": ("place", "names", "ordinals", "hints"),
    "document": ("patterns",),
    "counted": ("followed_by", "preceded_by", "not_preceded_by"),
    "bare": ("preceded_by", "followed_by"),
    "dual": ("words",),
    "ranked": ("before", "after", "not_followed_by", "not_preceded_by"),
    "ordinal": ("followed_by", "not_followed_by", "not_preceded_by"),
    "held": ("near",),
    "conference": ("apart",),
}
_PLACE = re.compile(r" - at `\$\.(?P<table>\w+)\[(?P<index>\d+)\]\.?(?P<key>\w*)")
_LINE = re.compile(r"\(at line (\d+)")


def check_dossier(folder: Path) -> list[str]:
    """The faults of a dossier's folder, each as file:line, what is wrong and how to mend it; none where it is good."""
    files: dict[str, tuple[Source, Any]] = {}
    faults: list[Fault] = []
    for name, shape in _FILES.items():
        read = _read(folder, name, shape)
        if isinstance(read, Fault):
            faults.append(read)
        elif read is not None:
            files[name] = read
    if "terms.toml" in files:
        terms = files["terms.toml"][1]
        faults += [fault for source, data in files.values() for fault in _pattern_faults(source, data, terms.lists)]
        faults += _gate_faults(*files["terms.toml"])
    faults += meaning_faults(files)
    return [str(fault) for fault in sorted(faults)] or _others(folder)


def _others(folder: Path) -> list[str]:
    """What keeps the dossier from loading though nothing above was found; nothing, as far as is known."""
    try:
        load_dossier(folder)
    except ValueError as error:
        return [str(error)]
    return []


def _read(folder: Path, name: str, shape: type[Any]) -> tuple[Source, Any] | Fault | None:
    path, shown = folder / name, f"{folder.name}/{name}"
    if not path.exists():
        missing = Fault(shown, 1, "the file is missing", "Every dossier needs its terms: docs/extend-a-dossier.md.")
        return missing if shape is Terms else None
    try:
        source = Source(shown, path.read_text(encoding="utf-8"))
        return source, msgspec.convert(tomllib.loads(source.text), shape)
    except UnicodeDecodeError:
        return Fault(shown, 1, "the file is not UTF-8", "Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        return Fault(shown, int(line[1]) if line else 1, f"no TOML: {error}", "Look for quotes, brackets, commas.")
    except msgspec.ValidationError as error:
        return _shape_fault(source, str(error))


def _shape_fault(source: Source, said: str) -> Fault:
    """A field that is unknown, missing or of another kind, at its entry."""
    place = _PLACE.search(said)
    what = said.split(" - at ")[0].replace("Object ", "the entry ")
    remedy = "docs/extend-a-dossier.md names the fields of each file."
    if place is None:
        return Fault(source.name, 1, what, remedy)
    field = re.search(r"`(\w+)`", what) if "unknown" in what else None
    return source.fault(place["table"], int(place["index"]), what, remedy, field[1] if field else place["key"])


def _pattern_faults(source: Source, data: Any, lists: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """Patterns that cannot be read."""
    for table, keys in _PATTERNS.items():
        entries = getattr(data, table, None) or ()
        for index, entry in enumerate((entries,) if isinstance(entries, msgspec.Struct) else entries):
            for pattern in [one for key in keys for one in getattr(entry, key)]:
                try:
                    read_pattern(pattern, lists)
                except (ValueError, re.error) as error:
                    remedy = "The table of patterns in docs/extend-a-dossier.md shows what may be written."
                    yield source.fault(table, index, str(error), remedy, pattern)


def _gate_faults(source: Source, terms: Terms) -> Iterator[Fault]:
    """Gate words that pages could part, and patterns that need none of them."""
    try:
        words = [one for word in terms.gate for one in words_of(word, terms.lists)]
    except ValueError as error:
        yield Fault(source.name, 1, f"gate: {error}", "Name one of [lists].")
        return
    for word in words:
        if " " in word:
            yield Fault(source.name, 1, f"gate: {word!r} is not one word", "Keep its rarest word; pages part words.")
    gate = [folded(word) for word in words]
    for index, term in enumerate(terms.term):
        for written in term.patterns:
            try:
                pattern = read_pattern(written, terms.lists)
            except (ValueError, re.error):
                continue
            if not needs_gate_word(pattern, gate):
                what = f"term {term.id!r}: pattern {written!r} needs no word of the gate, so pages with it never come"
                yield source.fault("term", index, what, "Add its rarest word to `gate`, or narrow it.", written)

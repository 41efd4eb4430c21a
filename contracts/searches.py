"""The phrases of a dossier that are looked for elsewhere: searches.toml."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct


class Searches(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`phrases` are typed into the outlets' own search pages, `english` ones into indexes that read translations."""

    phrases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()


def read_searches(files: Iterable[Path]) -> Searches:
    """The phrases of all files together, each once; a dossier without such a file has none.

    Raises ValueError, naming the file, where one does not hold.
    """
    found = [_read(file) for file in files if file.exists()]
    return Searches(
        phrases=tuple(dict.fromkeys(phrase for each in found for phrase in each.phrases)),
        english=tuple(dict.fromkeys(phrase for each in found for phrase in each.english)),
    )


def _read(path: Path) -> Searches:
    try:
        searches = msgspec.toml.decode(path.read_bytes(), type=Searches)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    for phrases in (searches.phrases, searches.english):
        if any(not phrase.strip() for phrase in phrases) or len(set(phrases)) != len(phrases):
            raise ValueError(f"{path}: a phrase is empty or occurs twice")
    return searches

"""The phrases of a dossier that are looked for on search pages: searches.toml."""

from pathlib import Path

import msgspec
from msgspec import Struct


class _Searches(Struct, forbid_unknown_fields=True):
    phrases: tuple[str, ...]


def read_phrases(path: Path) -> tuple[str, ...]:
    """The phrases in their order, none where a dossier has no such file. Raises ValueError, naming the file."""
    if not path.exists():
        return ()
    try:
        phrases = msgspec.toml.decode(path.read_bytes(), type=_Searches).phrases
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    if any(not phrase.strip() for phrase in phrases) or len(set(phrases)) != len(phrases):
        raise ValueError(f"{path}: a phrase is empty or occurs twice")
    return phrases

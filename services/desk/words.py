"""The words of the pages themselves, in Arabic and in English: words/ar.toml and words/en.toml."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec
from msgspec import Struct

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDER = Path(__file__).with_name("words")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases by name: `text` of the pages, `control` of the control room; the others name what is an id elsewhere."""

    direction: Literal["rtl", "ltr"]
    months: tuple[str, ...]
    text: dict[str, str]
    control: dict[str, str]
    level: dict[str, str]
    role: dict[str, str]
    kind: dict[str, str]
    claim: dict[str, str]
    step: dict[str, str]
    outcome: dict[str, str]
    method: dict[str, str]
    reason: dict[str, str]
    country: dict[str, str]


@cache
def words_of(language: Language) -> Words:
    """The words of a language. Raises ValueError, naming the file, where it does not hold."""
    path = FOLDER / f"{language}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Words)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error

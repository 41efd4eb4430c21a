"""Countries by their English names, and the time zone of those that have one: the tz database's own tables."""

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

_NOT_LETTERS = re.compile(r"[^a-z]")


def code_of(name: str) -> str | None:
    """The ISO 3166 code of a country; null where the name is not known."""
    return _other_names().get(name.strip().lower()) or _codes().get(_key(name))


def time_zone_of(code: str) -> str | None:
    """The IANA name of a country's time zone; null where it has several or none."""
    zones = _zones().get(code, [])
    return zones[0] if len(zones) == 1 else None


def _key(name: str) -> str:
    return _NOT_LETTERS.sub("", name.partition("(")[0].lower())


@cache
def _other_names() -> dict[str, str]:
    data = Path(__file__).with_name("countries.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, dict[str, str]])["names"]


@cache
def _codes() -> dict[str, str]:
    return {_key(name): code for code, name in _rows("iso3166.tab", 2)}


@cache
def _zones() -> dict[str, list[str]]:
    zones: dict[str, list[str]] = defaultdict(list)
    for code, _, zone in _rows("zone.tab", 3):
        zones[code].append(zone)
    return zones


def _rows(file: str, columns: int) -> list[tuple[str, ...]]:
    text = (files("tzdata") / "zoneinfo" / file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split("\t")[:columns]) for line in lines]

"""How texts, dates and numbers of the press are shown: escaped, each in its own direction, nothing hidden in them."""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from services.desk.words import Words

# Stand around what fits a question; no text of the press has them, for `clean` takes them out.
MARKS = ("\ue000", "\ue001")
# Overrides turn the letters of a text round against their script, as no honest page needs; they are made visible. What
# only embeds or isolates is kept: it ends at the latest where its element ends, for each is isolated or a block.
_REPLACED = str.maketrans({"\u202d": "⇋", "\u202e": "⇋", MARKS[0]: "", MARKS[1]: ""})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Nearly all text has none of either, and a page puts out thousands of pieces.
_UNCLEAN = re.compile(f"[{''.join(map(chr, _REPLACED))}]|{_CONTROL.pattern}")


def clean(value: Any) -> Any:
    """What a template puts out: text is freed of overrides and control characters, markup and numbers pass."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup) and _UNCLEAN.search(value):
        return _CONTROL.sub("", value.translate(_REPLACED))
    return value


def marked(text: str) -> Markup:
    """A passage of Elasticsearch's highlighter, what fits in <mark>; markup stays even where the marks are not."""
    shown, opened = [], False
    for part in re.split(f"([{MARKS[0]}{MARKS[1]}])", text):
        if part in MARKS:
            if opened != (part == MARKS[0]):
                opened = not opened
                shown.append("<mark>" if opened else "</mark>")
        else:
            shown.append(escape(clean(part)))
    return Markup("".join([*shown, "</mark>" if opened else ""]))  # noqa: S704  # every part was escaped above


def moment(at: str | None, words: Words) -> str:
    """A date as it is known, cut to its grain (2024-11, 2024-11-04, 2024-11-04T22:00+03:00), in words."""
    if not at:
        return words.text["no_date"]
    day, _, clock = at.partition("T")
    year, month, *rest = day.split("-")
    named = " ".join([*(str(int(number)) for number in rest), words.months[int(month) - 1], year])
    return f"{named}{words.text['comma']} {_clock(clock)}" if clock else named


def _clock(clock: str) -> str:
    found = re.match(r"(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?", clock)
    if not found:
        return clock
    zone = {"Z": " UTC", "+00:00": " UTC", None: ""}.get(found[2], f" {found[2]}")
    # Isolated, left to right: amid Arabic the sign of the zone would leap to its other side.
    return f"\u2066{found[1]}{zone}\u2069"


def number(value: float) -> str:
    """A figure with its thousands apart, without a fraction where it has none."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def share(value: float) -> str:
    """A share as a percentage."""
    return f"{value:.0%}"


def name_of(named: Any, language: str) -> str:
    """The name of an outlet, phase or actor in a language."""
    return str(getattr(named, f"name_{language}"))


def called(known: Mapping[str, Any], key: str | None, language: str) -> str:
    """The name behind an id, the id itself where nobody named it."""
    if key is None:
        return ""
    return name_of(known[key], language) if key in known else key

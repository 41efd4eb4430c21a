"""What a feed says of its own rhythm: RSS's ttl, skipHours and skipDays, and the syndication module's period."""

import re
from collections.abc import Mapping
from typing import Any

from services.crawler.listing import Stated

# feedparser keeps the last hour and the last day only, so these are read from the bytes, before the first entry.
_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)
_HEAD = 65_536
# RSS 2.0: the days in English, whatever the feed's language.
_WEEK = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
# RDF Site Summary 1.0, module Syndication: how long each period lasts, in seconds.
_PERIODS = {"hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0}


def stated_in(channel: Mapping[str, Any], body: bytes) -> Stated:
    """The rhythm in a feed's head, `channel` as feedparser reads it. What makes no sense counts as not said."""
    head = body[:_HEAD]
    hours, days = _HOURS.search(head), _DAYS.search(head)
    skipped = frozenset(int(hour) % 24 for hour in _HOUR.findall(hours[1])) if hours else frozenset()
    names = [day.lower() for day in _DAY.findall(days[1])] if days else []
    return Stated(
        least=_number(channel.get("ttl")) * 60.0,
        usual=_usual(channel),
        # All hours or all days cannot be meant: nobody could read the feed at all.
        hours=skipped if len(skipped) < 24 else frozenset(),
        days=frozenset(_WEEK.index(day) for day in names if day in _WEEK) if len(set(names)) < 7 else frozenset(),
    )


def _usual(channel: Mapping[str, Any]) -> float:
    period = _PERIODS.get(str(channel.get("sy_updateperiod") or "").strip().lower(), 0.0)
    return period / max(_number(channel.get("sy_updatefrequency")), 1.0)


def _number(text: object) -> float:
    digits = str(text or "").strip()
    return float(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0.0

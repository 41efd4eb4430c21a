"""Dates in an address: /2024/11/04/, /2024-11-04-1.5, /04-11-2024-, ?cdate=04112024, /2013/section/8/3/, /2024/11/."""

import re
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from services.parser.dates.expression import DateExpression, Moment, exists
from services.parser.dates.numeric import numeric_dates

_COMPACT = re.compile(r"(?<![\d\w])(?P<year>20[0-4]\d|199\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")
_COMPACT_DAY_FIRST = re.compile(
    r"date=(?P<day>[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<year>20[0-4]\d)(?!\d)", re.IGNORECASE
)
_MONTH = re.compile(r"/(?P<year>20[0-4]\d|199\d)/(?P<month>0?[1-9]|1[0-2])(?=/|$)")
_SECTION_INSIDE = re.compile(
    r"/(?P<year>20[0-4]\d)/[a-z][a-z_\-]*/(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?=/|$)", re.IGNORECASE
)
# Nothing on the web is older, and identifiers of four figures often look it.
_FIRST_YEAR = 1995


def dates_in_address(url: str) -> list[DateExpression]:
    """What an address says of a date, the finest first; ambiguous orders keep their readings.

    Only path and query count. A month alone has the grain month.
    """
    parts = urlsplit(url)
    text = unquote(f"{parts.path}?{parts.query}")
    # A word or an identifier that follows a dash is none of the date's: «04-11-2024-name», «2024-11-04-1.5».
    spaced = re.sub(r"(?<=\d)-(?=\D|\d+\.)", " ", re.sub(r"(?<=\d)/(?=\D|$|\d{5,}|\d+[^\d/])", " ", text))
    numeric = [
        replace(found, surface=text[found.start : found.end])
        for found in numeric_dates(spaced)
        if all(_possible(reading) for reading in found.readings)
    ]
    compact = [
        found for pattern in (_COMPACT, _COMPACT_DAY_FIRST, _SECTION_INSIDE) for found in _matches(pattern, text)
    ]
    return [*numeric, *compact, *_matches(_MONTH, text)]


def _matches(pattern: re.Pattern[str], text: str) -> list[DateExpression]:
    found = []
    for match in pattern.finditer(text):
        groups = match.groupdict()
        day = int(groups["day"]) if "day" in groups else None
        moment = Moment(year=int(groups["year"]), month=int(groups["month"]), day=day)
        if _possible(moment):
            found.append(
                DateExpression(
                    start=match.start(),
                    end=match.end(),
                    surface=match[0].strip("/"),
                    kind="numeric",
                    readings=(moment,),
                )
            )
    return found


def _possible(moment: Moment) -> bool:
    return exists(moment) and (moment.year or 0) >= _FIRST_YEAR

"""Instants as metadata give them, 2024-11-04T22:00:09+03:00: read at once, since most pages give several."""

import re

from services.parser.dates.expression import DateExpression, Moment, exists

_ISO = re.compile(
    r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.[0-9]{1,9})?"
    r"(?:(Z)|([+-])(0[0-9]|1[0-3]):?([0-5][0-9]))"
)


def iso_date(text: str) -> DateExpression | None:
    """The instant that a text is, as `dates_in` reads it; None where it is anything else."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    shift = 0 if found[7] else int(found[9]) * 60 + int(found[10])
    moment = Moment(
        year=year,
        month=month,
        day=day,
        hour=hour,
        minute=minute,
        second=second,
        offset=-shift if found[8] == "-" else shift,
    )
    if day == 0 or not exists(moment):
        return None
    return DateExpression(start=0, end=len(text), surface=text, kind="numeric", readings=(moment,))

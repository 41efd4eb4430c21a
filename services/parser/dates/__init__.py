"""Dates: read_dates gives a page's days of publication and change, dates_in every date that a text writes."""

from services.parser.dates.choose import read_dates
from services.parser.dates.expression import DateExpression, Moment
from services.parser.dates.find import dates_in, dates_in_form
from services.parser.dates.line import is_date_line

__all__ = ["DateExpression", "Moment", "dates_in", "dates_in_form", "is_date_line", "read_dates"]

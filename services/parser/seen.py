"""What was seen in a page, as printed, before anything is made of it."""

from typing import Literal

from msgspec import Struct

Nature = Literal["article", "paywall", "script_shell", "video", "gallery", "listing"]
DateRole = Literal["published", "modified", "unknown"]


class DateSeen(Struct, frozen=True):
    """A text that may be a date, and where it stood.

    `where` is one of json_ld, meta:<name>, rule, time_element, marked_element, header_line, above_element and
    above_line (over the headline), after_element (after the text), body_line, footer_line.
    Nothing is interpreted: `text` is as printed (or the attribute's value), white space collapsed.
    """

    text: str
    where: str
    role: DateRole = "unknown"


class Extracted(Struct, frozen=True, kw_only=True):
    """What an extractor took out of one page; letters as printed, white space collapsed.

    `byline_lines` are short lines near the title and near the body's ends that may carry agency, author
    or place; `nature` names what the page is where it has no text of its own.
    """

    title: str | None = None
    subtitle: str | None = None
    kicker: str | None = None
    summary: str | None = None
    paragraphs: tuple[str, ...] = ()
    canonical_url: str | None = None
    declared_language: str | None = None
    authors: tuple[str, ...] = ()
    byline_lines: tuple[str, ...] = ()
    dates: tuple[DateSeen, ...] = ()
    nature: Nature = "article"

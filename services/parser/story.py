"""From an element's lines to the article's paragraphs: what is headline, date, furniture, and what is told."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from services.parser.caption import credits_a_picture
from services.parser.dateline import read_dateline
from services.parser.dates import dates_in
from services.parser.furniture import (
    begins_as_kicker,
    begins_without_subject,
    ends_the_story,
    is_counter,
    is_date_line,
    is_detour,
    is_furniture,
    may_date,
)
from services.parser.headline import squeezed
from services.parser.lines import Line

# Headline, kicker and subtitle stand among the first lines, over dates and counters.
_HEAD = 10
_LONGEST_HEADLINE = 200
_LABEL = 2
# Author, city or source beside a date, divided from it.
_LONGEST_DATED = 90
_WORDS_BESIDE = 5
_BESIDE = re.compile(r"[|•·:/]|\s[-–—]\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
# A line this long is running text (a sentence of Arabic news has 150 to 300 characters).
_RUNNING = 150
_SENTENCE = 80
_STOPS = (".", "؟", "!", "?", "…", "،", ":", "؛")
# Under a heading such as «comments» nothing of the story follows, unless that is more than this share of all.
_MOST_CUT = 0.5


class Story(Struct, frozen=True, kw_only=True):
    """What the lines of a page tell. `head_lines` and `dates` stood before the text, `inner_dates` inside it."""

    title: str | None
    kicker: str | None = None
    subtitle: str | None = None
    paragraphs: tuple[str, ...] = ()
    head_lines: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    inner_dates: tuple[str, ...] = ()


def read_story(lines: Sequence[Line], title: str | None) -> Story:
    """Divide the lines; `title` is what the page's markup says, None where the lines themselves must tell."""
    lines = _without_end(lines)
    if title is None and lines and lines[0].heading and _may_be_headline(lines[0]):
        title, lines = lines[0].text, lines[1:]
    begin = _begin_of_text(lines)
    head = [line for line in lines[:begin] if not line.is_mostly_links]
    dates = tuple(line.text for line in head if _is_dated(line.text))
    headlines = [line.text for line in head if _may_be_headline(line)]
    title, kicker, subtitle, rest = _headlines(headlines, title, followed_by_date=bool(dates))
    told = [line for line in lines[begin:] if not line.is_mostly_links or (line.item and len(line.text) > _RUNNING)]
    inner_dates = tuple(line.text for line in told if is_date_line(line.text))
    paragraphs = _without_captions([*rest, *(line.text for line in told if _is_told(line.text, title))])
    return Story(
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        paragraphs=paragraphs,
        head_lines=tuple(line.text for line in head),
        dates=dates,
        inner_dates=inner_dates,
    )


def _begin_of_text(lines: Sequence[Line]) -> int:
    """The index of the first line of running text after headlines, dates and counters."""
    begin = 0
    for index, line in enumerate(lines[:_HEAD]):
        if is_counter(line.text) or _is_dated(line.text) or is_furniture(line.text):
            begin = index + 1
        elif len(line.text) >= _RUNNING:
            break
    else:
        return begin
    if begin:
        return begin
    # No date and no counter: only short lines before the first long one, and few of them, can be headlines.
    return index if index <= 3 else 0


def _may_be_headline(line: Line) -> bool:
    text = line.text
    return len(text) <= _LONGEST_HEADLINE and not (is_counter(text) or _is_dated(text) or is_furniture(text))


def _is_dated(line: str) -> bool:
    """Whether a line before the text is a date, alone or with a name or two beside it: «محمد كامل | 04.11.2024»."""
    if is_date_line(line):
        return True
    if len(line) > _LONGEST_DATED or line.endswith(_STOPS) or not may_date(line) or not _BESIDE.search(line):
        return False
    rest = line
    found = dates_in(line)
    for each in reversed(found):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    return bool(found) and len(_WORD.findall(rest)) <= _WORDS_BESIDE and read_dateline(line) is None


def _headlines(
    lines: list[str], title: str | None, *, followed_by_date: bool
) -> tuple[str | None, str | None, str | None, list[str]]:
    """Title, kicker, subtitle, and the lines that are none of these and go to the text."""
    if title and followed_by_date and begins_without_subject(title):
        lines = [line for line in lines if not _same(line, title)]
        if lines and _is_title_like(lines[0]) and not begins_as_kicker(lines[0]):
            return lines[0], title, None, lines[1:]
    at = next((index for index, line in enumerate(lines) if title and _same(line, title)), None)
    if at is None and title is None and lines:
        at = _judged(lines)
        title = lines[at]
    if at is None:
        taken = (
            lines[:1] if lines and (followed_by_date or begins_as_kicker(lines[0])) and _is_title_like(lines[0]) else []
        )
        return title, None, next(iter(taken), None), lines[len(taken) :]
    kicker = lines[at - 1] if at else None
    after = lines[at + 1 :]
    after = [line for line in after if title is None or not _same(line, title)]
    subtitle = after[0] if after and _may_be_subtitle(after[0]) else None
    rest = after[1:] if subtitle else after
    return title, kicker, subtitle, [line for line in rest if not _is_label(line)]


def _judged(lines: list[str]) -> int:
    """Which of the first lines is the title where nothing marks it: the first that does not open as kickers do."""
    for index, line in enumerate(lines[:2]):
        if not begins_as_kicker(line):
            return index
    return 0


def _is_title_like(line: str) -> bool:
    return not line.endswith(_STOPS) and len(line) < _RUNNING


def _may_be_subtitle(line: str) -> bool:
    """A word or two are the section's name; «أ ش أ» credits an agency."""
    return _is_title_like(line) and len(line.split()) > _LABEL and read_dateline(line) is None


def _is_label(line: str) -> bool:
    """Whether a line before the text is a section's name: a word or two of letters alone."""
    return len(line.split()) <= _LABEL and all(letter.isalpha() or letter.isspace() for letter in line)


def _same(line: str, title: str) -> bool:
    one, other = squeezed(line), squeezed(title)
    return one == other or (len(one) > 20 and len(other) > 20 and (one.startswith(other) or other.startswith(one)))


def _is_told(text: str, title: str | None) -> bool:
    if is_furniture(text) or (title and len(text) < 2 * len(title) and squeezed(text) == squeezed(title)):
        return False
    return len(text) >= _RUNNING or not (is_counter(text) or is_date_line(text))


def _without_captions(texts: Sequence[str]) -> tuple[str, ...]:
    """Without what a picture is captioned with, in templates that mark no captions: a line of few words that credits
    an agency in brackets, or stands twice on end over the running text. What ends the text is its own credit."""
    begin = next((at for at, text in enumerate(texts) if len(text) >= _RUNNING), 0)
    doubled = {one for one, other in pairwise(texts[:begin]) if one == other}
    told = [text for text in texts[:-1] if text not in doubled and not (text[-1] in ")]." and credits_a_picture(text))]
    return (*told, *texts[-1:])


def _goes_on(lines: Sequence[Line]) -> bool:
    """Whether whole sentences follow, that lead nowhere else."""
    return any(len(line.text) >= _SENTENCE and line.text.endswith(_STOPS) and not line.linked for line in lines)


def _without_end(lines: Sequence[Line]) -> Sequence[Line]:
    total = sum(len(line.text) for line in lines)
    after = 0
    cut = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        after += len(lines[index].text)
        if after > _MOST_CUT * total:
            break
        if ends_the_story(lines[index].text) and not (is_detour(lines[index].text) and _goes_on(lines[index + 1 :])):
            cut = index
    return lines[:cut]

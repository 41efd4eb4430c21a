"""How many date strings are read right, beside dateparser and htmldate: python -m evaluation.dates FILE."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import msgspec
from msgspec import Struct

from services.parser.dates import read_dates
from services.parser.extract import extract
from services.parser.seen import DateSeen

Reader = Callable[["Row"], str | None]

_ADDRESS = "https://outlet.example/news/1"
# A page whose only date is the string: letters enough that no extractor takes it for a list.
_PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><title>عنوان الخبر الأول - الصحيفة</title></head><body>
<nav><a href="/">الرئيسية</a> <a href="/news">أخبار</a></nav>
<article><h1>عنوان الخبر الأول</h1><div class="meta"><span class="date">{date}</span></div>{text}</article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""
_TEXT = "<p>" + "تحدث الوزير في كلمته عن التعاون بين البلدين وعن سبل تطويره في المجالات كافة. " * 4 + "</p>"

_IN_SCOPE = ("absolute", "hijri")
_GRAINS = ("day", "minute", "second")
# Four figures, three groups of figures, or «ألف» and «ألفان» written out.
_YEAR = re.compile(r"\d{4}|\d+[-/]\d+[-/]\d+|(?<!\w)ألف")


class Row(Struct, frozen=True):
    """A date string with its value, as the set's README describes it."""

    src: str
    text: str
    value: str
    grain: str
    kind: str
    locale: str


class Wrong(Struct, frozen=True):
    """A row that was not read right; `read` is null where nothing was read."""

    row: Row
    read: str | None


def main() -> None:
    """Print a table of rates for each reader that is installed, and ours in full."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--list", action="store_true", help="show what we do not read right")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    rows = [row for row in read_rows(chosen.file) if row.kind in _IN_SCOPE and row.grain in _GRAINS]
    naming = [row for row in rows if names_its_year(row)]
    rates = {
        f"{name}, {label}": rates_of(reader, part)
        for name, reader in _readers()
        for label, part in (("as labelled", rows), ("that name their year", naming))
    }
    if chosen.json:
        print(json.dumps(rates, ensure_ascii=False))
        return
    for name, counted in rates.items():
        print(f"{name:40} {counted}")
    if chosen.list:
        for wrong in misread(ours, rows):
            print(f"{wrong.row.text} | {wrong.row.value} | {wrong.read} | {wrong.row.src}")


def read_rows(file: Path) -> list[Row]:
    """The rows of a file of date strings."""
    lines = file.read_text("utf-8").splitlines()
    return [msgspec.json.decode(line, type=Row) for line in lines if line.strip()]


def names_its_year(row: Row) -> bool:
    """Whether the string holds a year in figures or words; others mean a day only beside a reference time, though
    some are labelled absolute («سأعود غدا»)."""
    return bool(_YEAR.search(row.text))


def rates_of(reader: Reader, rows: list[Row]) -> dict[str, float | int]:
    """Shares of right, wrong (a value, but not that one) and null answers, in per cent."""
    answers = Counter(judge(row, reader(row)) for row in rows)
    shares = {name: round(100 * answers[name] / len(rows), 2) for name in ("right", "wrong", "null")}
    return {"rows": len(rows), **shares}


def misread(reader: Reader, rows: list[Row]) -> Iterator[Wrong]:
    """The rows that a reader does not read right."""
    for row in rows:
        read = reader(row)
        if judge(row, read) != "right":
            yield Wrong(row, read)


def judge(row: Row, read: str | None) -> str:
    """right, wrong or null: days must be equal; where the row is finer, so must hour and minute, if they are given."""
    if not read:
        return "null"
    clock = row.grain != "day" and len(read) > len("2024-11-04")
    length = len("2024-11-04T22:00") if clock else len("2024-11-04")
    return "right" if read[:length] == row.value[:length] else "wrong"


def ours(row: Row) -> str | None:
    """Our reading of the string as the line at a page's title."""
    return _published([DateSeen(row.text, "header_line")])


def ours_on_a_page(row: Row) -> str | None:
    """Our reading of a whole page whose only date is the string."""
    extracted = extract(_PAGE.format(date=row.text, text=_TEXT * 3), _ADDRESS, None)
    return _published(extracted.dates)


def _published(seen: Sequence[DateSeen]) -> str | None:
    published, _ = read_dates(
        seen,
        url=_ADDRESS,
        entry=None,
        fetched_at=datetime.now(UTC),
        time_zone=None,
        day_first=None,
        paragraphs=(),
    )
    return published.at if published else None


def _readers() -> Iterator[tuple[str, Reader]]:
    yield "masar", ours
    yield "masar on a page", ours_on_a_page
    for name, load in (("dateparser", _dateparser), ("htmldate", _htmldate)):
        try:
            yield name, load()
        except ImportError:
            print(f"{name}: not installed, left out")


def _dateparser() -> Reader:
    parse = import_module("dateparser").parse

    def read(row: Row) -> str | None:
        found: datetime | None = parse(row.text, languages=["ar"])
        return found.isoformat() if found else None

    return read


def _htmldate() -> Reader:
    find_date = import_module("htmldate").find_date

    def read(row: Row) -> str | None:
        page = _PAGE.format(date=row.text, text=_TEXT * 3)
        found: str | None = find_date(page, original_date=True)
        return found

    return read


if __name__ == "__main__":
    main()

"""How many date strings are read right, beside dateparser and htmldate: python -m evaluation.dates FILE [--list]."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from evaluation.reading.measured import Measured, Missing, measured
from evaluation.reading.report import Goal, Report, exit_code, show
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

_NAME = "date strings"
_IN_SCOPE = ("absolute", "hijri")
_GRAINS = ("day", "minute", "second")
# Of the peers each is given what it is made for: dateparser the string, htmldate the page.
_PEERS = ("dateparser", "htmldate")
# What is promised of strings that name their year, as the only date of a page, in per cent.
LEAST_RIGHT = 99.0
MOST_WRONG = 0.5
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
    """Print a table of rates for each reader that is installed; with --list also what ours does not read right."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--peers", type=Path, default=Path(".venv-peers/bin/python"), help="the peers' Python")
    options.add_argument("--list", action="store_true", help="show what we do not read right")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    report = report_dates(chosen.file, chosen.peers)
    show(report, chosen.json)
    if chosen.list:
        for wrong in misread(ours, rows_in_scope(chosen.file)):
            print(f"{wrong.row.text} | {wrong.row.value} | {wrong.read} | {wrong.row.src}")
    sys.exit(exit_code([report]))


def report_dates(file: Path, peers: Path) -> Report:
    """The rates of each reader, for all rows in scope and for those that name their year."""
    rows = rows_in_scope(file)
    if not rows:
        return Report(_NAME, [], [Goal("dates read right", "–", None)], [f"no rows in {file}"])
    table = [*_rated("masar, the string", ours, rows), *_rated("masar, a page", ours_on_a_page, rows)]
    notes = ["right, wrong (a value, but not that one) and null in per cent; some rows say a day but no year"]
    for name in _PEERS:
        try:
            with measured(name, peers) as peer:
                table += _rated(f"{name} {peer.version}", _reader(peer), rows)
        except Missing as missing:
            notes.append(f"left out: {missing}")
    promised = rates_of(ours_on_a_page, [row for row in rows if names_its_year(row)])
    right, wrong = promised["right"], promised["wrong"]
    goals = [
        Goal(f"at least {LEAST_RIGHT} % right as the only date of a page", f"{right} %", right >= LEAST_RIGHT),
        Goal(f"at most {MOST_WRONG} % wrong", f"{wrong} %", wrong <= MOST_WRONG),
    ]
    return Report(_NAME, table, goals, notes)


def rows_in_scope(file: Path) -> list[Row]:
    """The absolute and Hijri dates of day grain and finer; none where there is no such file."""
    rows = read_rows(file) if file.exists() else []
    return [row for row in rows if row.kind in _IN_SCOPE and row.grain in _GRAINS]


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


def _rated(name: str, reader: Reader, rows: list[Row]) -> Iterator[dict[str, object]]:
    naming = [row for row in rows if names_its_year(row)]
    for label, part in (("as labelled", rows), ("that name their year", naming)):
        yield {"reader": name, "rows are": label, **rates_of(reader, part)}


def _reader(peer: Measured) -> Reader:
    def read(row: Row) -> str | None:
        page = _PAGE.format(date=row.text, text=_TEXT * 3)
        return peer.ask({"text": row.text, "html": page, "url": _ADDRESS}).get("date")

    return read


if __name__ == "__main__":
    main()

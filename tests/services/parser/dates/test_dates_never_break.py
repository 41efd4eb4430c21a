"""Whatever a page holds, reading its dates and its byline ends, and gives dates that exist."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from services.parser.byline import read_byline
from services.parser.dates import dates_in, is_date_line, read_dates
from services.parser.dates.words import gregorian_months, hijri_months, phrases
from services.parser.seen import DateSeen, Extracted

_PIECES = st.sampled_from(
    [
        *gregorian_months(),
        *hijri_months(),
        *phrases().between_days,
        *phrases().current,
        "م",
        "هـ",
        "ص",
        ":",
        "/",
        "-",
        " ",
        "T",
        "كونا",
        "(",
        ")",
        "الرياض",
        "كتب",
        "يوم",
        "من",
        "\u200f",
        "ـ",
        "Z",
        "+03:00",
        "24:61",
        "00",
        "29",
        "2024",
        "1446",
        "٤",
        "۴",
        "²",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=60), st.lists(st.one_of(_PIECES, st.integers(0, 3000).map(str)), max_size=14).map("".join)
)
_PLACES = st.sampled_from(
    ["json_ld", "meta:date", "time_element", "header_line", "body_line", "footer_line", "elsewhere"]
)
_ROLES = st.sampled_from(["published", "modified", "unknown"])


@settings(max_examples=600)
@given(_TEXTS)
def test_expressions_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for found in dates_in(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.surface
        assert found.readings
        end = found.end
    is_date_line(text)


@settings(max_examples=400)
@given(st.lists(st.builds(DateSeen, _TEXTS, _PLACES, _ROLES), max_size=5), _TEXTS, _TEXTS)
def test_what_is_read_is_a_date_not_after_the_fetch(seen: list[DateSeen], path: str, paragraph: str) -> None:
    fetched = datetime(2024, 12, 20, tzinfo=UTC)
    for found in read_dates(
        seen,
        url=f"https://outlet.example/{path}",
        entry=None,
        fetched_at=fetched,
        time_zone="Asia/Kuwait",
        day_first=None,
        paragraphs=(paragraph,),
    ):
        if found is not None:
            at = datetime.fromisoformat(found.at if found.grain != "month" else f"{found.at}-01")
            assert 1900 <= at.year <= 2024
            assert 0 < found.confidence < 1


@settings(max_examples=400)
@given(st.lists(_TEXTS, max_size=3), st.lists(_TEXTS, max_size=3), st.lists(_TEXTS, max_size=2))
def test_a_byline_is_read_of_anything(paragraphs: list[str], lines: list[str], authors: list[str]) -> None:
    extracted = Extracted(paragraphs=tuple(paragraphs), byline_lines=tuple(lines), authors=tuple(authors))
    read = read_byline(extracted, None)
    printed = "\n".join((*paragraphs, *lines, *authors))
    assert read.surface is None or read.surface in printed

"""Lineage with no broker: lines of articles in, lines of stories out."""

import json

import pytest
from wire_copy import WIRE

from lineage.lines import trace_lines

DATE = {"at": "2022-10-18T23:00", "grain": "minute", "surface": "", "method": "", "confidence": 1}
LINES = [
    json.dumps({"page_id": page_id, "outlet": outlet, "agency": agency, "published": published, "body": WIRE})
    for page_id, outlet, agency, published in (
        ("b", "dar", "NAJM", "2022-10-18"),
        ("a", "sahil", None, None),
        ("c", "wakala", "NAJM", DATE),
    )
]


def test_every_article_gets_its_final_story_whatever_the_order() -> None:
    told = list(trace_lines(LINES))
    assert told == list(trace_lines(reversed([*LINES, "\n"])))
    read = [json.loads(line) for line in told]
    assert [line["page_id"] for line in read] == ["a", "b", "c"]
    assert {line["story"]["id"] for line in read} == {"c"}
    assert [line["story"]["role"] for line in read] == ["reprint", "reprint", "origin"]


def test_an_outlet_that_is_an_agency_is_known_by_the_outlets_list() -> None:
    dated_later = [line.replace("18T23:00", "19T20:00") for line in LINES]
    assert b'"origin_page_id":"b"' in next(trace_lines(dated_later))
    assert b'"origin_page_id":"c"' in next(trace_lines(dated_later, {"wakala": "NAJM"}))


@pytest.mark.parametrize("line", ["{", '{"page_id": "a"}', LINES[0].replace("2022-10-18", "someday")])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(trace_lines([LINES[1], line]))

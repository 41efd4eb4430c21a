"""Real Arabic pages: the anchors that readers marked are in the text, the neighbours are not."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.parser.decode import decode
from services.parser.extract import Extracted, extract
from services.parser.language import language_of

SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval" / "html"
GOLD = (
    [json.loads(line) for line in (SHARED / "gold.jsonl").read_text("utf-8").splitlines()]
    if (SHARED / "gold.jsonl").exists()
    else []
)


@pytest.fixture(params=GOLD or [None], ids=lambda row: row["id"] if row else "absent")
def row(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.param is None:
        pytest.skip("../shared/eval/html is not here")
    return request.param


@pytest.fixture
def story(row: dict[str, Any]) -> Extracted:
    return extract(decode((SHARED / row["html"]).read_bytes(), None).text, row["url"], None)


def test_the_text_holds_what_it_must_and_nothing_else(row: dict[str, Any], story: Extracted) -> None:
    anchors = row.get("anchors")
    if not anchors:
        pytest.skip("this page has no anchors")
    text = "\n".join(story.paragraphs)

    assert story.nature == "article"
    assert [anchor for anchor in (anchors["body_first"], anchors["body_last"]) if anchor not in text] == []
    assert [other for other in anchors["without"] if other in text] == []


def test_title_and_language_come_out_right(row: dict[str, Any], story: Extracted) -> None:
    assert language_of("\n".join(story.paragraphs), story.declared_language) == row["gold_lang"]
    if "gold_title" in row:
        assert story.title == row["gold_title"]

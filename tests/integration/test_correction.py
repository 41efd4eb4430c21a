"""A page that its outlet corrects comes into the index as a further revision, and no other page is fetched again."""

import json
from collections import Counter
from pathlib import Path

import pytest
from pipeline import empty, running
from pressed import open_test_press
from started import Brokers

from deploy.press.expected import expected_pages

pytestmark = pytest.mark.integration


def test_a_corrected_page_is_found_by_its_feed_and_becomes_a_further_revision(brokers: Brokers, tmp_path: Path) -> None:
    (corrected,) = [page for page in expected_pages() if page.has_corrected]
    empty(brokers)
    with (
        open_test_press(tmp_path / "press", correct_after=1.0) as outlets,
        running(brokers, outlets, tmp_path) as pipeline,
    ):

        def document() -> dict:
            found = [each for url, each in pipeline.documents().items() if url.endswith(corrected.path)]
            return found[0] if found else {}

        pipeline.until("the corrected page", lambda: corrected.has_corrected in document().get("body", ""))
        assert corrected.has_first not in document()["body"]
        assert document()["revision"] >= 2
        pipeline.until_done()
        asked = Counter(request["path"] for request in requests(tmp_path / "press"))
    pages = {page.path for page in expected_pages()}
    assert [path for path, times in asked.items() if path in pages and times > 1] == [corrected.path]


def requests(press: Path) -> list[dict]:
    lines = (press / "access.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]

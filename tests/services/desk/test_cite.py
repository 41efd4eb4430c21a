"""Citations that reference managers read, with the time of retrieval and a hash of the text."""

import json
from hashlib import sha256
from typing import Any

from services.desk.cite import cite

ARTICLE: dict[str, Any] = {
    "page_id": "9fa9f5a6c3b79b8ef5df5dde8ac7a8a1",
    "revision": 2,
    "url": "https://sahifa.example/17?a={b}",
    "outlet": "sahifa",
    "language": "ar",
    "title": "افتتاح {المؤتمر} & 100%\n\u202eختامه",
    "body": "نص",
    "byline": {"author": None, "agency": "KUNA"},
    "published": {"at": "2024-11-04T22:00+03:00", "grain": "minute"},
    "fetched_at": "2024-11-04T19:06:05Z",
}
HASH = sha256("نص".encode()).hexdigest()


def test_bibtex_is_escaped_and_tells_when_and_what_was_retrieved() -> None:
    text = cite("bib", ARTICLE, "صحيفة", "https://desk.example/ar/d/articles/9f")
    assert text.startswith("@article{sahifa-9fa9f5a6c3b7,")
    assert "title = {{افتتاح \\{المؤتمر\\} \\& 100\\% ختامه}}," in text
    assert "urldate = {2024-11-04}" in text
    assert HASH in text
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_ris_has_one_line_for_each_field_and_ends() -> None:
    lines = cite("ris", ARTICLE, "صحيفة", "https://desk.example/x").split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("TY  - NEWS", "ER  - ", "")
    assert "DA  - 2024/11/04" in lines
    assert any(line.startswith("N1  - ") and HASH in line for line in lines)


def test_csl_json_leaves_out_what_is_unknown() -> None:
    undated = {**ARTICLE, "published": None, "byline": {"author": None, "agency": None}}
    (entry,) = json.loads(cite("csl", undated, "صحيفة", "https://desk.example/x"))
    assert "issued" not in entry
    assert "author" not in entry
    assert entry["accessed"] == {"date-parts": [[2024, 11, 4]]}
    assert HASH in entry["note"]

"""A page's letters come out right, whatever its labels say; what is no text says why."""

import json
import random
from pathlib import Path

import pytest

from contracts.topics import PAGE_BODY_LIMIT
from services.parser.decode import Undecodable, decode

NEWS = (
    "أعلن وزير الخارجية في العاصمة دوشنبه، أمس، أن المؤتمر الدولي حول مكافحة الإرهاب سيعقد في الكويت؛ "
    "وقال إن «مرحلة الكويت» هي الأولى خارج طاجيكستان."
)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval"


def page(text: str, label: str | None = None) -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1256", "iso-8859-6", "iso-8859-1", "x-klingon"])
@pytest.mark.parametrize("written", ["windows-1256", "iso-8859-6", "utf-8"])
@pytest.mark.parametrize("place", ["header", "meta"])
def test_arabic_comes_out_right_under_any_label(written: str, declared: str | None, place: str) -> None:
    news = NEWS.replace("«", "").replace("»", "") if written == "iso-8859-6" else NEWS
    html = page(news, declared if place == "meta" else None)
    header = f"text/html; charset={declared}" if declared and place == "header" else "text/html"

    decoded = decode(html.encode(written), header)

    assert decoded.text == html
    assert decoded.charset == written
    assert decoded.damaged == 0


def test_says_what_settled_the_charset() -> None:
    assert decode(page(NEWS).encode("windows-1256"), "text/html; charset=Windows-1256").method == "header"
    assert decode(page(NEWS, "cp1256").encode("windows-1256"), None).method == "meta"
    assert decode(page(NEWS).encode("windows-1256"), None).method == "detected"
    assert decode(page(NEWS).encode("utf-8-sig"), "text/html; charset=windows-1256").method == "bom"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_marked_and_wide_encodings_leave_no_mark_behind(codec: str) -> None:
    assert decode(page(NEWS).encode(codec), None).text == page(NEWS)


def test_damaged_bytes_are_counted_and_stay_visible() -> None:
    body = page(NEWS).encode().replace("دوشنبه".encode(), "دوش".encode() + b"\xd9" + "به".encode())

    decoded = decode(body, "text/html; charset=utf-8")

    assert decoded.charset == "utf-8"
    assert decoded.damaged == 1
    assert "دوش\ufffdبه" in decoded.text


def test_persian_and_urdu_in_windows_1256_are_not_taken_for_something_else() -> None:
    persian = "رئيس جمهور در ديدار با همتاي خود گفت كه اين دو كشور بايد از راه هاي تازه با هم كار كنند"
    assert decode(page(persian).encode("windows-1256"), None).text == page(persian)


def test_pages_in_other_letters_keep_their_declared_charset() -> None:
    russian = page("Глава делегации заявил, что конференция прошла в Душанбе", "windows-1251")
    assert decode(russian.encode("windows-1251"), None).text == russian
    french = page("Le président a été reçu à Genève", "iso-8859-1")
    assert decode(french.encode("iso-8859-1"), None).text == french


def test_ascii_alone_needs_no_label() -> None:
    assert decode(b"<p>hello</p>", None).text == "<p>hello</p>"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty_page"),
        (b" \r\n\t", "text/html", "empty_page"),
        (b"\xef\xbb\xbf", "text/html", "empty_page"),
        (b"\0" * 5000, "text/html", "empty_page"),
        (b"%PDF-1.7 and so on", "text/html", "not_html"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "text/html", "not_html"),
        (bytes(range(256)) * 40, "text/html", "not_html"),
        (b"<p>hello</p>", "image/png", "not_html"),
        (b"a" * (PAGE_BODY_LIMIT + 1), "text/html", "too_large"),
    ],
)
def test_what_is_no_text_says_why(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(Undecodable) as refused:
        decode(body, content_type)
    assert refused.value.reason == reason


def test_a_few_odd_bytes_do_not_cost_the_page() -> None:
    assert decode(b"<p>A page in English with one \xe9 in it</p>", None).text.startswith("<p>A page in English")


def test_noise_has_no_charset() -> None:
    with pytest.raises(Undecodable, match="no charset") as refused:
        decode(bytes(random.Random(1).choices(range(128, 256), k=20_000)), "text/html")
    assert refused.value.reason == "unknown_charset"


def _gold() -> list[tuple[str, str]]:
    if not (SHARED / "charset_gold.jsonl").exists():
        return []
    rows = [json.loads(line) for line in (SHARED / "charset_gold.jsonl").read_text("utf-8").splitlines()]
    listed = [(row["file"], row["encoding"]) for row in rows if (SHARED / row["file"]).exists()]
    derived = [(str(file), "windows-1256") for file in sorted((SHARED / "charset_derived_1256").rglob("*.html"))]
    return listed + derived


def test_the_shared_charset_samples_are_all_read_right() -> None:
    gold = _gold()
    if not gold:
        pytest.skip("../shared/eval/charset_gold.jsonl is not here")
    wrong = []
    for file, encoding in gold:
        body = (SHARED / file).read_bytes()
        if decode(body, None).text != body.decode(encoding):
            wrong.append((file, encoding))
    assert wrong == []

"""Whatever a page is made of, reading it gives an answer: text or a named refusal."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.parser.decode import Undecodable, decode
from services.parser.extract import extract
from services.parser.language import language_of

TAGS = (
    "div",
    "p",
    "h1",
    "br",
    "table",
    "td",
    "li",
    "a",
    "span",
    "b",
    "pre",
    "article",
    "time",
    "script",
    "svg",
    "title",
)
WORDS = (
    "دوشنبه",
    "خبر",
    "4 نوفمبر 2024",
    "82",
    "•",
    "اقرأ أيضاً",
    "كونا -",
    "\u200f",
    "\ufffd",
    "&amp;",
    "&#x0;",
    "<",
    "]]>",
)
JSON_LD = (
    '<script type="application/ld+json">{"@type":["NewsArticle"],"author":',
    "[1,{}]",
    "null",
    '"x"',
    "}</script>",
    "{",
)

_pieces = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag} class='related date' datetime=2024-11-04>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(WORDS),
    st.sampled_from(JSON_LD),
    st.text(st.characters(exclude_categories=("Cc",)), max_size=30),
    st.just("نص طويل يكفي لأن يعد فقرة من فقرات الخبر الذي يقرأه الناس. " * 3),
)
_pages = st.lists(_pieces, max_size=60).map("".join)
_thorough = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@_thorough
@given(_pages)
def test_any_markup_is_read(page: str) -> None:
    story = extract(page, "https://example.org/1", None)

    assert all(line == " ".join(line.split()) and line for line in story.paragraphs)
    assert len(story.paragraphs) < 2 or story.paragraphs[0] != story.title
    assert language_of("\n".join(story.paragraphs), story.declared_language)


@_thorough
@given(
    st.one_of(st.binary(max_size=400), _pages.map(lambda page: page.encode("utf-8", "replace"))), st.text(max_size=40)
)
def test_any_bytes_are_decoded_or_refused_by_name(body: bytes, content_type: str) -> None:
    try:
        decoded = decode(body, content_type)
    except Undecodable:
        return
    assert decoded.damaged == decoded.text.count("\ufffd")


@_thorough
@given(
    _pages,
    st.sampled_from(["windows-1256", "iso-8859-6", "utf-8"]),
    st.sampled_from(["", "utf-8", "windows-1256", "x"]),
)
def test_pages_in_any_charset_are_read(page: str, written: str, label: str) -> None:
    body = ("<p>قال الوزير إن المؤتمر سيعقد في العاصمة بعد يومين من الآن</p>" + page).encode(written, "ignore")

    assert "قال الوزير إن المؤتمر سيعقد في العاصمة" in decode(body, f"text/html; charset={label}").text

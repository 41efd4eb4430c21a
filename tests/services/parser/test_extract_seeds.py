"""The five seeds come out right, however a page wraps them."""

import html
from collections.abc import Callable
from pathlib import Path

import pytest

from services.parser.extract import Extracted, extract

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

TITLES = {
    "000": "سفير طاجيكستان: تعاون وثيق مع الكويت لمكافحة الإرهاب",
    "001": "رئيس طاجيكستان: «مرحلة الكويت»... رافعة للجهود الجماعية في مكافحة التطرّف",
    "002": "ميرضيائيف يدعو إلى تعزيز التعاون الإقليمي لضمان السلام والأمن في جهود مكافحة الإرهاب",
    "003": "مؤتمر دولي في طاجيكستان يطالب بتعزيز التعاون لمكافحة الإرهاب",
    "004": "قطر في مقدمة الداعمين والمشاركين",
}
FURNITURE = (
    "news-picture",
    "أرشيفية",
    "مشاركة :",
    "82",
    "• 82",
    "5",
    "0",
    "• 5",
    "• 0",
    "9/5/2024",
    "• 9/5/2024",
    "00:00",
)


def _lines(dump: str) -> list[str]:
    return [line.strip() for line in dump.split("\n") if line.strip()]


def _escaped(lines: list[str]) -> list[str]:
    return [html.escape(line, quote=False) for line in lines]


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<li>{line[1:]}</li>" if line.startswith("•") else f"<p>{line}</p>\n" for line in _escaped(lines))


def bare_paragraphs(dump: str, title: str) -> str:
    return f"<html><body>{_paragraphs(_lines(dump))}</body></html>"


def titled_paragraphs(dump: str, title: str) -> str:
    return f"<html lang=ar dir=rtl><head><title>{title}</title></head><body>{_paragraphs(_lines(dump))}</body></html>"


def headed_article(dump: str, title: str) -> str:
    rest = [line for line in _lines(dump) if line != title]
    return (
        f"<html lang=ar><head><meta charset=utf-8><title>{title} | صحيفة المثال</title></head><body>"
        "<nav><ul><li><a href=/>الرئيسية</a><li><a href=/s>سياسة</a></ul></nav>"
        f"<main><article><h1>{title}</h1>{_paragraphs(rest)}</article></main>"
        "<aside><h3>الأكثر قراءة</h3><ul><li><a href=/1>خبر آخر عن الطقس في العاصمة اليوم</a></ul></aside>"
        "<footer>جميع الحقوق محفوظة 2026</footer></body></html>"
    )


def headed_article_that_repeats_its_title(dump: str, title: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{_paragraphs(_lines(dump))}</div></body>"
    )


def preformatted(dump: str, title: str) -> str:
    return f"<html><body><pre>{html.escape(dump, quote=False)}</pre></body></html>"


def titled_preformatted(dump: str, title: str) -> str:
    return f"<html><head><title>{title}</title></head><body><pre>{html.escape(dump, quote=False)}</pre></body></html>"


def line_breaks(dump: str, title: str) -> str:
    broken = "<br>".join(html.escape(dump, quote=False).split("\n"))
    return f"<html><head><title>{title}</title></head><body><div id=news>{broken}</div></body></html>"


def headed_line_breaks(dump: str, title: str) -> str:
    broken = "<br/>\n".join(html.escape(dump.replace(title, "", 1), quote=False).split("\n"))
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class=text>{broken}</div></body></html>"
    )


def first_line_as_headline(dump: str, title: str) -> str:
    first, *rest = _lines(dump)
    return (
        f"<html><head><title>{first}</title></head><body><h1>{first}</h1><div>{_paragraphs(rest)}</div></body></html>"
    )


def named_after_a_file(dump: str, title: str) -> str:
    return f"<html><head><title>001_4c8440480a339d68</title></head><body>{_paragraphs(_lines(dump))}</body></html>"


def text_in_one_element(dump: str, title: str) -> str:
    return f"<html><body><div>{html.escape(dump, quote=False)}</div></body></html>"


def no_markup_at_all(dump: str, title: str) -> str:
    return dump


def every_line_an_item(dump: str, title: str) -> str:
    items = "".join(f"<li>{line}</li>" for line in _escaped(_lines(dump)))
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><ul>{items}</ul></body></html>"


def one_block_each(dump: str, title: str) -> str:
    blocks = "".join(f"<div>{line}</div>" for line in _escaped(_lines(dump)))
    return f"<html><body><h1>{title}</h1><div class=content>{blocks}</div></body></html>"


WRAPPINGS = (
    bare_paragraphs,
    titled_paragraphs,
    headed_article,
    headed_article_that_repeats_its_title,
    preformatted,
    titled_preformatted,
    line_breaks,
    headed_line_breaks,
    one_block_each,
    first_line_as_headline,
    named_after_a_file,
    text_in_one_element,
    no_markup_at_all,
    every_line_an_item,
)


@pytest.fixture(params=WRAPPINGS, ids=lambda wrapping: wrapping.__name__)
def wrap(request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    wrapping: Callable[[str, str], str] = request.param
    return wrapping


def _dump(number: str) -> str:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("../shared/seeds is not here")
    return found[0].read_text("utf-8")


def _read(number: str, wrap: Callable[[str, str], str]) -> tuple[str, Extracted]:
    dump = _dump(number)
    return dump, extract(wrap(dump, TITLES[number]), "https://example.org/news/1", None)


@pytest.mark.parametrize("number", TITLES)
def test_title_text_and_nothing_else(number: str, wrap: Callable[[str, str], str]) -> None:
    dump, article = _read(number, wrap)

    assert article.nature == "article"
    assert article.title == TITLES[number]
    assert article.title not in article.paragraphs
    for line in FURNITURE:
        assert line not in article.paragraphs
    long_lines = [" ".join(line.split()) for line in _lines(dump) if len(line) > 150]
    assert [line for line in article.paragraphs if len(line) > 150] == long_lines


def test_the_dated_report_keeps_kicker_lists_and_headings_apart(wrap: Callable[[str, str], str]) -> None:
    _, article = _read("001", wrap)

    assert "أكد أنها عامل مُعزّز" in (article.kicker or article.subtitle or "")
    assert article.paragraphs[0].startswith("كونا - أكد رئيس طاجيكستان")
    assert "معطيات عن المؤتمر" in article.paragraphs
    assert sum("مؤتمر «مرحلة الكويت» يمثل المرحلة الرابعة" in line for line in article.paragraphs) == 1
    assert "4 نوفمبر 2024 10:00 م" not in article.paragraphs
    assert "4 نوفمبر 2024 10:00 م" in [date.text for date in article.dates]


def test_an_all_numeric_date_and_its_time_are_offered_as_dates(wrap: Callable[[str, str], str]) -> None:
    _, article = _read("002", wrap)

    texts = " ".join(date.text for date in article.dates)
    assert "9/5/2024" in texts
    assert "00:00" in texts
    assert len(article.paragraphs) == 1


def test_a_line_under_the_headline_is_the_subtitle(wrap: Callable[[str, str], str]) -> None:
    _, article = _read("000", wrap)

    assert article.subtitle == "خلال مشاركة الكويت في المؤتمر لمكافحة الإرهاب"
    assert article.paragraphs[0].startswith("أشـــاد عمـيــد السلــك")
    assert len(article.paragraphs) == 5

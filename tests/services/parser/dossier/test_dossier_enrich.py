"""Whatever an article holds, every inference points to printed text, and the same text gives the same answer."""

from collections.abc import Iterator

import pytest
from dossier_texts import DUSHANBE, enriched, reading
from hypothesis import given
from hypothesis import strategies as st
from seeds import SEEDS

from services.parser.dossier.enrich import Enrichment, Reading, enrich

PIECES = st.sampled_from(
    [
        "عملية دوشنبه لمكافحة الإرهاب وتمويله",
        "مرحلة الكويت",
        "وقال رئيس طاجيكستان إمام علي رحمان إن",
        "«التعاون الدولي»",
        "السفير د.زبيد الله زبيدف",
        "450 مشاركاً",
        "سبع وعشرين منظمة",
        "القرار 2462 (2019م)",
        "إعلان دوشنبه",
        "يومي 16 و17 مايو",
        "أشـــاد",
        "ﻓﺮﻳﻖ ﺍﻟﻌﻤﻞ",
        "،",
        ".",
        "\n",
        "\u00a0",
        "\u200f",
        "ولد محمد",
        "الدكتور ياسر العنزي",
        "منظمة شنغهاي للتعاون",
    ]
)


def _surfaces(found: Enrichment) -> Iterator[tuple[str, int, int, str]]:
    evidence = [*found.relevance.evidence, *(one for phase in found.phases for one in phase.evidence)]
    evidence += [one for claim in found.claims for one in claim.evidence]
    mentions = [one for actor in found.actors for one in actor.mentions]
    mentions += [one for document in found.documents for one in document.mentions]
    for one in (*evidence, *mentions, *found.quotes):
        yield one.field, one.start, one.end, one.surface


def _check(article: Reading) -> None:
    fields = {"title": article.title, "body": article.body}
    for field, start, end, surface in _surfaces(enrich(DUSHANBE, article, off_topic_too=True)):
        text = fields[field]
        assert surface
        assert text is not None
        assert text[start:end] == surface


@given(st.lists(PIECES, max_size=25), st.text(max_size=30))
def test_every_span_is_printed_text(pieces: list[str], other: str) -> None:
    _check(reading(" ".join(pieces) + other, other, title=" ".join(pieces[:4]) or None))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    _check(reading(text))


def test_an_empty_article_is_off_topic() -> None:
    assert enriched().relevance.level == "off_topic"


def test_off_topic_articles_are_read_only_where_that_is_asked_for() -> None:
    article = reading("وصل الرئيس فلاديمير بوتين إلى المطار.")

    assert enrich(DUSHANBE, article).actors == ()
    assert [actor.id for actor in enrich(DUSHANBE, article, off_topic_too=True).actors] == ["vladimir-putin"]


def test_the_same_article_gives_the_same_answer() -> None:
    article = reading("مرحلة الكويت من عملية دوشنبه لمكافحة الإرهاب، 92 دولة و33 وزيرا.", title="مؤتمر دوشنبه")

    assert enrich(DUSHANBE, article) == enrich(DUSHANBE, article)


@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds lie in ../shared, which is absent")
def test_every_span_in_the_seeds_is_printed_text() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        title, _, body = path.read_text(encoding="utf-8").partition("\n")
        _check(reading(*body.split("\n"), title=title))

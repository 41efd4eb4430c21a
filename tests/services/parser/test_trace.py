"""Tracing counts changes and keeps stories: the same come out of every replay and every order of crashes."""

from datetime import timedelta
from zlib import decompress

import msgspec

from contracts import codec
from contracts.article import Article, Byline, DateFound
from contracts.schemas import EXAMPLES
from services.parser.trace import Tracing

FIRST = msgspec.structs.replace(codec.decode((EXAMPLES / "Article.json").read_bytes(), Article), revision=0)

WIRE = (
    "اختتم المشاركون في المؤتمر الدولي أعمالهم مساء أمس بالدعوة إلى تبادل أوسع للمعلومات بين سلطات الجمارك وحرس الحدود "
    "وإلى إنشاء سجل مشترك للوثائق المزورة التي تضبط في المنافذ البرية.\n"
    "وطالبت وفود من ثلاث قارات بتمويل تدريب الضباط الشبان في المناطق الجبلية النائية وبتزويدهم بأجهزة كشف حديثة."
)


def changed(minutes=0, **fields):
    return msgspec.structs.replace(FIRST, fetched_at=FIRST.fetched_at + timedelta(minutes=minutes), **fields)


def follow(*articles, table=None):
    """Trace articles one after another, each remembered; the verdicts with the revisions sent."""
    tracing = Tracing({} if table is None else table, {})
    tracing.rebuild()
    verdicts = []
    for article in articles:
        traced = tracing.take(article)
        tracing.remember(traced.entries)
        verdicts.append((traced.name, [entry.article.revision for entry in traced.entries]))
    return verdicts


def copy_of_the_wire(page_id, outlet, day, agency=None):
    return msgspec.structs.replace(
        FIRST,
        page_id=page_id,
        outlet=outlet,
        body=WIRE,
        paragraphs=tuple(WIRE.split("\n")),
        byline=Byline(agency=agency),
        published=DateFound(at=day, grain="day", surface=day, method="test", confidence=1.0),
    )


def test_each_change_of_content_counts_one_revision():
    assert follow(FIRST, changed(10, title="عنوان آخر"), changed(20, title="ثالث")) == [
        ("traced", [1]),
        ("traced", [2]),
        ("traced", [3]),
    ]


def test_a_later_fetch_of_the_same_content_goes_no_further():
    assert follow(FIRST, changed(10)) == [("traced", [1]), ("unchanged", [])]


def test_a_rewound_topic_changes_nothing():
    second = changed(10, title="عنوان آخر")
    assert follow(FIRST, second, FIRST, second) == [
        ("traced", [1]),
        ("traced", [2]),
        ("superseded", []),
        ("unchanged", []),
    ]


def test_what_was_sent_and_not_remembered_is_sent_again_under_the_same_revision():
    table = {}
    follow(FIRST, table=table)
    second = changed(10, title="عنوان آخر")
    lost = Tracing(dict(table), {}).take(second)
    assert follow(second, table=table) == [("traced", [entry.article.revision for entry in lost.entries])]


def test_content_that_comes_back_is_a_change_too():
    assert follow(FIRST, changed(10, title="عنوان آخر"), changed(20))[-1] == ("traced", [3])


def test_another_parser_version_with_the_same_result_is_no_change():
    assert follow(FIRST, changed(parser_version="2"))[-1] == ("unchanged", [])


def test_a_page_that_left_the_dossier_is_told_of_and_one_that_never_was_in_it_is_not():
    gone = changed(10, relevance=msgspec.structs.replace(FIRST.relevance, level="off_topic"))
    assert follow(FIRST, gone) == [("traced", [1]), ("traced", [2])]
    assert follow(gone) == [("off_topic", [])]


def test_a_better_origin_that_arrives_late_sends_the_copy_again():
    copy = copy_of_the_wire("a" * 32, "daily", "2024-11-06")
    origin = copy_of_the_wire("b" * 32, "agency", "2024-11-05", agency="KUNA")
    table = {}
    assert follow(copy, origin, table=table) == [("traced", [1]), ("traced", [2, 1])]
    stories = {key: msgspec.json.decode(decompress(value))["article"]["story"] for key, value in table.items()}
    assert {story["origin_page_id"] for story in stories.values()} == {"b" * 32}
    assert len({story["id"] for story in stories.values()}) == 1


def test_stories_come_out_the_same_after_a_restart_in_between():
    articles = [
        copy_of_the_wire("a" * 32, "daily", "2024-11-06"),
        copy_of_the_wire("b" * 32, "agency", "2024-11-05", agency="KUNA"),
        FIRST,
    ]
    straight, broken = {}, {}
    follow(*articles, table=straight)
    for article in articles:
        follow(article, table=broken)
    assert broken == straight

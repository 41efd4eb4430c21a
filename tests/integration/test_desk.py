"""The reading room over a real Elasticsearch: what readers find, and what hostile pages and readers cannot do."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from desk_index import dossier_index
from desk_reader import Reader
from elasticsearch import Elasticsearch

from contracts import codec
from contracts.article import Article, Claim, Evidence, Story
from services.desk.asking import Desk
from services.desk.knowledge import read_knowledge
from services.desk.limit import Buckets
from services.desk.site import make_site

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
DUSHANBE = ROOT / "dossiers" / "dushanbe"
EXAMPLE = codec.decode((ROOT / "contracts" / "examples" / "Article.json").read_bytes(), Article)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
ATTACK = '<script>alert(1)</script>\u202e"><img src=x onerror=alert(2)> {{7*7}} =cmd()'


def story(page: str, role: str = "independent", origin: str | None = None, of: str | None = None) -> Story:
    return Story(id=of or page, role=role, origin_page_id=origin or page, reason="earliest publication", shared=0.9)


said = msgspec.structs.replace
# Two figures of one conference, which differ, and the neighbours of a state.
STATED = {
    number: (
        Claim(kind="participants", value=guests, unit="people", phase="kuwait-2024"),
        Claim(kind="states", value=92, unit="states", phase="kuwait-2024"),
        Claim(kind="states", value=6, unit="states"),
    )
    for number, guests in enumerate((450, 480))
}


def articles() -> Iterator[Article]:
    base = said(EXAMPLE, subtitle=None, summary=None, claims=(), byline=said(EXAMPLE.byline, agency=None))
    yield said(base, page_id="origin", outlet="kuna", title="افتتاح المؤتمر", story=story("origin", "origin"))
    for copy in ("copy-a", "copy-b"):
        yield said(
            base, page_id=copy, outlet="alqabas", title="المؤتمر", story=story(copy, "reprint", "origin", "origin")
        )
    evidence = Evidence(start=0, end=8, surface="<script>", term=ATTACK, field="body", weight=1.0)
    yield said(
        base,
        page_id="hostile",
        url="javascript:alert(3)",
        outlet=ATTACK,
        title=f"{ATTACK} حدود",
        body=f"{ATTACK}\nحدود",
        byline=said(base.byline, author=ATTACK),
        relevance=said(base.relevance, evidence=(evidence,)),
        published=None,
        story=story("hostile"),
    )
    yield said(
        base, page_id="gone", title="مباراة", body="كرة القدم", relevance=said(base.relevance, level="off_topic")
    )
    for number in range(1200):
        yield said(
            base,
            page_id=f"many-{number}",
            title="كثير",
            body=f"خبر {number}",
            story=story(f"many-{number}"),
            claims=STATED.get(number, ()),
        )


@pytest.fixture(scope="module")
def reader(elasticsearch_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with dossier_index(elasticsearch_address, tmp_path_factory.mktemp("dossiers")) as index:
        index.write(articles())
        versions = []
        # The third has a comma more and no other word.
        for revision, ministers in enumerate(("33", "40", "40،"), start=1):
            body = EXAMPLE.body.replace("33", ministers)
            versions.append(said(EXAMPLE, page_id="origin", body=body, revision=revision))
        index.write_versions(versions)
        yield Reader(index.site(lambda: NOW), f"http://desk.test/ar/{index.name}/")


def test_copies_are_folded_under_their_origin_and_unfolded_on_demand(reader: Reader) -> None:
    folded = reader.get("search", params={"q": "المؤتمر", "phase": "kuwait-2024", "outlet": ""}).text
    (first, *rest) = re.findall(r'<li class="hit">.*?</li>\n(?=<li class="hit">|</ol>)', folded, re.DOTALL)
    assert "articles/origin" in first
    assert "نسخ وروايات أخرى: 2" in first
    assert not [hit for hit in rest if "articles/copy" in hit.partition("<details")[0]]
    unfolded = reader.get("search", params={"q": "المؤتمر", "copies": "all"}).text
    assert unfolded.count('<h2><a href="') >= 3


def test_the_front_sets_figures_of_one_conference_side_by_side_and_no_others(reader: Reader) -> None:
    figures = (
        reader.get("", params={"phase": "kuwait-2024"}).text.partition('id="figures"')[2].partition("</section>")[0]
    )
    assert re.findall(r"claim=participants%3A(\d+)", figures) == ["450", "480"]
    assert "claim=states" not in figures


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("claim=states:6", 2),
        ("claim=states:6&phase=kuwait-2024", 0),
        ("claim=states:92&phase=kuwait-2024", 2),
        ("claim=participants:450&phase=kuwait-2024", 1),
    ],
)
def test_a_figure_is_asked_for_of_a_conference(reader: Reader, asked: str, found: int) -> None:
    assert len(set(re.findall(r"articles/many-\d+", reader.get(f"search?{asked}").text))) == found


def test_what_fits_is_marked_as_printed(reader: Reader) -> None:
    # The example prints the city with a tatweel that nobody types.
    page = reader.get("search", params={"q": "دوشانبه"}).text
    assert "<mark>دوشنبه</mark>" in page


def test_an_empty_result_says_which_word_is_to_blame_and_what_else_would_be_found(reader: Reader) -> None:
    page = reader.get("search", params={"q": "المؤتمر ظظظظ", "outlet": "kuna"}).text
    assert "لم يُعثر على شيء" in page
    assert re.search(r"<bdi>المؤتمر</bdi></a> <span class=\"count\">[1-9]", page)
    # What finds nothing leads nowhere.
    assert re.search(r"<li><bdi>ظظظظ</bdi> <span class=\"count\">0", page)


def test_a_likelier_spelling_is_given_as_it_is_printed_and_found_by_its_link(reader: Reader) -> None:
    page = reader.get("search", params={"q": "مؤتمز", "outlet": "kuna"}).text
    spelling, count = re.search(
        r'<a href="([^"]+)"><bdi>مؤتمر</bdi></a> <span class="count">([1-9]\d*)<', page
    ).groups()
    found = reader.get("http://desk.test" + spelling.replace("&amp;", "&")).text
    assert "outlet=kuna" in spelling
    assert f"عدد المواد: {count}" in found


@pytest.mark.parametrize(
    "path", ["articles/hostile", "search?q=حدود", "search?copies=all&sort=newest", "coverage", "actors", ""]
)
def test_nothing_of_a_hostile_page_is_run_or_turned_round(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "\u202e" not in answer.text
    assert 'href="javascript:' not in answer.text
    assert "{{7*7}}" in answer.text or "49" not in re.sub(r"\d+ *%|\d{3,}", "", answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "asked",
    [
        'q={"match_all":{}}',
        "q=title:x OR *:*",
        "q=" + "(" * 290,
        "outlet=kuna' OR '1'='1",
        "q=%E2%80%AE%00",
        "phase[]=x",
    ],
)
def test_a_question_is_words_and_never_a_query_language(reader: Reader, asked: str) -> None:
    answer = reader.get(f"search?{asked}")
    assert answer.status_code == 200
    assert "articles/gone" not in answer.text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("since=2024-13-01", "since=2024-13-01: not a day"),
        ("since=0001-01-01", "between 1970 and 2199"),
        ("since=2024-02-01&until=2024-01-01", "turn them round"),
        ("new=yesterday", "not a time, write it as"),
        ("new=2024-11-04T22:00:00", "not a time, write it as"),
        ("start=-1", "not a number from 0"),
        ("start=9999999999", "not a number from 0"),
        ("claim=participants", "write a kind and a figure"),
        ("claim=participants:nan", "write a kind and a figure"),
        ("q=" + "x" * 301, "301 characters are too many"),
    ],
)
def test_a_question_that_does_not_hold_is_refused_with_the_remedy(reader: Reader, asked: str, told: str) -> None:
    answer = reader.get(f"search?{asked}")
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("coverage?until=0001-01-01", 400),
        ("coverage?since=2020-01-01&until=2024-01-01", 400),
        ("coverage/kuna/today", 400),
        ("coverage/kuna/2024-W45-1", 200),
        ("coverage/nobody/2024-11-04", 200),
        ("stories/origin/sides", 400),
        ("stories/origin/sides?a=origin&b=origin", 400),
        ("stories/origin/sides?a=origin&b=none", 404),
        ("articles/origin/captures/0.warc", 404),
        ("articles/" + "x" * 3000, 404),
    ],
)
def test_odd_addresses_get_a_clear_answer(reader: Reader, path: str, status: int) -> None:
    assert reader.get(path).status_code == status


def test_exports_hold_every_article_once_however_many(reader: Reader) -> None:
    lines = reader.get("export.jsonl").text.splitlines()
    pages = [msgspec.json.decode(line)["page_id"] for line in lines]
    assert len(pages) == len(set(pages)) == 1204
    sheet = list(csv.DictReader(io.StringIO(reader.get("export.csv").content.decode("utf-8-sig"))))
    assert {row["page_id"] for row in sheet} == set(pages)
    assert reader.get("export.bib").text.count("@article{") == 1204
    narrowed = reader.get("export.jsonl", params={"outlet": "alqabas"}).text.splitlines()
    assert len(narrowed) == 2


def test_no_cell_of_a_sheet_is_a_formula(reader: Reader) -> None:
    sheet = csv.reader(io.StringIO(reader.get("export.csv").content.decode("utf-8-sig")))
    assert not [cell for row in sheet for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_feed_is_atom_and_leads_back_to_the_pages(reader: Reader) -> None:
    answer = reader.get("export.atom", params={"q": "المؤتمر"})
    feed = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.tag == f"{atom}feed"
    entries = feed.findall(f"{atom}entry")
    assert entries
    for entry in entries:
        assert entry.findtext(f"{atom}id")
        assert entry.findtext(f"{atom}updated")
        assert "/articles/" in entry.find(f"{atom}link").attrib["href"]
    assert ElementTree.fromstring(reader.get("export.atom").content) is not None


def test_a_long_feed_goes_on_page_after_page_and_ends(reader: Reader) -> None:
    atom, address, ids = "{http://www.w3.org/2005/Atom}", "export.atom?copies=all", []
    pages = 0
    while address:
        feed = ElementTree.fromstring(reader.get(address).content)
        ids += [entry.findtext(f"{atom}id") for entry in feed.findall(f"{atom}entry")]
        address = next((link.get("href") for link in feed.findall(f"{atom}link") if link.get("rel") == "next"), None)
        pages += 1
    assert (pages, len(ids), len(set(ids))) == (20, 1000, 1000)
    assert reader.get("export.atom?start=951").status_code == 400


def test_a_page_that_left_the_dossier_is_found_by_its_address_alone(reader: Reader) -> None:
    assert "articles/gone" not in reader.get("search", params={"q": "كرة"}).text
    assert "خارج الملف" in reader.get("articles/gone").text


def test_versions_are_told_word_by_word_and_the_first_whole(reader: Reader) -> None:
    page = reader.get("articles/origin/versions").text
    assert re.findall(r"<(del|ins)>([^<]*)<", page) == [("del", "33"), ("ins", "40")]
    assert "القراءة الأولى" in page
    assert "تُركت لأن كلمة لم تتغير فيها: 1" in page
    assert "لا يحفظ الفهرس نصاً سابقاً" in reader.get("articles/many-1/versions").text


def test_what_is_new_is_counted_from_the_last_visit(reader: Reader) -> None:
    first = reader.get("", headers={"cookie": ""})
    assert "في زيارتك المقبلة" in first.text
    before = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    later = reader.get("", headers={"cookie": f"masar-visit=.{before}"})
    assert "الجديد منذ زيارتك السابقة: 1,204" in later.text
    (link,) = re.findall(r'href="([^"]*search[^"]*new=[^"]*)"', later.text)
    assert "عدد المواد: 1,204" in reader.get("http://desk.test" + link.replace("&amp;", "&")).text
    assert "عدد المواد: 0" in reader.get("search", params={"new": "2030-01-01T00:00:00Z", "copies": "all"}).text


@pytest.mark.parametrize(
    "path", ["articles/none", "stories/none", "actors/none", "export.exe", "articles/origin/cite.doc"]
)
def test_what_is_not_there_is_said(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "لا توجد صفحة كهذه" in answer.text


def test_pages_only_read(reader: Reader) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert reader.request(method, "search").status_code == 405


def test_the_same_page_stands_in_the_other_language(reader: Reader) -> None:
    page = reader.get("search", params={"q": "المؤتمر"})
    there = re.search(r'rel="alternate" hreflang="en" href="([^"]+)"', page.text)
    assert there
    english = reader.get("http://desk.test" + there[1].replace("&amp;", "&"))
    assert '<html lang="en" dir="ltr">' in english.text
    assert "articles in about" in english.text


def test_with_elasticsearch_gone_it_says_so_and_asks_again() -> None:
    desk = Desk(Elasticsearch("http://127.0.0.1:9", max_retries=0), {"dushanbe": read_knowledge(DUSHANBE)})
    answer = Reader(make_site(desk, Buckets(100, 100))).get("/ar/dushanbe/search?q=x")
    assert answer.status_code == 503
    assert "الفهرس لا يجيب الآن" in answer.text
    assert answer.headers["retry-after"] == "10"
    assert '<meta http-equiv="refresh" content="10">' in answer.text


def test_who_asks_too_much_is_told_to_wait() -> None:
    desk = Desk(Elasticsearch("http://127.0.0.1:9", max_retries=0), {"dushanbe": read_knowledge(DUSHANBE)})
    reader = Reader(make_site(desk, Buckets(0.1, 2)))
    statuses = [reader.get("/ar/dushanbe/help").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert reader.get("/static/desk.css").status_code == 200

"""masar check-url and masar outlets check, as people and programs call them, over presses on loopback."""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pressed import open_test_press

from contracts.addresses import page_id
from contracts.outlet import read_outlets
from evaluation.small_press import Reply, SmallPress, article, rss, small_press

pytestmark = pytest.mark.integration

HOST, OTHER = "127.1.7.1", "127.1.7.2"
TEXT = "عقد في الكويت المؤتمر الرابع رفيع المستوى لعملية دوشنبه حول مكافحة الإرهاب وتمويله وأمن الحدود يوم الاثنين"


@pytest.fixture(scope="module")
def press_outlets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with open_test_press(tmp_path_factory.mktemp("press")) as outlets:
        yield outlets


def masar(outlets: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MASAR_OUTLETS": str(outlets), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "operations", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def checked(outlets: Path, *arguments: str) -> tuple[int, dict]:
    done = masar(outlets, "check-url", *arguments, "--json", "--allow-loopback")
    return done.returncode, json.loads(done.stdout)


def home(outlets: Path, name: str) -> str:
    return read_outlets(outlets)[name].home.rstrip("/")


def test_a_page_of_the_press_is_told_whole(press_outlets: Path) -> None:
    url = f"{home(press_outlets, 'sahil')}/local/2024/20417"
    status, told = checked(press_outlets, f"{url}?utm_source=x#top")
    assert status == 0
    assert (told["url"], told["page_id"], told["outlet"]) == (url, page_id(url), "sahil")
    assert told["hops"][0]["robots"]["allowed"]
    assert told["hops"][0]["status"] == 200
    assert told["charset"] == {"declared": "utf-8", "found": "utf-8", "by": "header", "damaged": 0}
    assert told["parsed"]["title"].startswith("الكويت")
    assert told["parsed"]["published"]["at"].startswith("2024-11-03")
    assert told["parsed"]["levels"] == {"dushanbe": told["parsed"]["outcome"]}


def test_people_see_the_same(press_outlets: Path) -> None:
    done = masar(press_outlets, "check-url", f"{home(press_outlets, 'sahil')}/local/2024/20417", "--allow-loopback")
    assert done.returncode == 0, done.stderr
    for word in ("robots", "allowed", "etag", "signature", "الكويت", "dushanbe"):
        assert word in done.stdout


def test_a_source_is_told_with_its_rules_its_headers_and_what_it_lists(press_outlets: Path) -> None:
    source = read_outlets(press_outlets)["sahil"].sources[0].url
    status, told = checked(press_outlets, source)
    assert (status, told["outcome"]) == (0, "works")
    assert told["source"]["robots"]["allowed"]
    assert dict(told["source"]["headers"])["etag"]
    assert told["source"]["examples"]
    people = masar(press_outlets, "check-url", source, "--allow-loopback").stdout
    assert told["source"]["examples"][0] in people
    assert "allowed" in people


def test_loopback_is_refused_unless_it_is_allowed(press_outlets: Path) -> None:
    done = masar(press_outlets, "check-url", f"{home(press_outlets, 'sahil')}/local/2024/20417", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["hops"][0]["status"] is None


def test_what_is_no_address_is_said_in_a_line(press_outlets: Path) -> None:
    done = masar(press_outlets, "check-url", "ftp://host.example/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, SmallPress]]:
    holder: list[SmallPress] = []

    def answer(host: str, path: str, headers: Mapping[str, str]) -> Reply:
        here = f"http://{host}:{holder[0].port}"
        html = {"Content-Type": "text/html; charset=windows-1256"}
        page = article("المؤتمر", *[TEXT] * 4).decode().replace("<meta charset=utf-8>", "").encode("windows-1256")
        return {
            "/robots.txt": Reply(b"User-agent: *\nDisallow: /shut/\nCrawl-delay: 0.2\n"),
            "/": Reply(b"<link rel=alternate type='application/rss+xml' href='/new.xml'>", headers=html),
            "/good.xml": Reply(rss([f"{here}/1", f"{here}/2"])),
            "/bare.xml": Reply(rss([])),
            "/page.xml": Reply(b"<html><title>x</title>"),
            "/shut/feed.xml": Reply(rss([f"{here}/1"])),
            "/wall.xml": Reply(status=403),
            "/old.xml": Reply(status=301, headers={"Location": "/good.xml"}),
            "/ill.xml": Reply(status=500),
            "/from": Reply(status=302, headers={"Location": "/to"}),
            "/to": Reply(page, headers={**html, "ETag": '"7"'}),
            "/far.xml": Reply(status=302, headers={"Location": f"http://{OTHER}:{holder[0].port}/good.xml"}),
            "/find?q=%D8%B9%D9%85%D9%84%D9%8A%D8%A9%20%D8%AF%D9%88%D8%B4%D9%86%D8%A8%D9%87": Reply(
                f"<a href='{here}/news/7'>x</a><a href='{here}/login'>y</a>".encode(), headers=html
            ),
            "/photo": Reply(b"\xff\xd8\xff", headers={"Content-Type": "image/jpeg"}),
        }.get(path, Reply(status=404))

    with small_press([HOST, OTHER], answer) as press:
        holder.append(press)
        here = f"http://{HOST}:{press.port}"
        names = ["good.xml", "bare.xml", "page.xml", "shut/feed.xml", "wall.xml", "old.xml", "ill.xml", "none.xml"]
        names.append("far.xml")
        sources = "".join(f'[[outlet.sources]]\nurl = "{here}/{name}"\nkind = "feed"\n' for name in names)
        sources += f'[[outlet.sources]]\nurl = "{here}/find?q={{query}}"\nkind = "search"\nlinks = "/news/"\n'
        sources += f'[[outlet.sources]]\nurl = "{here}/"\nkind = "home"\n'
        file = tmp_path_factory.mktemp("troubled") / "outlets.toml"
        head = 'id = "ill"\nname_ar = "س"\nname_en = "S"\ncountry = "KW"\nkind = "web"\npace = 0.05'
        alone = head.replace('"ill"', '"shut"') + '\nsources = []\nnote = "It refuses."'
        left_alone = f'[[outlet]]\n{alone}\nhome = "http://shut.test/"\n'
        file.write_text(f'[[outlet]]\n{head}\nhome = "{here}/"\n{sources}{left_alone}', encoding="utf-8")
        yield file, here, press


def test_redirects_are_told_hop_by_hop(troubled: tuple[Path, str, SmallPress]) -> None:
    outlets, here, _ = troubled
    status, told = checked(outlets, f"{here}/from")
    assert status == 0
    assert [(hop["url"], hop["status"], hop["outcome"]) for hop in told["hops"]] == [
        (f"{here}/from", 302, "redirected"),
        (f"{here}/to", 200, "fetched"),
    ]
    assert told["charset"]["found"] == "windows-1256"
    assert told["hops"][0]["robots"]["delay"] == 0.2
    assert told["hops"][0]["pace"] == 0.2


@pytest.mark.parametrize(
    ("path", "outcome"), [("shut/x", "refused_by_robots"), ("none", "not_found"), ("wall.html", "not_found")]
)
def test_where_there_is_no_page_the_status_says_so(
    troubled: tuple[Path, str, SmallPress], path: str, outcome: str
) -> None:
    outlets, here, _ = troubled
    status, told = checked(outlets, f"{here}/{path}")
    assert (status, told["outcome"], told["parsed"]) == (1, outcome, None)


def test_the_rule_that_refuses_is_named_and_nothing_is_asked(troubled: tuple[Path, str, SmallPress]) -> None:
    outlets, here, press = troubled
    _, told = checked(outlets, f"{here}/shut/page")
    assert told["hops"][0]["robots"]["rule"] == "disallow: /shut/"
    assert not press.asked(HOST, "/shut/page")


def test_what_is_no_html_shows_its_headers_all_the_same(troubled: tuple[Path, str, SmallPress]) -> None:
    outlets, here, _ = troubled
    status, told = checked(outlets, f"{here}/photo")
    assert (status, told["outcome"]) == (1, "not_html")
    assert ["content-type", "image/jpeg"] in told["hops"][0]["headers"]


def test_every_source_of_the_press_works(press_outlets: Path) -> None:
    done = masar(press_outlets, "outlets", "check", "--json", "--allow-loopback")
    rows = json.loads(done.stdout)
    assert done.returncode == 0, rows
    assert len(rows) == sum(len(outlet.sources) for outlet in read_outlets(press_outlets).values())
    assert {row["verdict"] for row in rows} == {"works"}
    assert all(row["entries"] for row in rows)


def test_each_trouble_has_its_verdict_and_its_remedy(troubled: tuple[Path, str, SmallPress]) -> None:
    outlets, here, press = troubled
    before = len(press.log)
    done = masar(outlets, "outlets", "check", "--json", "--allow-loopback")
    rows = {row["url"].removeprefix(f"{here}/"): row for row in json.loads(done.stdout)}
    assert done.returncode == 1
    assert {name: row["verdict"] for name, row in rows.items()} == {
        "good.xml": "works",
        "bare.xml": "empty",
        "page.xml": "not a feed",
        "shut/feed.xml": "refuses",
        "wall.xml": "refuses",
        "old.xml": "moved",
        "ill.xml": "unreachable",
        "none.xml": "missing",
        "far.xml": "moved",
        "find?q={query}": "works",
        "": "works",
        "http://shut.test/": "left alone",
    }
    far = f"http://{OTHER}:{press.port}/good.xml"
    assert (rows["far.xml"]["entries"], rows["far.xml"]["mend"]) == (2, f"declare {far}")
    assert press.asked(OTHER, "/robots.txt")
    assert rows["find?q={query}"]["entries"] == 1
    assert f"{here}/new.xml" in rows[""]["reason"]
    assert "nothing new" in rows["good.xml"]["mend"]
    assert rows["old.xml"]["mend"] == f"declare {here}/good.xml"
    assert f"{here}/new.xml" in rows["none.xml"]["mend"]
    assert rows["good.xml"]["newest"] == "2024-11-04T19:00:00Z"
    asked = sorted(line.start for line in press.log[before:] if line.host == HOST)
    assert all(later - earlier >= 0.05 for earlier, later in itertools.pairwise(asked))


def test_people_get_a_table_and_unknown_outlets_a_line(troubled: tuple[Path, str, SmallPress]) -> None:
    outlets, _, _ = troubled
    table = masar(outlets, "outlets", "check", "--outlet", "ill", "--allow-loopback")
    assert table.returncode == 1
    assert "11 sources, 8 to mend; outlets: 1, verified by a person: 0, left alone: 0" in table.stdout
    unknown = masar(outlets, "outlets", "check", "--outlet", "nobody")
    assert unknown.returncode == 2
    assert "nobody" in unknown.stderr


def test_hosts_that_nobody_declares_are_found_by_what_they_wrote(press_outlets: Path) -> None:
    def answer(host: str, path: str, headers: Mapping[str, str]) -> Reply:
        if "border" in path:
            return Reply(b"Please limit requests to one every 5 seconds.", status=429)
        known = home(press_outlets, "sahil")
        found = [
            {"url": f"{known}/local/2024/20417", "title": "x", "seendate": "20241104T190000Z"},
            {
                "url": "https://jadida.example/news/1",
                "title": "مؤتمر دوشنبه",
                "seendate": "20241104T190000Z",
                "domain": "jadida.example",
                "language": "Arabic",
                "sourcecountry": "Kuwait",
            },
        ]
        return Reply(json.dumps({"articles": found}).encode(), headers={"Content-Type": "application/json"})

    with small_press([OTHER], answer) as press:
        api = ["outlets", "find", "--api", f"http://{OTHER}:{press.port}/doc", "--pace", "0.2", "--allow-loopback"]
        done = masar(press_outlets, *api, "--json")
        entries = masar(press_outlets, *api, "--phrase", "Dushanbe process", "--toml")
        asked = sorted(line.start for line in press.log)
    (host,) = json.loads(done.stdout)
    assert (host["host"], host["country"], host["articles"]) == ("jadida.example", "KW", 1)
    assert host["example"] == "https://jadida.example/news/1"
    # One phrase was refused: what the others brought is told, and the status says that something is missing.
    assert (done.returncode, done.stderr.count("\n"), "429" in done.stderr) == (1, 1, True)
    assert entries.returncode == 0
    assert 'id = "jadida_example"' in entries.stdout
    assert len(asked) == 4
    assert all(later - earlier >= 0.2 for earlier, later in itertools.pairwise(asked[:3]))

import tomllib

from contracts.outlet import Outlet, Source
from operations.gdelt import SeenArticle
from operations.outlets_find import hosts_not_listed, stub

KNOWN = Outlet(
    id="known",
    name_ar="معروفة",
    name_en="Known",
    country="KW",
    kind="daily",
    home="https://www.known.test/",
    sources=(Source(url="https://feeds.test/known", kind="feed"),),
)


def _seen(url: str, country: str = "Kuwait", title: str = "عنوان", seen: str = "20241104T190000Z") -> SeenArticle:
    return SeenArticle(url=url, title=title, seendate=seen, sourcecountry=country)


def test_hosts_that_nobody_declares_come_with_their_articles_counted_once() -> None:
    found = {
        "a": [
            _seen("https://new.test/1"),
            _seen("http://www.new.test/2", seen="20241105T000000Z", title="الأحدث"),
            _seen("https://known.test/1"),
            _seen("https://arabic.known.test/1"),
            _seen("https://feeds.test/x"),
            _seen("mailto:x@new.test"),
        ],
        "b": [_seen("https://new.test/1?utm_source=x"), _seen("https://small.test/1", country="")],
    }
    new, small = hosts_not_listed(found, {"known": KNOWN})
    assert (new.host, new.country, new.articles, new.title, new.phrases) == ("new.test", "KW", 2, "الأحدث", ("a", "b"))
    assert (small.host, small.country, small.articles) == ("small.test", None, 1)


def test_an_entry_becomes_readable_when_a_person_has_filled_it_in() -> None:
    hostile = 'عنوان"\n[[outlet]]\nid = "evil"'
    (host,) = hosts_not_listed({"a": [_seen("https://new-paper.test/news/1", title=hostile)]}, {})
    text = stub(host)
    filled = text.replace("name_ar = # TODO", 'name_ar = "جديدة"').replace("name_en = # TODO", 'name_en = "New"')
    filled = filled.replace("kind = # TODO", 'kind = "web" #')
    (outlet,) = tomllib.loads(filled)["outlet"]
    assert (outlet["id"], outlet["country"], outlet["time_zone"]) == ("new_paper_test", "KW", "Asia/Kuwait")
    assert outlet["sources"] == [{"url": "https://new-paper.test/", "kind": "home"}]

"""Pages that name another as canonical, through the whole crawler: one article, and nothing lost where they err."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from crawl_fakes import NOON, FakePublisher, FakeTransport, visit
from msgspec.structs import replace

from contracts.addresses import page_id, site_of
from contracts.codec import encode
from contracts.outcome import Outcome
from contracts.outlet import Outlet, Source
from contracts.page import Page
from contracts.urls import Alias, UrlDiscovered, Visit
from services.crawler.ask import Asking
from services.crawler.canonical import Canonicals, alias_of
from services.crawler.crawler import Crawler
from services.crawler.partition import partition_of
from services.crawler.polling import Polling
from services.crawler.settings import CrawlerSettings
from services.crawler.signature import read_page
from services.crawler.territory import MOST_WRONG
from services.crawler.visiting import Visiting

HOME = "http://paper.test"
OTHER = "http://house.test"
SETTINGS = CrawlerSettings(revisit_first=1_000.0, retry_first=1_000.0)
WHOLE = f"{HOME}/news/17"
LINK = f'<head><link rel="canonical" href="{WHOLE}">'.encode()


def _page(canonical: str | None, title: str = "خبر", word: str = "المقال", more: str = "") -> object:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    lines = "".join(f"<p>السطر رقم {number} من نص {word} الذي يقرأه الناس في الصحيفة</p>" for number in range(5))
    html = f"<html><head><title>{title}</title>{link}</head><body><h1>{title}</h1>{lines}{more}</body></html>"
    return (200, {"Content-Type": "text/html"}, [html.encode()])


class _Press:
    """Crawlers that own all partitions, with a masar.urls that brings every record to its owner."""

    def __init__(
        self,
        answers: dict[str, object],
        known: tuple[Visit, ...] = (),
        fails: Callable[[object], None] = lambda _: None,
    ) -> None:
        outlets = {"paper": _outlet("paper", HOME), "house": _outlet("house", OTHER)}
        self.network = FakeTransport(answers)
        self.kafka = FakePublisher(fails)
        asking = Asking(self.network, SETTINGS)
        self.crawler = Crawler(
            outlets,
            Visiting(asking, self.kafka, SETTINGS, None, Canonicals({"paper": _outlet("paper", HOME, OTHER)})),
            Polling(asking, self.kafka, SETTINGS),
            self.kafka,
            lambda partitions, keep, wanted: [keep(_partition(each.url), each) for each in known],
            SETTINGS,
        )

    def run(self, *urls: str) -> "_Press":
        """Discover the addresses one after the other, and work until nothing more is due."""

        async def work() -> None:
            self.crawler.assign(range(FakePublisher.partitions))
            for url in urls:
                await self._hand_in(
                    UrlDiscovered(
                        page_id=page_id(url), url=url, outlet="paper", discovered_by="feed", discovered_at=NOON
                    )
                )
                await self._settle()
            await self.crawler.release(range(FakePublisher.partitions), grace=1.0)

        asyncio.run(work())
        return self

    async def _settle(self) -> None:
        quiet = handed = 0
        while quiet < 20:
            told = self.kafka.of(UrlDiscovered)
            quiet = quiet + 1 if len(told) == handed and not self._due() else 0
            for url in told[handed:]:
                await self._hand_in(url)
            handed = len(told)
            await asyncio.sleep(0.01)
        self.kafka.sent = [each for each in self.kafka.sent if not isinstance(each, UrlDiscovered)]

    def name(self, article: str, alias: Alias) -> None:
        """Have an alias wait for an article from now on, whatever is being done with the article."""
        territory = self.crawler._loading[_partition(article)].result()
        territory.memory.put(replace(territory.memory.get(page_id(article)), aliases=(alias,)))

    def _due(self) -> int:
        loaded = [task for task in self.crawler._loading.values() if task.done()]
        return sum(task.result().due() for task in loaded)

    async def _hand_in(self, url: UrlDiscovered) -> None:
        place = _partition(url.url)
        record = SimpleNamespace(topic="masar.urls", partition=place, offset=1, key=b"k", value=encode(url), headers=[])
        await self.crawler.receive({place: [record]})

    def pages(self) -> list[str]:
        return [page.url for page in self.kafka.of(Page)]

    def asked(self, url: str) -> int:
        return self.network.asked.count(url)

    def ends(self) -> dict[str, str]:
        """The last fetch outcome of each address."""
        return {told.url: told.name for told in self.kafka.of(Outcome) if told.step == "fetch"}


def _outlet(name: str, *homes: str) -> Outlet:
    sources = tuple(Source(url=f"{home}/rss", kind="feed", every=1e6) for home in homes[1:])
    return Outlet(
        id=name, name_ar="س", name_en="S", country="KW", kind="web", home=f"{homes[0]}/", sources=sources, pace=0.0
    )


def _partition(url: str) -> int:
    return partition_of(site_of(url), FakePublisher.partitions)


def test_an_article_under_three_addresses_is_one_page() -> None:
    aliases = [f"{HOME}/?p=17", f"{HOME}/mobile/17", f"{HOME}/print/17"]
    answers = {url: _page(WHOLE, more="<p>أعدت هذه الصفحة للهواتف ولمن يريد أن يطبعها</p>") for url in aliases}
    press = _Press({**answers, WHOLE: _page(WHOLE)}).run(*aliases, WHOLE)
    assert press.pages() == [WHOLE]
    assert [press.ends()[url] for url in aliases] == ["canonical"] * 3
    assert [press.asked(url) for url in aliases] == [1, 1, 1]


def test_an_alias_of_the_same_text_costs_no_second_look_at_the_article() -> None:
    press = _Press({WHOLE: _page(WHOLE), f"{HOME}/?p=17": _page(WHOLE)}).run(WHOLE, f"{HOME}/?p=17")
    assert (press.pages(), press.asked(WHOLE)) == ([WHOLE], 1)


def test_the_canonical_address_may_have_another_owner() -> None:
    assert _partition(HOME) != _partition(OTHER)
    press = _Press({f"{HOME}/17": _page(f"{OTHER}/a/17"), f"{OTHER}/a/17": _page(None)}).run(f"{HOME}/17")
    assert press.pages() == [f"{OTHER}/a/17"]
    assert press.ends()[f"{HOME}/17"] == "canonical"


def test_the_same_wrong_link_on_many_pages_loses_none_and_is_soon_ignored() -> None:
    urls = [f"{HOME}/news/{number}" for number in range(1, 8)]
    pages = {url: _page(WHOLE, title="الصحيفة", word=f"الخبر {url[-1]}") for url in urls}
    press = _Press({**pages, WHOLE: _page(WHOLE, title="الصحيفة")}).run(*urls)
    assert sorted(press.pages()) == sorted([*urls, WHOLE])
    assert {press.ends()[url] for url in urls} == {"fetched"}
    assert [press.asked(url) for url in urls] == [2] * MOST_WRONG + [1] * (len(urls) - MOST_WRONG)


def test_a_canonical_address_that_is_not_there_loses_nothing() -> None:
    press = _Press({f"{HOME}/1": _page(WHOLE), f"{HOME}/2": _page(f"{HOME}/moved"), WHOLE: (404, {}, [])})
    press.network.answers[f"{HOME}/moved"] = (302, {"Location": f"{HOME}/2"}, [])
    press.run(f"{HOME}/1", f"{HOME}/2")
    assert sorted(press.pages()) == [f"{HOME}/1", f"{HOME}/2"]
    assert (press.ends()[WHOLE], press.ends()[f"{HOME}/moved"]) == ("not_found", "redirected")


def test_a_canonical_address_that_redirects_takes_its_aliases_along() -> None:
    answers = {f"{HOME}/1": _page(f"{HOME}/old"), f"{HOME}/old": (301, {"Location": WHOLE}, []), WHOLE: _page(None)}
    press = _Press(answers).run(f"{HOME}/1")
    assert press.pages() == [WHOLE]
    assert press.ends() == {f"{HOME}/1": "canonical", f"{HOME}/old": "redirected", WHOLE: "fetched"}


def test_two_pages_that_name_each_other_are_not_lost() -> None:
    one, two = f"{HOME}/one", f"{HOME}/two"
    press = _Press({one: _page(two), two: _page(one)}).run(one, two)
    assert press.pages() == [two]
    apart = _Press({one: _page(two), two: _page(one, word="خبر آخر")}).run(one, two)
    assert sorted(apart.pages()) == [one, two]


@pytest.mark.parametrize(("word", "pages"), [("المقال", [WHOLE]), ("خبر آخر", [WHOLE, f"{HOME}/1"])])
def test_an_alias_that_comes_while_its_article_is_told_of_gets_its_answer(word: str, pages: list[str]) -> None:
    led = visit(f"{HOME}/1", visited_at=NOON, outcome="canonical", canonical=WHOLE)
    page = _page(WHOLE, word=word, more="<p>أعدت هذه الصفحة للهواتف ولمن يريد أن يطبعها</p>")
    alias = alias_of(led, read_page(page[2][0]))

    def meanwhile(message: object) -> None:
        if isinstance(message, Page) and message.url == WHOLE:
            press.name(WHOLE, alias)

    press = _Press({led.url: page, WHOLE: _page(None)}, known=(led,), fails=meanwhile)
    press.run(WHOLE)
    assert (press.pages(), press.asked(WHOLE), press.asked(led.url)) == (pages, 1, len(pages) - 1)


def test_a_visit_that_ends_while_a_record_is_taken_in_has_the_last_word() -> None:
    page = _page(None)
    ours = visit(WHOLE, next_visit=NOON.replace(year=2900))
    fetched = replace(ours, content_at=NOON, signature=read_page(page[2][0]).signature, outcome="fetched")

    def meanwhile(message: object) -> None:
        if isinstance(message, Visit) and message.url == WHOLE and message.aliases:
            press.crawler._loading[_partition(WHOLE)].result().memory.put(fetched)

    press = _Press({f"{HOME}/1": (*page[:2], [page[2][0].replace(b"<head>", LINK)])}, known=(ours,), fails=meanwhile)
    press.run(f"{HOME}/1")
    assert [each for each in press.kafka.of(Visit) if each.url == WHOLE][-1] == fetched
    assert press.asked(WHOLE) == 0


def test_a_page_that_was_fetched_before_it_named_another_stays() -> None:
    known = visit(f"{HOME}/1", visited_at=NOON, content_at=NOON, next_visit=NOON, signature="x", outcome="fetched")
    press = _Press({f"{HOME}/1": _page(WHOLE)}, known=(known,)).run(f"{HOME}/1")
    assert press.pages() == [f"{HOME}/1"]


def test_a_visit_told_from_an_archive_is_taken_over_once() -> None:
    told = visit(f"{HOME}/1", visited_at=NOON, content_at=NOON, signature="x", outcome="fetched", visits=1)
    message = UrlDiscovered(
        page_id=told.page_id, url=told.url, outlet="paper", discovered_by="warc:x", discovered_at=NOON, known=told
    )
    press = _Press({f"{HOME}/1": _page(None)})

    async def work() -> None:
        press.crawler.assign(range(FakePublisher.partitions))
        await press._hand_in(message)
        await press._hand_in(message)
        await press._hand_in(
            UrlDiscovered(page_id=told.page_id, url=told.url, outlet="paper", discovered_by="feed", discovered_at=NOON)
        )
        await press._settle()
        await press.crawler.release(range(FakePublisher.partitions), grace=1.0)

    asyncio.run(work())
    assert press.network.asked == []
    assert press.kafka.of(Visit) == [told]

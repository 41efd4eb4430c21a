"""From a record of masar.urls to pages and memory, over a fake network and a fake Kafka."""

import asyncio
from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from crawl_fakes import NOON, FakePublisher, FakeTransport, visit
from prometheus_client import REGISTRY

from contracts.addresses import host_of, page_id
from contracts.codec import encode
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.outlet import Outlet, Source
from contracts.page import Page
from contracts.urls import UrlDiscovered, Visit
from services.crawler.ask import Asking
from services.crawler.crawler import Crawler
from services.crawler.partition import partition_of
from services.crawler.polling import Polling
from services.crawler.settings import CrawlerSettings
from services.crawler.visiting import Visiting

HOME = "http://paper.test"
HTML = {"Content-Type": "text/html"}
TEXT = "<p>فقرة طويلة بما يكفي لتكون من نص المقال لا من هوامشه</p>".encode()
FEED = '<rss version="2.0"><channel><title>س</title><item><link>{}</link></item></channel></rss>'
PARTITION = partition_of("paper.test", FakePublisher.partitions)
SETTINGS = CrawlerSettings(revisit_first=1_000.0, retry_first=1_000.0, breaker_after=3)


class _Trial:
    """A crawler among fakes that owns the partition of paper.test."""

    def __init__(
        self, answers: dict[str, object], sources: tuple[Source, ...] = (), known: Iterable[Visit] = ()
    ) -> None:
        outlet = Outlet(
            id="paper", name_ar="صحيفة", name_en="Paper", country="KW", kind="web", home=HOME, sources=sources, pace=0.0
        )
        self.network = FakeTransport({f"{HOME}/robots.txt": (404, {}, []), **answers})
        self.kafka = FakePublisher()
        asking = Asking(self.network, SETTINGS)
        self.crawler = Crawler(
            {"paper": outlet},
            Visiting(asking, self.kafka, SETTINGS),
            Polling(asking, self.kafka, SETTINGS),
            self.kafka,
            lambda partitions, keep, wanted: [keep(PARTITION, each) for each in known],
            SETTINGS,
        )

    def run(self, *batches: list[object], settle: float = 0.2) -> "_Trial":
        """Hand in batches of records, one after the other, each followed by some time to work."""

        async def work() -> None:
            self.crawler.assign([PARTITION])
            for batch in batches or [[]]:
                await self.crawler.receive({PARTITION: batch})
                await asyncio.sleep(settle)
            self.crawler.measure()
            self.refusing = REGISTRY.get_sample_value("masar_crawler_hosts_refusing", {"outlet": "paper"})
            await self.crawler.release([PARTITION], grace=1.0)

        asyncio.run(work())
        return self

    def outcomes(self) -> list[tuple[str, str]]:
        return [(told.step, told.name) for told in self.kafka.of(Outcome)]

    def last_visit(self, url: str) -> Visit:
        return [each for each in self.kafka.of(Visit) if each.url == url][-1]


def _record(url: str, **more: object) -> object:
    told = UrlDiscovered(
        page_id=page_id(url), url=url, outlet="paper", discovered_by="feed", discovered_at=NOON, **more
    )
    return _raw(encode(told))


def _raw(value: bytes | None) -> object:
    return SimpleNamespace(topic="masar.urls", partition=PARTITION, offset=7, key=b"k", value=value, headers=[])


def test_an_address_becomes_a_page_an_outcome_and_a_memory_in_this_order() -> None:
    trial = _Trial({f"{HOME}/1": (200, HTML, [TEXT])}).run([_record(f"{HOME}/1")])
    assert [type(message) for message in trial.kafka.sent] == [Outcome, Visit, Page, Outcome, Visit]
    assert trial.outcomes() == [("discover", "discovered"), ("fetch", "fetched")]
    assert trial.kafka.of(Page)[0].body == TEXT
    assert trial.last_visit(f"{HOME}/1").content_at is not None


def test_the_same_address_again_is_no_news() -> None:
    twins = [_record(f"{HOME}/1"), _record(f"{HOME}/1"), _record("https://paper.test/1/")]
    trial = _Trial({f"{HOME}/1": (200, HTML, [TEXT])}).run(twins[:2], twins)
    assert trial.network.asked.count(f"{HOME}/1") == 1
    assert trial.outcomes() == [("discover", "discovered"), ("fetch", "fetched")]


def test_an_announced_change_makes_a_page_due_with_its_validators() -> None:
    known = visit(f"{HOME}/1", visited_at=NOON, content_at=NOON, signature="x", etag='"1"', outcome="fetched")
    trial = _Trial({f"{HOME}/1": (304, {}, [])}, known=[known])
    trial.run([_record(f"{HOME}/1", announced_at=NOON.replace(hour=13))])
    assert trial.network.requests[-1].headers["if-none-match"] == '"1"'
    assert trial.outcomes() == [("fetch", "unchanged")]
    assert trial.kafka.of(Outcome)[0].visit == NOON


def test_an_old_or_impossible_announcement_changes_nothing() -> None:
    known = visit(f"{HOME}/1", visited_at=NOON, content_at=NOON, outcome="fetched")
    trial = _Trial({}, known=[known])
    trial.run([_record(f"{HOME}/1", announced_at=NOON), _record(f"{HOME}/1", announced_at=NOON.replace(year=2900))])
    assert trial.kafka.sent == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"no json", "message_not_readable"),
        (None, "message_not_readable"),
        (b'{"version":1,"url":"http://paper.test/1"}', "message_not_readable"),
        (b'{"version":99}', "message_too_new"),
        (b'{"version":1,"url":"' + b"x" * 200_000, "message_not_readable"),
        (
            b'{"version":1,"page_id":"xyz","url":"http://paper.test/1","outlet":"o","discovered_by":"",'
            b'"discovered_at":"2026-03-01T12:00:00Z"}',
            "message_not_readable",
        ),
    ],
)
def test_a_record_that_is_no_message_is_set_aside_and_the_next_one_goes_on(value: bytes | None, reason: str) -> None:
    trial = _Trial({f"{HOME}/1": (200, HTML, [TEXT])}).run([_raw(value), _record(f"{HOME}/1")])
    (letter,) = trial.kafka.of(DeadLetter)
    assert (letter.reason, letter.value, letter.key, letter.offset) == (reason, value, b"k", 7)
    assert ("fetch", "fetched") in trial.outcomes()


def test_a_record_for_another_crawlers_host_is_not_worked_on() -> None:
    trial = _Trial({}).run([_record("http://elsewhere.test/1")])
    assert host_of("http://elsewhere.test/1") in trial.kafka.of(DeadLetter)[0].error
    assert trial.network.asked == []


def test_robots_are_asked_first_and_obeyed() -> None:
    rules = (200, {}, [b"User-agent: *\nDisallow: /closed/"])
    trial = _Trial({f"{HOME}/robots.txt": rules, f"{HOME}/1": (200, HTML, [TEXT])})
    trial.run([_record(f"{HOME}/closed/1"), _record(f"{HOME}/1")])
    assert trial.network.asked == [f"{HOME}/robots.txt", f"{HOME}/1"]
    assert ("fetch", "refused_by_robots") in trial.outcomes()


def test_without_robots_txt_for_now_nothing_is_asked_for() -> None:
    trial = _Trial({f"{HOME}/robots.txt": (503, {}, [])}).run([_record(f"{HOME}/1")])
    assert trial.network.asked == [f"{HOME}/robots.txt"]
    assert trial.outcomes()[-1] == ("fetch", "retrying")


def test_a_redirect_to_the_same_page_is_followed_and_any_other_is_handed_on() -> None:
    answers = {
        f"{HOME}/1": (301, {"Location": "/1/"}, []),
        f"{HOME}/1/": (200, HTML, [TEXT]),
        f"{HOME}/2": (302, {"Location": f"{HOME}/3"}, []),
        f"{HOME}/4": (302, {"Location": "http://10.0.0.1/5"}, []),
    }
    trial = _Trial(answers).run([_record(f"{HOME}/{number}") for number in (1, 2, 4)])
    assert trial.kafka.of(Page)[0].final_url == f"{HOME}/1/"
    assert sorted((url.url, url.hops) for url in trial.kafka.of(UrlDiscovered)) == [
        ("http://10.0.0.1/5", 1),
        (f"{HOME}/3", 1),
    ]
    assert not {f"{HOME}/3", "http://10.0.0.1/5"} & set(trial.network.asked)


def test_a_redirect_to_the_twin_host_is_followed_under_its_own_rules() -> None:
    www = "https://www.paper.test"
    answers = {
        f"{HOME}/1": (301, {"Location": f"{www}/1"}, []),
        f"{HOME}/2": (301, {"Location": f"{www}/2"}, []),
        f"{www}/robots.txt": (200, {}, [b"User-agent: *\nDisallow: /2"]),
        f"{www}/1": (200, HTML, [TEXT]),
    }
    trial = _Trial(answers).run([_record(f"{HOME}/1"), _record(f"{HOME}/2")])
    assert [page.final_url for page in trial.kafka.of(Page)] == [f"{www}/1"]
    assert f"{www}/2" not in trial.network.asked
    assert trial.outcomes().count(("fetch", "fetched")) == 1


def test_twins_on_two_hosts_are_fetched_once() -> None:
    answers = {f"{HOME}/1": (200, HTML, [TEXT]), "http://www.paper.test/1": (200, HTML, [TEXT])}
    trial = _Trial(answers).run([_record(f"{HOME}/1")], [_record("http://www.paper.test/1"), _record(f"{HOME}/1/amp")])
    assert [url for url in trial.network.asked if "robots" not in url] == [f"{HOME}/1"]


def test_a_crawl_delay_is_told_to_the_next_owner_before_a_page_is_asked_for() -> None:
    rules = (200, {}, [b"User-agent: *\nCrawl-delay: 30"])
    trial = _Trial({f"{HOME}/robots.txt": rules}).run([_record(f"{HOME}/1")])
    (told,) = [each for each in trial.kafka.of(Visit) if each.kind == "host"]
    assert (told.delay, trial.network.asked) == (30.0, [f"{HOME}/robots.txt"])

    heir = _Trial({f"{HOME}/robots.txt": rules}, known=[told]).run([_record(f"{HOME}/1")])
    assert heir.network.asked == []


def test_a_delay_that_was_lifted_is_forgotten() -> None:
    known = visit(f"{HOME}/", kind="host", delay=0.05)
    trial = _Trial({f"{HOME}/1": (200, HTML, [TEXT])}, known=[known]).run([_record(f"{HOME}/1")])
    assert [each.delay for each in trial.kafka.of(Visit) if each.kind == "host"] == [None]


def test_who_asked_to_be_left_alone_is_left_alone_by_the_next_owner_too() -> None:
    trial = _Trial({f"{HOME}/1": (429, {"Retry-After": "600"}, [])}).run([_record(f"{HOME}/1")])
    told = [each for each in trial.kafka.of(Visit) if each.kind == "host"]
    assert len(told) == 1
    heir = _Trial({}, known=told).run([_record(f"{HOME}/2")])
    assert heir.network.asked == []


def test_who_refused_us_is_left_alone_by_the_next_owner_too() -> None:
    trial = _Trial({f"{HOME}/{number}": (403, {}, []) for number in range(3)})
    trial.run([_record(f"{HOME}/{number}") for number in range(3)])
    told = [each for each in trial.kafka.of(Visit) if each.kind == "host"]
    heir = _Trial({}, known=told).run([_record(f"{HOME}/9")])
    assert heir.network.asked == []
    assert heir.outcomes()[-1] == ("fetch", "refused")


def test_a_redirect_in_a_circle_ends() -> None:
    answers = {f"{HOME}/1": (301, {"Location": "/1/"}, []), f"{HOME}/1/": (301, {"Location": "/1"}, [])}
    trial = _Trial(answers).run([_record(f"{HOME}/1")])
    assert trial.outcomes()[-1] == ("fetch", "redirected")
    assert trial.network.asked.count(f"{HOME}/1") == 1


def test_a_host_that_keeps_failing_is_left_alone() -> None:
    trial = _Trial({f"{HOME}/{number}": ConnectionRefusedError("refused") for number in range(9)})
    trial.run([_record(f"{HOME}/{number}") for number in range(9)])
    assert len(trial.network.asked) == 1 + SETTINGS.breaker_after
    assert trial.outcomes().count(("fetch", "retrying")) == SETTINGS.breaker_after


def test_a_host_that_refuses_us_is_not_asked_on_and_its_pages_are_named() -> None:
    trial = _Trial({f"{HOME}/{number}": (403, {}, []) for number in range(9)})
    trial.run([_record(f"{HOME}/{number}") for number in range(9)])
    assert len(trial.network.asked) < 9
    assert trial.outcomes().count(("fetch", "refused")) == 9
    assert trial.refusing == 1


def test_pages_with_no_html_in_them_are_named() -> None:
    answers = {
        f"{HOME}/pdf": (200, {"Content-Type": "application/pdf"}, [b"%PDF"]),
        f"{HOME}/bare": (200, {}, [b"\x00\x01"]),
        f"{HOME}/html": (200, {}, [b"<!doctype html>" + TEXT]),
    }
    trial = _Trial(answers).run([_record(url) for url in answers])
    assert [name for step, name in trial.outcomes() if step == "fetch"] == ["not_html", "not_html", "fetched"]


def test_a_feed_is_polled_and_its_news_passed_on_once() -> None:
    source = Source(url=f"{HOME}/rss", kind="feed", every=0.1)
    feed = (200, {"ETag": '"f"'}, [FEED.format("/news/1").encode()])
    trial = _Trial({f"{HOME}/rss": feed}, sources=(source,)).run(settle=0.5)
    assert trial.network.asked.count(f"{HOME}/rss") >= 2
    assert [(url.url, url.discovered_by) for url in trial.kafka.of(UrlDiscovered)] == [
        (f"{HOME}/news/1", f"{HOME}/rss")
    ]
    assert trial.network.requests[-1].headers["if-none-match"] == '"f"'
    assert trial.last_visit(f"{HOME}/rss").kind == "source"


def test_what_is_known_of_a_feed_survives_a_restart() -> None:
    source = Source(url=f"{HOME}/rss", kind="feed")
    trial = _Trial({f"{HOME}/rss": (200, {}, [FEED.format("/1").encode()])}, sources=(source,)).run()
    again = _Trial({}, sources=(source,), known=trial.kafka.of(Visit)).run()
    assert again.network.asked == []


def test_a_sitemap_index_leads_to_its_sitemaps() -> None:
    index = f"<sitemapindex><sitemap><loc>{HOME}/a.xml</loc></sitemap></sitemapindex>".encode()
    leaf = f"<urlset><url><loc>{HOME}/news/1</loc></url></urlset>".encode()
    source = Source(url=f"{HOME}/index.xml", kind="sitemap")
    answers = {f"{HOME}/index.xml": (200, {}, [index]), f"{HOME}/a.xml": (200, {}, [leaf])}
    trial = _Trial(answers, sources=(source,)).run()
    assert [(url.url, url.lists) for url in trial.kafka.of(UrlDiscovered)] == [(f"{HOME}/a.xml", "sitemap")]
    again = _Trial(answers, sources=(source,), known=trial.kafka.of(Visit)).run([_raw(encode(trial.kafka.sent[0]))])
    assert [url.url for url in again.kafka.of(UrlDiscovered)] == [f"{HOME}/news/1"]


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, []),
        (404, {}, []),
        (200, {}, [b"no feed"]),
        TimeoutError(""),
    ],
)
def test_a_source_that_cannot_be_read_is_tried_again_later_and_counted_as_polled(answer: object) -> None:
    source = Source(url=f"{HOME}/rss", kind="feed", every=0.1)
    trial = _Trial({f"{HOME}/rss": answer}, sources=(source,)).run(settle=0.4)
    known = trial.last_visit(f"{HOME}/rss")
    assert trial.network.asked.count(f"{HOME}/rss") == 1
    assert (known.failures, known.visits) == (1, 1)


def test_released_hosts_are_asked_nothing_more() -> None:
    answers = {f"{HOME}/{number}": (200, HTML, [0.2, TEXT]) for number in range(5)}
    trial = _Trial(answers).run([_record(url) for url in answers], settle=0.1)
    fetched = [name for step, name in trial.outcomes() if (step, name) == ("fetch", "fetched")]
    # The open request was let end and told of; the others wait for the next owner.
    assert len(trial.network.asked) == 2
    assert fetched == ["fetched"]


def test_one_address_that_breaks_the_crawler_does_not_stop_its_host() -> None:
    trial = _Trial({f"{HOME}/1": RuntimeError("a bug"), f"{HOME}/2": (200, HTML, [TEXT])})
    trial.run([_record(f"{HOME}/1"), _record(f"{HOME}/2")])
    assert [name for step, name in trial.outcomes() if step == "fetch"] == ["retrying", "fetched"]

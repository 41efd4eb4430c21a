"""Sources that lead to other sources: redirects, sitemap indexes, named lists, searches; and when each is polled."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from poll_trial import HOME, SETTINGS, PollTrial

from contracts.outlet import Source
from contracts.urls import Visit
from services.crawler.further import MOST_FOUND, pointed_to
from services.crawler.polling import GIVE_UP_AFTER
from services.crawler.sources import source_visit

FEED = b'<rss version="2.0"><channel><title>x</title><item><link>%s</link></item></channel></rss>'
OTHER = "http://feeds.test"
HEAD = b"<head><link rel=alternate type=application/rss+xml href=/named.xml></head>"
ROBOTS = f"User-agent: *\nDisallow: /search\nSitemap: {OTHER}/map.xml\n".encode()


def _feed(page: str) -> tuple[int, dict[str, str], list[bytes]]:
    return 200, {}, [FEED % page.encode()]


def _sitemap(*entries: tuple[str, datetime | None]) -> tuple[int, dict[str, str], list[bytes]]:
    urls = "".join(
        f"<url><loc>{url}</loc>{f'<lastmod>{when.isoformat()}</lastmod>' if when else ''}</url>"
        for url, when in entries
    )
    return 200, {}, [f"<urlset>{urls}</urlset>".encode()]


def test_a_feed_that_moved_to_another_host_is_polled_there_under_that_hosts_rules() -> None:
    answers = {
        f"{HOME}/rss": (301, {"Location": f"{OTHER}/paper"}, []),
        f"{OTHER}/paper": _feed(f"{HOME}/news/1"),
    }
    trial = PollTrial(answers, [Source(url=f"{HOME}/rss", kind="feed", every=0.1)])
    trial.run(lambda trial: trial.polls(f"{OTHER}/paper") > 1)
    assert trial.pages() == [f"{HOME}/news/1"]
    asked = trial.network.asked
    assert asked.index(f"{OTHER}/robots.txt") < asked.index(f"{OTHER}/paper")
    assert asked.count(f"{HOME}/rss") == 1
    assert trial.last_visit(f"{HOME}/rss").outcome == "redirected"
    assert trial.last_visit(f"{OTHER}/paper").discovered_by == f"{HOME}/rss"


def test_the_other_hosts_robots_txt_holds_for_a_feed_that_moved_there() -> None:
    answers = {
        f"{HOME}/rss": (301, {"Location": f"{OTHER}/paper"}, []),
        f"{OTHER}/robots.txt": (200, {}, [b"User-agent: *\nDisallow: /"]),
        f"{OTHER}/paper": _feed(f"{HOME}/news/1"),
    }
    trial = PollTrial(answers, [Source(url=f"{HOME}/rss", kind="feed", every=0.1)])
    trial.run(lambda trial: trial.polls(f"{OTHER}/paper"))
    assert f"{OTHER}/paper" not in trial.network.asked
    assert trial.last_visit(f"{OTHER}/paper").outcome == "refused"


@pytest.mark.parametrize("location", ["ftp://feeds.test/x", "http://[", "file:///etc/passwd"])
def test_a_redirect_to_no_web_address_is_a_failure(location: str) -> None:
    trial = PollTrial({f"{HOME}/rss": (302, {"Location": location}, [])}, [Source(url=f"{HOME}/rss", kind="feed")])
    assert trial.run(lambda trial: trial.polls(f"{HOME}/rss")).lists() == []
    assert trial.last_visit(f"{HOME}/rss").failures >= 1


def test_redirects_between_hosts_without_end_come_to_one() -> None:
    answers = {
        f"{HOME}/rss": (302, {"Location": f"{OTHER}/0"}, []),
        **{
            f"{OTHER}/{n}": (302, {"Location": f"http://{'feeds' if n % 2 else 'other'}.test/{n + 1}"}, [])
            for n in range(20)
        },
        **{f"http://other.test/{n}": (302, {"Location": f"{OTHER}/{n + 1}"}, []) for n in range(20)},
    }
    trial = PollTrial(answers, [Source(url=f"{HOME}/rss", kind="feed")])
    assert len(trial.run(lambda trial: len(trial.lists()) >= 5, longer=0.3).lists()) == 5


def test_the_sitemaps_of_an_index_are_taken_up_on_their_own_hosts() -> None:
    index = f"<sitemapindex><sitemap><loc>{HOME}/a.xml</loc></sitemap><sitemap><loc>{OTHER}/b.xml</loc></sitemap>"
    answers = {
        f"{HOME}/index.xml": (200, {}, [f"{index}</sitemapindex>".encode()]),
        f"{HOME}/a.xml": _sitemap((f"{HOME}/news/1", None)),
        f"{OTHER}/b.xml": _sitemap((f"{HOME}/news/2", None)),
    }
    trial = PollTrial(answers, [Source(url=f"{HOME}/index.xml", kind="sitemap")])
    trial.run(lambda trial: len(trial.pages()) == 2)
    assert set(trial.pages()) == {f"{HOME}/news/1", f"{HOME}/news/2"}


def test_a_sitemap_that_its_index_announces_as_changed_is_read_at_once() -> None:
    def index(when: datetime) -> tuple[int, dict[str, str], list[bytes]]:
        entry = f"<sitemap><loc>{HOME}/a.xml</loc><lastmod>{when.isoformat()}</lastmod></sitemap>"
        return 200, {}, [f"<sitemapindex>{entry}</sitemapindex>".encode()]

    answers: dict[str, object] = {f"{HOME}/index.xml": index(datetime(2024, 1, 1, tzinfo=UTC))}
    answers[f"{HOME}/a.xml"] = _sitemap((f"{HOME}/news/1", None))
    source = Source(url=f"{HOME}/index.xml", kind="sitemap", every=600.0)
    first = PollTrial(answers, [source]).run(lambda trial: trial.polls(f"{HOME}/a.xml"))
    answers[f"{HOME}/index.xml"] = index(datetime.now(UTC))
    known = [
        replace(first.last_visit(f"{HOME}/index.xml"), next_visit=datetime.now(UTC)),
        replace(first.last_visit(f"{HOME}/a.xml"), next_visit=None),
    ]
    again = PollTrial(answers, [source], known=known).run(lambda trial: trial.polls(f"{HOME}/a.xml"))
    assert again.network.asked.count(f"{HOME}/a.xml") == 1


def test_an_outlet_without_a_feed_is_read_by_the_lists_that_it_names_itself() -> None:
    now = datetime.now(UTC)
    section = HEAD + f"<a href='{HOME}/article/1'>x</a>".encode()
    answers = {
        f"{HOME}/robots.txt": (200, {}, [ROBOTS]),
        f"{HOME}/front": (200, {}, [section]),
        f"{HOME}/named.xml": _feed(f"{HOME}/article/2"),
        f"{OTHER}/map.xml": _sitemap(
            (f"{HOME}/article/3", now - timedelta(hours=5)),
            (f"{HOME}/article/4", now - timedelta(days=400)),
            (f"{HOME}/article/5", None),
            (f"{HOME}/tag/6", now),
        ),
    }
    source = Source(url=f"{HOME}/front", kind="section", links=r"/article/\d+$")
    trial = PollTrial(answers, [source]).run(lambda trial: len(trial.pages()) >= 3)
    assert trial.lists() == [(f"{HOME}/named.xml", "feed"), (f"{OTHER}/map.xml", "sitemap")]
    # Of a sitemap that nobody chose only what it dates as new; of any list only what the outlet's rule lets through.
    assert set(trial.pages()) == {f"{HOME}/article/1", f"{HOME}/article/2", f"{HOME}/article/3"}
    assert trial.last_visit(f"{HOME}/named.xml").discovered_by == f"{HOME}/front"


@pytest.mark.parametrize("more", [{"find_lists": False}, {}])
def test_lists_are_not_looked_for_where_a_feed_is_declared_or_the_outlet_forbids_it(more: dict[str, bool]) -> None:
    answers = {f"{HOME}/front": (200, {}, [HEAD]), f"{HOME}/rss": _feed(f"{HOME}/news/1")}
    section = Source(url=f"{HOME}/front", kind="section", links="/news/")
    sources = [section] if more else [section, Source(url=f"{HOME}/rss", kind="feed")]
    trial = PollTrial(answers, sources, **more).run(lambda trial: trial.polls(f"{HOME}/front"))
    assert trial.lists() == []


def test_when_the_only_feed_is_dead_the_home_page_is_asked_for_another() -> None:
    answers = {f"{HOME}/": (200, {}, [HEAD]), f"{HOME}/named.xml": _feed(f"{HOME}/news/1")}
    trial = PollTrial(answers, [Source(url=f"{HOME}/gone.xml", kind="feed", every=0.05)])
    trial.run(lambda trial: trial.pages())
    assert trial.lists() == [(f"{HOME}/", "home"), (f"{HOME}/named.xml", "feed")]
    assert trial.pages() == [f"{HOME}/news/1"]
    assert trial.network.asked.count(f"{HOME}/") == 1
    assert trial.network.asked.index(f"{HOME}/") > 3


def test_no_home_page_is_asked_while_another_source_of_the_outlet_lives() -> None:
    answers = {f"{HOME}/": (200, {}, [HEAD]), f"{HOME}/rss": _feed(f"{HOME}/news/1")}
    sources = [Source(url=f"{HOME}/{name}", kind="feed", every=0.05) for name in ("gone.xml", "rss")]
    trial = PollTrial(answers, sources).run(lambda trial: trial.polls(f"{HOME}/gone.xml") >= 5)
    assert trial.lists() == []


def test_an_outlet_that_refuses_us_is_not_searched_for_other_lists() -> None:
    answers = {f"{HOME}/rss": (403, {}, []), f"{HOME}/": (200, {}, [HEAD])}
    trial = PollTrial(answers, [Source(url=f"{HOME}/rss", kind="feed", every=0.05)])
    trial.run(lambda trial: trial.polls(f"{HOME}/rss"), longer=0.5)
    assert trial.network.asked.count(f"{HOME}/rss") == 1
    assert trial.lists() == []
    known = trial.last_visit(f"{HOME}/rss")
    assert known.next_visit > datetime.now(UTC) + timedelta(hours=20)


def test_a_search_page_is_asked_for_each_phrase_and_gives_what_the_outlets_rule_matches() -> None:
    found = f"<a href='{HOME}/news/1'>x</a><a href='{HOME}/login'>y</a>".encode()
    asked = f"{HOME}/find?q=%D9%85%D8%A4%D8%AA%D9%85%D8%B1+a%26b"
    answers = {asked: (200, {}, [found]), f"{HOME}/find?q=c": (200, {}, [])}
    source = Source(url=f"{HOME}/find?q={{query}}", kind="search", links=r"/news/\d+", every=0.05)
    trial = PollTrial(answers, [source], phrases=["مؤتمر a&b", "c"])
    trial.run(lambda trial: trial.polls(asked) > 1 and trial.polls(f"{HOME}/find?q=c"))
    assert trial.pages() == [f"{HOME}/news/1"]
    first, second = [each for each in trial.kafka.of(Visit) if each.url == asked][:2]
    # The pause of searches, not the shorter one of the source.
    assert second.visited_at - first.visited_at >= timedelta(seconds=SETTINGS.search_every)


def test_a_search_page_that_robots_txt_forbids_is_never_asked() -> None:
    source = Source(url=f"{HOME}/search?q={{query}}", kind="search", links=".", every=0.05)
    trial = PollTrial({f"{HOME}/robots.txt": (200, {}, [ROBOTS])}, [source], phrases=["a"])
    trial.run(lambda trial: trial.polls(f"{HOME}/search?q=a"), longer=0.2)
    assert trial.network.asked == [f"{HOME}/robots.txt"]
    assert trial.last_visit(f"{HOME}/search?q=a").outcome == "refused"


def test_what_a_feed_says_of_its_rhythm_is_kept_when_nothing_changed() -> None:
    feed = FEED.replace(b"<title>", b"<ttl>60</ttl><title>") % f"{HOME}/news/1".encode()
    trial = PollTrial({f"{HOME}/rss": (200, {}, [feed])}, [Source(url=f"{HOME}/rss", kind="feed", every=0.05)])
    trial.run(lambda trial: trial.polls(f"{HOME}/rss"), longer=0.2)
    known = trial.last_visit(f"{HOME}/rss")
    assert trial.network.asked.count(f"{HOME}/rss") == 1
    assert known.next_visit - known.visited_at == timedelta(hours=1)


def test_a_list_that_was_found_and_never_works_is_given_up() -> None:
    answers = {f"{HOME}/front": (200, {}, [HEAD])}
    trial = PollTrial(answers, [Source(url=f"{HOME}/front", kind="section", links="x", every=0.01)])
    trial.run(lambda trial: trial.polls(f"{HOME}/named.xml") >= GIVE_UP_AFTER, longer=0.3)
    assert trial.polls(f"{HOME}/named.xml") == GIVE_UP_AFTER
    assert trial.last_visit(f"{HOME}/named.xml").next_visit is None


def test_lists_that_lead_to_lists_without_end_come_to_one() -> None:
    class _Endless(dict):  # type: ignore[type-arg]
        def get(self, url: str, default: object = None) -> object:
            if url.endswith("robots.txt"):
                return 404, {}, []
            children = "".join(f"<sitemap><loc>{url}{number}</loc></sitemap>" for number in range(20))
            return 200, {}, [f"<sitemapindex>{children}</sitemapindex>".encode()]

    trial = PollTrial(_Endless(), [Source(url=f"{HOME}/map/", kind="sitemap", every=600.0)])
    trial.run(lambda trial: len(trial.lists()) > MOST_FOUND, longer=0.3)
    polled = {each.url for each in trial.kafka.of(Visit) if each.visits}
    assert len(polled) <= MOST_FOUND + 1


def test_a_list_that_no_declared_source_leads_to_is_not_kept() -> None:
    stray = source_visit(f"{HOME}/stray.xml", "paper", datetime.now(UTC), discovered_by=f"{HOME}/undeclared")
    told = pointed_to(stray, stray.url, "feed", datetime.now(UTC))
    trial = PollTrial({}, [])
    trial.kafka.sent.append(told)
    trial.run(lambda trial: any(each.url == stray.url for each in trial.kafka.of(Visit)), longer=0.2)
    assert stray.url not in trial.network.asked
    assert trial.unpolled == 0

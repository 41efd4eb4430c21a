from datetime import timedelta

import pytest
from crawl_fakes import NOON, visit

from contracts.addresses import page_id
from contracts.urls import FeedEntry, Visit
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.schedule import Rhythm
from services.crawler.verdict import Verdict, judge, judge_failure, judge_robots, retry_after

URL = "http://paper.test/news/1"
RHYTHM = Rhythm(tries=3)
TEXT = "<p>فقرة أولى طويلة بما يكفي لتكون من نص المقال</p>"


def _judge(page: Visit, status: int, body: str = "", **headers: str) -> Verdict:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    answer = Answer(url=URL, status=status, headers=pairs, body=body.encode())
    return judge(page, answer, NOON, RHYTHM, chance=1.0)


def test_a_new_page_is_fetched_and_remembered_with_its_validators() -> None:
    entry = FeedEntry(title="خبر", date="4 نوفمبر")
    verdict = _judge(visit(entry=entry, discovered_by="feed"), 200, TEXT, etag='"1"', last_modified="today")
    assert verdict.page is not None
    assert (verdict.page.body.decode(), verdict.page.entry, verdict.page.previous_at) == (TEXT, entry, None)
    assert (verdict.outcome.name, verdict.outcome.visit) == ("fetched", NOON)
    known = verdict.visit
    assert (known.etag, known.last_modified, known.content_at, known.visits) == ('"1"', "today", NOON, 1)
    assert known.next_visit == NOON + timedelta(seconds=RHYTHM.revisit_first)


def test_the_same_text_again_is_unchanged_and_not_handed_on() -> None:
    known = _judge(visit(), 200, TEXT).visit
    again = _judge(known, 200, "<span>12</span>" + TEXT, etag='"2"')
    assert again.page is None
    assert (again.outcome.name, again.outcome.visit, again.visit.etag) == ("unchanged", known.content_at, '"2"')


def test_a_changed_text_is_handed_on_with_what_it_replaces() -> None:
    known = _judge(visit(), 200, TEXT).visit
    changed = _judge(known, 200, TEXT.replace("أولى", "ثانية"))
    assert changed.page is not None
    assert (changed.page.previous_at, changed.visit.changes) == (known.content_at, 1)


def test_a_304_leaves_the_content_in_force() -> None:
    known = _judge(visit(), 200, TEXT).visit
    same = _judge(known, 304)
    assert (same.page, same.outcome.name, same.outcome.visit) == (None, "unchanged", known.content_at)
    assert same.visit.signature == known.signature


@pytest.mark.parametrize(("status", "name"), [(404, "not_found"), (410, "gone"), (403, "refused"), (451, "refused")])
def test_a_page_that_is_not_to_be_had_is_asked_for_again_after_a_day(status: int, name: str) -> None:
    verdict = _judge(visit(), status)
    assert (verdict.outcome.name, verdict.failed) == (name, False)
    assert verdict.visit.next_visit == NOON + timedelta(days=1)


def test_a_404_is_believed_after_it_was_confirmed() -> None:
    page = visit()
    for _ in range(4):
        page = _judge(page, 404).visit
    assert page.next_visit is None


@pytest.mark.parametrize(("status", "name"), [(404, "not_found"), (410, "gone")])
def test_a_page_that_was_read_is_called_gone_when_it_is_missing_twice(status: int, name: str) -> None:
    known = _judge(visit(), 200, TEXT).visit
    once = _judge(known, status)
    again = _judge(once.visit, status)
    assert (once.outcome.name, once.visit.next_visit) == ("retrying", NOON + timedelta(days=1))
    assert (again.outcome.name, again.visit.content_at) == (name, known.content_at)
    assert [_judge(once.visit, 200, TEXT).outcome.name, _judge(once.visit, 304).outcome.name] == ["unchanged"] * 2


def test_a_missing_page_that_is_missing_for_another_reason_is_confirmed_anew() -> None:
    known = _judge(_judge(visit(), 200, TEXT).visit, 404).visit
    assert _judge(_judge(known, 200, TEXT).visit, 404).outcome.name == "retrying"


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [(200, "<script src='/cdn-cgi/challenge-platform/x.js'>", {}), (503, "", {"cf_mitigated": "challenge"})],
)
def test_a_challenge_is_a_refusal_and_not_a_page(status: int, body: str, headers: dict[str, str]) -> None:
    verdict = _judge(visit(), status, body, **headers)
    assert (verdict.outcome.name, verdict.page) == ("refused", None)


def test_failures_are_tried_again_later_and_later_and_then_named() -> None:
    page, names, pauses = visit(), [], []
    for _ in range(3):
        verdict = _judge(page, 500)
        page = verdict.visit
        names.append(verdict.outcome.name)
        pauses.append(page.next_visit - NOON if page.next_visit else None)
        assert verdict.failed
    assert names == ["retrying", "retrying", "server_error"]
    assert pauses == [timedelta(seconds=60), timedelta(seconds=240), timedelta(days=1)]


@pytest.mark.parametrize("name", ["timed_out", "unreachable"])
def test_a_host_that_stays_silent_ends_as_what_it_was(name: str) -> None:
    page = visit(failures=2, outcome="retrying")
    verdict = judge_failure(page, FetchFailed(name, "why"), NOON, RHYTHM, 0.5)
    assert (verdict.outcome.name, verdict.outcome.reason, verdict.failed) == (name, "why", True)


def test_retry_after_is_kept_for_the_page_and_the_host() -> None:
    verdict = _judge(visit(), 429, retry_after="600")
    assert (verdict.outcome.name, verdict.rest) == ("retrying", 600.0)
    assert verdict.visit.next_visit == NOON + timedelta(seconds=600)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("999999999", 86_400.0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Mar 2026 12:01:00 -0000", 0.0),
        ("soon", 0.0),
        (None, 0.0),
    ],
)
def test_retry_after_comes_in_two_forms(value: str | None, seconds: float) -> None:
    assert retry_after(value, NOON) == seconds


def test_a_redirect_hands_its_target_to_the_owner_of_its_host() -> None:
    verdict = _judge(visit(), 301, location="//www.other.test/news/9?utm_source=x")
    assert (verdict.outcome.name, verdict.outcome.reason) == ("redirected", "http://www.other.test/news/9")
    assert verdict.moved is not None
    assert (verdict.moved.page_id, verdict.moved.hops) == (page_id("http://other.test/news/9"), 1)
    assert verdict.visit.next_visit is None


@pytest.mark.parametrize("location", ["javascript:alert(1)", "ftp://paper.test/", URL])
def test_a_redirect_to_nowhere_or_in_a_circle_ends(location: str) -> None:
    verdict = _judge(visit(), 302, location=location)
    assert (verdict.outcome.name, verdict.moved) == ("redirected", None)


def test_a_chain_of_redirects_ends() -> None:
    assert _judge(visit(hops=5), 302, location="/news/2").moved is None


def test_what_robots_or_limits_refuse_has_its_name() -> None:
    assert judge_robots(visit(), NOON, RHYTHM).outcome.name == "refused_by_robots"
    for name in ("too_large", "not_html", "unsafe_address"):
        verdict = judge_failure(visit(), FetchFailed(name, "why"), NOON, RHYTHM, 0.5)
        assert (verdict.outcome.name, verdict.failed) == (name, False)


def test_a_page_that_had_content_keeps_it_through_failures() -> None:
    known = _judge(visit(), 200, TEXT).visit
    for verdict in (_judge(known, 500), _judge(known, 404), _judge(known, 403)):
        assert verdict.visit.content_at == known.content_at
        assert verdict.outcome.visit == known.content_at

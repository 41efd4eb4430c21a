"""What an answer means for a page: its outcome, what is remembered, what is published. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from contracts.addresses import normalised, page_id
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.urls import Alias, FeedEntry, UrlDiscovered, Visit
from services.crawler import schedule
from services.crawler.canonical import Canonicals, leads_to, settle_aliases
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.listing import LONGEST_URL
from services.crawler.refusal import refusal_in
from services.crawler.schedule import Rhythm
from services.crawler.signature import Read, read_page

MOST_HOPS = 5
# A Retry-After of more than a day is taken for a day: the page is then simply late.
LONGEST_RETRY_AFTER = 86_400.0

_FAILED = frozenset({"timed_out", "unreachable", "server_error"})


class Verdict(Struct, frozen=True, kw_only=True):
    """What follows from a visit. `moved` is the address that the page leads to, `disowned` are addresses that wrongly
    led here. `rest` is how long the host asked to be left alone, in seconds; `failed` says whether the host, not the
    page, was at fault. `read` is what the page says."""

    visit: Visit
    outcome: Outcome
    page: Page | None = None
    moved: UrlDiscovered | None = None
    disowned: Sequence[UrlDiscovered] = ()
    read: Read | None = None
    rest: float = 0.0
    failed: bool = False


def judge(
    visit: Visit,
    answer: Answer,
    now: datetime,
    rhythm: Rhythm,
    chance: float,
    canonicals: Canonicals | None = None,
) -> Verdict:
    """The verdict on a page that was asked for. `chance` (0 to 1) spreads retries; null `canonicals` are ignored."""
    visit = replace(visit, visited_at=now, visits=visit.visits + 1, status=answer.status)
    if refusal := refusal_in(answer):
        return _ended(visit, "refused", refusal, now, rhythm)
    if answer.status == 304:
        return _unchanged(visit, now, rhythm)
    if answer.status == 200:
        return _read(visit, answer, now, rhythm, canonicals)
    if 300 <= answer.status < 400:
        return _moved(visit, answer, now, rhythm)
    if answer.status in (404, 410):
        return _gone(visit, "gone" if answer.status == 410 else "not_found", now, rhythm)
    if answer.status == 429 or answer.status >= 500:
        rest = retry_after(answer.header("retry-after"), now) if answer.status in (429, 503) else 0.0
        return _failed(visit, "server_error", f"status {answer.status}", now, rhythm, chance, rest)
    return _ended(visit, "refused", f"status {answer.status}", now, rhythm)


def judge_failure(visit: Visit, failure: FetchFailed, now: datetime, rhythm: Rhythm, chance: float) -> Verdict:
    """The verdict on a page that could not be had."""
    visit = replace(visit, visited_at=now, visits=visit.visits + 1, status=None)
    if failure.name in _FAILED:
        return _failed(visit, failure.name, str(failure), now, rhythm, chance, 0.0)
    return _ended(visit, failure.name, str(failure), now, rhythm)


def judge_robots(visit: Visit, now: datetime, rhythm: Rhythm) -> Verdict:
    """The verdict on a page that robots.txt keeps us from."""
    return _ended(replace(visit, visited_at=now), "refused_by_robots", None, now, rhythm)


def judge_refusal(visit: Visit, reason: str, now: datetime, rhythm: Rhythm) -> Verdict:
    """The verdict on a page that was not asked for because its host refuses us."""
    return _ended(visit, "refused", reason, now, rhythm)


def retry_after(value: str | None, now: datetime) -> float:
    """The seconds that a Retry-After header (RFC 9110, 10.2.3) asks for, as a number or a date; 0 where none."""
    if not value:
        return 0.0
    if value.strip().isdigit():
        return min(float(value), LONGEST_RETRY_AFTER)
    try:
        seconds = (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def settled(verdict: Verdict, now: datetime) -> Verdict:
    """The verdict with a word to the addresses that wait for this page, once it is final."""
    if not verdict.visit.aliases or verdict.outcome.name == "retrying":
        return verdict
    visit, moved, disowned = settle_aliases(verdict.visit, verdict.moved, verdict.read, now)
    return replace(verdict, visit=visit, moved=moved, disowned=disowned)


def answer_late(
    verdict: Verdict, visit: Visit, late: tuple[Alias, ...], now: datetime
) -> tuple[Visit, Sequence[UrlDiscovered]]:
    """The visit, and the words to addresses that began to wait for it too late for `settled`."""
    waiting = replace(visit, aliases=(*visit.aliases, *late))
    if verdict.outcome.name == "retrying":
        return waiting, ()
    if verdict.outcome.name == "unchanged" and verdict.read is None:
        # A 304 brings nothing to compare with: the page is asked for again, whole.
        return replace(waiting, next_visit=now), ()
    _, _, disowned = settle_aliases(replace(visit, aliases=late), None, verdict.read, now)
    return visit, disowned


def _read(visit: Visit, answer: Answer, now: datetime, rhythm: Rhythm, canonicals: Canonicals | None) -> Verdict:
    read = read_page(answer.body)
    validators = {"etag": answer.header("etag"), "last_modified": answer.header("last-modified")}
    if read.signature == visit.signature:
        return replace(_unchanged(replace(visit, **validators), now, rhythm), read=read)
    if canonicals and visit.hops < MOST_HOPS and (target := canonicals.target(visit, answer.url, read)):
        return _led(visit, target, read, now)
    page = Page(
        page_id=visit.page_id,
        url=visit.url,
        final_url=answer.url,
        outlet=visit.outlet,
        fetched_at=now,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        discovered_by=visit.discovered_by,
        entry=visit.entry,
        previous_at=visit.content_at,
    )
    changes = visit.changes + (visit.content_at is not None)
    visit = replace(visit, content_at=now, signature=read.signature, changes=changes, **validators)
    visit = replace(visit, entry=_without_summary(visit.entry))
    visit = replace(visit, failures=0, outcome="fetched", next_visit=schedule.after_success(visit, now, rhythm))
    return Verdict(visit=visit, outcome=outcome_of(visit, "fetched", None, now), page=page, read=read)


def _led(visit: Visit, target: str, read: Read, now: datetime) -> Verdict:
    moved = leads_to(visit, target, read, now)
    visit = replace(visit, failures=0, outcome="canonical", canonical=target, next_visit=None)
    return Verdict(visit=visit, outcome=outcome_of(visit, "canonical", target, now), moved=moved)


def _without_summary(entry: FeedEntry | None) -> FeedEntry | None:
    # The page has its text now; a million summaries would fill the memory.
    return replace(entry, summary=None) if entry else None


def _unchanged(visit: Visit, now: datetime, rhythm: Rhythm) -> Verdict:
    visit = replace(visit, failures=0, outcome="unchanged", next_visit=schedule.after_success(visit, now, rhythm))
    return Verdict(visit=visit, outcome=outcome_of(visit, "unchanged", None, now))


def _moved(visit: Visit, answer: Answer, now: datetime, rhythm: Rhythm) -> Verdict:
    location = answer.header("location")
    try:
        target = normalised(urljoin(answer.url, location or ""))
    except ValueError:
        return _ended(visit, "redirected", f"nowhere: {(location or '')[:LONGEST_URL]}", now, rhythm)
    if visit.hops >= MOST_HOPS or target == visit.url or len(target) > LONGEST_URL:
        return _ended(visit, "redirected", f"without end, last to {target[:LONGEST_URL]}", now, rhythm)
    moved = UrlDiscovered(
        page_id=page_id(target),
        url=target,
        outlet=visit.outlet,
        discovered_by=visit.discovered_by,
        discovered_at=now,
        entry=visit.entry,
        hops=visit.hops + 1,
    )
    visit = replace(visit, failures=0, outcome="redirected", next_visit=None)
    return Verdict(visit=visit, outcome=outcome_of(visit, "redirected", target, now), moved=moved)


def _gone(visit: Visit, name: str, now: datetime, rhythm: Rhythm) -> Verdict:
    ended = _ended(visit, name, None, now, rhythm)
    if visit.content_at is None or _times_in_a_row(visit, name) > 1:
        return ended
    # What has been read is only called gone when it is missing a second time: servers err.
    unsure = outcome_of(ended.visit, "retrying", f"{name}, to be confirmed", now)
    return Verdict(visit=ended.visit, outcome=unsure)


def _failed(visit: Visit, name: str, reason: str, now: datetime, rhythm: Rhythm, chance: float, rest: float) -> Verdict:
    if visit.failures + 1 >= rhythm.tries:
        ended = _ended(visit, name, reason, now, rhythm)
        return Verdict(visit=ended.visit, outcome=ended.outcome, rest=rest, failed=True)
    failures = visit.failures + 1
    again = max(schedule.after_failure(failures, now, rhythm, chance), now + timedelta(seconds=rest))
    visit = replace(visit, failures=failures, outcome="retrying", next_visit=again)
    return Verdict(visit=visit, outcome=outcome_of(visit, "retrying", reason, now), rest=rest, failed=True)


def _ended(visit: Visit, name: str, reason: str | None, now: datetime, rhythm: Rhythm) -> Verdict:
    # Failures after the last try count the times that this end was seen.
    times = max(visit.failures + 1 - rhythm.tries, 0) + 1 if name in _FAILED else _times_in_a_row(visit, name)
    failures = visit.failures + 1 if name in _FAILED else times
    visit = replace(visit, failures=failures, outcome=name, next_visit=schedule.after_end(times, now, rhythm))
    return Verdict(visit=visit, outcome=outcome_of(visit, name, reason, now))


def _times_in_a_row(visit: Visit, name: str) -> int:
    return visit.failures + 1 if visit.outcome == name else 1


def outcome_of(visit: Visit, name: str, reason: str | None, now: datetime) -> Outcome:
    """The fetch outcome of a page; it concerns the content in force."""
    return Outcome(
        page_id=visit.page_id,
        url=visit.url,
        outlet=visit.outlet,
        step="fetch",
        name=name,
        reason=reason,
        at=now,
        visit=visit.content_at,
    )

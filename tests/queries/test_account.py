"""The account closes: every page is under one final outcome or still open."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.outcome import Outcome
from queries.account import Account

START = datetime(2024, 11, 4, tzinfo=UTC)


def told(step, name, minute, *, page="p1", visit=0, dossiers=()):
    return Outcome(
        page_id=page,
        url=f"http://outlet.example/{page}",
        outlet="outlet",
        step=step,
        name=name,
        at=START + timedelta(minutes=minute),
        visit=None if visit is None else START + timedelta(minutes=visit),
        dossiers=dossiers,
    )


def account_of(*outcomes):
    account = Account()
    for outcome in outcomes:
        account.add(outcome)
    return account


WAY = (
    told("discover", "discovered", 0, visit=None),
    told("fetch", "fetched", 1),
    told("parse", "core", 2, dossiers=("dushanbe",)),
    told("trace", "traced", 3, dossiers=("dushanbe",)),
    told("index", "indexed", 4, dossiers=("dushanbe",)),
)


@pytest.mark.parametrize("steps", range(1, 5))
def test_a_page_on_its_way_is_open(steps):
    summary = account_of(*WAY[:steps]).summary()
    assert (summary.discovered, summary.unaccounted, summary.outcomes) == (1, 1, {})


def test_a_page_at_its_end_is_indexed_in_whatever_order_its_outcomes_come():
    for outcomes in (WAY, WAY[::-1], WAY + WAY):
        summary = account_of(*outcomes).summary()
        assert (summary.unaccounted, summary.outcomes) == (0, {"indexed": 1})
        assert (summary.fetched, summary.parsed, summary.relevant, summary.indexed) == (1, 1, 1, 1)


def test_changed_content_opens_the_page_again_until_it_is_indexed():
    account = account_of(*WAY, told("fetch", "fetched", 10, visit=10))
    assert account.summary().unaccounted == 1
    for outcome in (
        told("parse", "core", 11, visit=10, dossiers=("dushanbe",)),
        told("trace", "traced", 12, visit=10, dossiers=("dushanbe",)),
    ):
        account.add(outcome)
        assert account.summary().unaccounted == 1
    account.add(told("index", "indexed", 13, visit=10, dossiers=("dushanbe",)))
    assert account.summary().outcomes == {"indexed": 1}


def test_an_unchanged_revisit_leaves_the_page_indexed():
    assert account_of(*WAY, told("fetch", "unchanged", 10, visit=0)).summary().outcomes == {"indexed": 1}


def test_a_page_of_two_dossiers_waits_for_both():
    two = told("parse", "core", 2, dossiers=("dushanbe", "water"))
    account = account_of(*WAY[:2], two, *WAY[3:])
    assert account.summary().unaccounted == 1
    account.add(told("trace", "traced", 5, dossiers=("water",)))
    account.add(told("index", "indexed", 6, dossiers=("water",)))
    assert account.summary().unaccounted == 0


@pytest.mark.parametrize("name", ["not_found", "refused_by_robots", "too_large", "redirected", "not_html"])
def test_a_page_that_was_never_fetched_ends_under_the_name_of_the_reason(name):
    account = account_of(WAY[0], told("fetch", name, 1, visit=None))
    assert account.summary().outcomes == {name: 1}


def test_a_failed_try_keeps_the_page_open():
    assert account_of(WAY[0], told("fetch", "retrying", 1, visit=None)).summary().unaccounted == 1


def test_a_dead_page_counts_as_dead_and_not_as_parsed():
    summary = account_of(*WAY[:2], told("parse", "dead", 2)).summary()
    assert (summary.dead, summary.parsed, summary.outcomes) == (1, 0, {"dead": 1})


def test_a_replay_of_old_content_does_not_open_a_page_again():
    newer = [
        told("fetch", "fetched", 10, visit=10),
        told("parse", "core", 11, visit=10, dossiers=("dushanbe",)),
        told("trace", "traced", 12, visit=10, dossiers=("dushanbe",)),
        told("index", "indexed", 13, visit=10, dossiers=("dushanbe",)),
    ]
    replayed = [told("parse", "core", 20, visit=0, dossiers=("dushanbe",))]
    assert account_of(*WAY, *newer, *replayed).summary().outcomes == {"indexed": 1}

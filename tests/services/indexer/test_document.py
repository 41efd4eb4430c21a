import json
from datetime import UTC, datetime, timedelta, timezone

from indexed_articles import article, outcome

from services.indexer.document import article_document, ledger_document


def test_an_article_is_written_under_its_page_versioned_by_its_revision():
    write = article_document(article(7, "سطر", revision=3))
    assert (write.alias, write.id, write.version) == ("masar-write-dushanbe", f"{7:032x}", 3)
    document = json.loads(write.source)
    assert document["body"] == "سطر"
    assert "paragraphs" not in document
    assert b"\n" not in write.source


def test_the_ledger_keeps_one_entry_for_a_page_and_step():
    write = ledger_document(outcome(7))
    assert (write.alias, write.id) == ("masar-ledger", f"{7:032x}:fetch")
    assert 0 < write.version < 2**63


def version(at, visit=None):
    return ledger_document(outcome(7, at=at, visit=visit)).version


def test_what_is_told_of_newer_content_stands_over_a_later_replay_of_old_content():
    noon = datetime(2026, 11, 1, 12, tzinfo=UTC)
    hour, year = timedelta(hours=1), timedelta(days=365)
    tries = version(noon), version(noon + timedelta(seconds=1))
    first = version(noon + hour, noon), version(noon + hour + timedelta(seconds=0.2), noon)
    replay = version(noon + 20 * year, noon)
    second = version(noon + 2 * hour, noon + hour)
    in_order = [*tries, *first, replay, second]
    assert in_order == sorted(set(in_order))


def test_the_same_moment_in_another_zone_is_the_same_version():
    noon = datetime(2026, 11, 1, 12, tzinfo=UTC)
    elsewhere = noon.astimezone(timezone(timedelta(hours=3)))
    assert version(noon) == version(elsewhere)
    assert version(noon, noon) == version(elsewhere, elsewhere)


def test_steps_that_work_for_a_dossier_have_an_entry_for_each():
    assert ledger_document(outcome(7, step="index", dossiers=("dushanbe",))).id == f"{7:032x}:index:dushanbe"
    assert ledger_document(outcome(7, step="parse", dossiers=("dushanbe", "other"))).id == f"{7:032x}:parse"

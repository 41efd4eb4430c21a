"""The pages of our own writing are read as they were meant, but for few."""

from pathlib import Path

import pytest

from evaluation.labelled import Labelled, own_pages, reading_of
from evaluation.quoted import quotes_of_labelled
from services.parser.dossier.enrich import Enrichment, enrich
from services.parser.dossier.load import load_dossier

Read = list[tuple[Labelled, Enrichment]]


@pytest.fixture(scope="module")
def read() -> Read:
    dossier = load_dossier(Path(__file__).parents[2] / "dossiers" / "dushanbe")
    return [(page, enrich(dossier, reading_of(page.text), off_topic_too=True)) for page in own_pages()]


def test_nineteen_of_twenty_core_pages_are_core_and_no_neighbour_is(read: Read) -> None:
    found = [one.relevance.level == "core" for page, one in read if page.level == "core"]
    assert sum(found) >= 0.95 * len(found) > 0
    assert [
        page.id for page, one in read if page.level in ("related", "off_topic") and one.relevance.level == "core"
    ] == []


def test_nineteen_of_twenty_have_their_phase(read: Read) -> None:
    core = [(page, one) for page, one in read if page.level == "core"]
    right = [page.phases[:1] == tuple(phase.id for phase in one.phases if phase.main) for page, one in core]
    assert sum(right) >= 0.95 * len(right)


def test_nineteen_of_twenty_quotes_are_of_who_said_them_and_seven_of_ten_are_found(read: Read) -> None:
    _, speakers = quotes_of_labelled(read)
    assert speakers.right > 400
    assert speakers.precision >= 0.95
    assert speakers.recall >= 0.7


def test_figures_are_tied_to_the_conference_that_they_are_of(read: Read) -> None:
    core = [(page, one) for page, one in read if page.level == "core"]
    tied = [
        (page, claim)
        for page, one in core
        for claim in one.claims
        if claim.phase and claim.kind in ("states", "participants", "ministers", "session_ordinal")
    ]
    stated = [(claim.kind, claim.value) in page.claims for page, claim in tied]
    assert sum(stated) >= 0.95 * len(stated)
    assert len(tied) >= 0.9 * sum(
        kind not in ("civil_society", "international_orgs") for page, _ in core for kind, _ in page.claims
    )


def test_their_figures_are_found(read: Read) -> None:
    stated = [(claim, one) for page, one in read for claim in page.claims]
    found = [claim in {(each.kind, each.value) for each in one.claims} for claim, one in stated]
    assert sum(found) >= 0.95 * len(found) > 0

"""The bench's pages are what it says of them: else its pages a second mean something else."""

from pathlib import Path

import pytest

from contracts.page import Page
from evaluation.throughput.material import ADMITTED_EVERY, WEIGHT, pages
from services.parser.knowledge import Knowledge, load_knowledge
from services.parser.parse import parse_page

DOSSIERS = Path(__file__).parents[2] / "dossiers"
ORDINARY, RELEVANT = 200, 10


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(DOSSIERS, ("dushanbe",))


@pytest.fixture(scope="module")
def made() -> list[Page]:
    return list(pages(ORDINARY, RELEVANT))


def test_ordinary_pages_concern_no_dossier_and_relevant_ones_do(made: list[Page], knowledge: Knowledge) -> None:
    levels = [parse_page(page, knowledge).outcome.name for page in made]

    assert (levels.count("off_topic"), levels.count("core")) == (ORDINARY, RELEVANT)


def test_one_ordinary_page_in_four_is_read_whole(made: list[Page], knowledge: Knowledge) -> None:
    admitted = sum(bool(knowledge.gate.admits(page.body.decode())) for page in made) - RELEVANT

    assert ORDINARY / ADMITTED_EVERY * 0.8 <= admitted <= ORDINARY / ADMITTED_EVERY * 1.2


def test_pages_weigh_what_they_are_said_to(made: list[Page]) -> None:
    assert all(0.9 * WEIGHT <= len(page.body) <= 1.15 * WEIGHT for page in made)

"""The demonstration press, end to end; each service killed on the way; the end is the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pipeline import empty, running
from pressed import Expected, open_test_press, read_expected
from started import Brokers

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One press for all runs, so that its pages keep their addresses and their ids; its outlets file."""
    with open_test_press(tmp_path_factory.mktemp("press")) as outlets:
        yield outlets


def what_an_analyst_sees(documents: dict[str, dict]) -> dict[str, tuple]:
    """The documents without what may differ from run to run: times of fetching, numbers of revisions."""
    return {
        url: (
            each["title"],
            each["body"],
            (each.get("published") or {}).get("at"),
            each["relevance"]["level"],
            tuple(sorted(phase["id"] for phase in each.get("phases", []))),
            each["byline"].get("agency"),
            each["story"],
        )
        for url, each in documents.items()
    }


@pytest.fixture(scope="module")
def undisturbed(brokers: Brokers, press: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Expected]:
    """What comes of a run in which nothing fails, checked against what the press expects of itself."""
    folder = tmp_path_factory.mktemp("undisturbed")
    empty(brokers)
    with running(brokers, press, folder) as pipeline:
        summary = pipeline.until_done()
        documents = pipeline.documents()
        dead = pipeline.follower.dead_by_topic()
    expected = read_expected(press)
    assert dict(dead) == {}
    assert summary.unaccounted == 0
    assert summary.discovered == sum(summary.outcomes.values())
    assert expected.differences(summary, documents) == []
    return documents, expected


def test_every_page_of_the_press_comes_to_the_end_that_its_author_meant(undisturbed: tuple[dict, Expected]) -> None:
    documents, expected = undisturbed
    assert len(documents) == expected.indexed
    assert expected.story_differences(documents) == []


@pytest.mark.parametrize(
    ("name", "moment"), [("crawler", "fetched"), ("parser", "parsed"), ("indexer", "indexed"), ("parser", "indexed")]
)
def test_a_service_killed_on_the_way_changes_nothing_in_the_end(
    name: str, moment: str, brokers: Brokers, press: Path, tmp_path: Path, undisturbed: tuple[dict, Expected]
) -> None:
    documents, _ = undisturbed
    empty(brokers)
    with running(brokers, press, tmp_path) as pipeline:
        pipeline.until(f"some pages {moment}", lambda: getattr(pipeline.follower.summary(), moment) >= 5)
        pipeline.kill(name)
        summary = pipeline.until_done()
        assert pipeline.services[name].child.restarts >= 1
        survived = pipeline.documents()
    assert (summary.unaccounted, summary.dead) == (0, 0)
    assert what_an_analyst_sees(survived) == what_an_analyst_sees(documents)

"""Versions side by side, and one brought in place of another under load: what is refused, and that nothing is lost."""

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from fleet import PYTHONPATH, Fleet, fleet
from pipeline import empty
from started import Brokers

from contracts import topics
from contracts.indexes import index_of
from evaluation.crawl.places import outlets_file, until
from evaluation.faults.press import Plan
from evaluation.faults.served import served
from queues.look import TopicsLook, dead_letters
from services.indexer import template

pytestmark = pytest.mark.integration
PATIENCE = 240.0
# Fewer than 50 pages to a host: the press's first page that cannot be read is number 50.
FEW, MANY = Plan(hosts=3, pages=20, port=0), Plan(hosts=10, pages=45, port=0)


@pytest.fixture
def place(brokers: Brokers, tmp_path: Path) -> Iterator[Callable[[Plan, float], "Place"]]:
    """Brokers as on the first day, and a press of a test's own."""
    empty(brokers)
    open_places: list[Place] = []

    def opened(plan: Plan, pace: float) -> Place:
        open_places.append(Place(brokers, tmp_path, plan, pace))
        return open_places[-1]

    yield opened
    for each in open_places:
        each.close()


def test_an_old_crawler_feeds_a_new_parser_and_a_new_indexer(place: Callable[[Plan, float], "Place"]) -> None:
    here = place(FEW, 0.05)
    with here.running(crawler=None, parser="raised", indexer="raised"):
        here.await_articles()
    assert list(dead_letters(here.brokers.kafka)) == []


def test_what_a_new_crawler_sends_an_old_parser_lies_whole_among_the_dead_until_the_parser_is_new_too(
    place: Callable[[Plan, float], "Place"],
) -> None:
    here = place(FEW, 0.05)
    pages = len(here.pages)
    with here.running(crawler="raised", parser=None) as running:
        assert until("the dead letters", lambda: here.dead()[topics.PAGES] == pages, PATIENCE), here.dead()
        assert {letter.reason for letter in dead_letters(here.brokers.kafka)} == {"message_too_new"}
        running.bring("parser", "raised")
        running.bring("indexer", "raised")
        here.masar("dead", "replay", "--yes", "--topic", topics.PAGES)
        here.await_articles()


def test_a_raised_version_passes_unnoticed_where_readers_are_replaced_before_writers(
    place: Callable[[Plan, float], "Place"],
) -> None:
    here = place(MANY, 0.5)
    with here.running(crawler=None, parser=None, indexer=None) as running:
        assert until("the first articles", here.articles, PATIENCE)
        flowed = [here.replaced(running, name, "raised") for name in ("indexer", "parser", "crawler")]
        here.await_articles()
        assert until("the end of all lag", lambda: here.lag() == 0, PATIENCE)
    assert sum(flowed) > 0, "nothing flowed while services were replaced"
    assert list(dead_letters(here.brokers.kafka)) == []


def test_two_of_each_are_replaced_one_by_one_under_load_and_nothing_is_lost(
    place: Callable[[Plan, float], "Place"],
) -> None:
    here = place(MANY, 0.75)
    twos = [f"{service}-{number}" for service in ("indexer", "parser", "crawler") for number in (1, 2)]
    with here.running(**dict.fromkeys(twos)) as running:
        assert until("the first articles", here.articles, PATIENCE)
        flowed = [here.replaced(running, name, "compatible") for name in twos]
        here.await_articles()
        assert until("the end of all lag", lambda: here.lag() == 0, PATIENCE)
    assert sum(flowed) > 0, "nothing flowed while services were replaced"
    assert list(dead_letters(here.brokers.kafka)) == []


def test_an_index_of_a_later_version_is_filled_while_the_old_indexer_goes_on_writing(
    place: Callable[[Plan, float], "Place"],
) -> None:
    here = place(MANY, 0.5)
    with here.running(crawler=None, parser=None, indexer=None) as running:
        assert until("the first articles", here.articles, PATIENCE)
        before = len(here.articles())
        here.rebuild_with("a_later_field", {"type": "keyword"})
        assert before < len(here.pages), "all had come before the new index was made"
        running.bring("indexer", "compatible")
        here.await_articles()
    assert list(here.mapped()) == [index_of("dushanbe", 2)]
    assert "a_later_field" in here.mapped()[index_of("dushanbe", 2)]


class Place:
    """Brokers, a press, and where a pipeline over them is looked at."""

    def __init__(self, brokers: Brokers, folder: Path, plan: Plan, pace: float) -> None:
        self.brokers, self.folder = brokers, folder
        self._open = ExitStack()
        press = self._open.enter_context(served(folder, plan))
        self.pages = set(press.urls())
        self._client, self._look = Elasticsearch(brokers.elasticsearch), TopicsLook(brokers.kafka)
        self.environment = {
            "MASAR_KAFKA": brokers.kafka,
            "MASAR_ELASTICSEARCH": brokers.elasticsearch,
            "MASAR_OUTLETS": str(outlets_file(folder / "outlets.toml", press.names(), pace, 1, 3_600.0)),
            "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
            "MASAR_CRAWLER_SESSION": "6",
            "MASAR_PARSER_SESSION": "6",
            "MASAR_INDEXER_SESSION": "6",
        }

    def running(self, **names: str | None) -> AbstractContextManager[Fleet]:
        """These services over the brokers, until the block ends."""
        return fleet(self.environment, self.folder, **names)

    def replaced(self, running: Fleet, name: str, later: str) -> int:
        """Put a later version in place of a service; returns how many articles came meanwhile."""
        before = len(self.articles())
        running.bring(name, later)
        time.sleep(3.0)  # not all at once: each is away while the others go on
        return len(self.articles()) - before

    def articles(self) -> list[str]:
        """The addresses in the index, one for each document."""
        self._client.indices.refresh(index="masar-articles")
        return [hit["_source"]["url"] for hit in scan(self._client, index="masar-articles")]

    def await_articles(self) -> None:
        """Wait until every page is in the index, and see that none is there twice."""
        until("every article", lambda: set(self.articles()) == self.pages, PATIENCE)
        found = self.articles()
        assert (self.pages - set(found), set(found) - self.pages) == (set(), set())
        assert len(found) == len(self.pages)

    def dead(self) -> Counter[str]:
        """How many dead letters there are, by the topic of the record that died."""
        return Counter(letter.topic for letter in dead_letters(self.brokers.kafka))

    def lag(self) -> int:
        """How many records are still to be read, over all topics."""
        return sum(state.lag or 0 for state in self._look.states())

    def mapped(self) -> dict[str, dict[str, object]]:
        """The fields of each index that readers see."""
        found = self._client.indices.get_mapping(index="masar-articles").body
        return {index: mapping["mappings"]["properties"] for index, mapping in found.items()}

    def rebuild_with(self, field: str, mapping: dict[str, str]) -> None:
        """Make the index anew as a version would that has one more field."""
        templates = self.folder / "templates"
        shutil.copytree(template.FOLDER, templates)
        articles = json.loads((templates / "articles.json").read_text("utf-8"))
        articles["template"]["mappings"]["properties"][field] = mapping
        (templates / "articles.json").write_text(json.dumps(articles), "utf-8")
        self.masar(str(templates), "rebuild", program="next_template")

    def masar(self, *command: str, program: str = "operations") -> None:
        """Run the `masar` command over these brokers."""
        own = {"PATH": "/usr/bin:/bin", "MASAR_DATA": str(self.folder / "data"), "PYTHONPATH": PYTHONPATH}
        subprocess.run([sys.executable, "-m", program, *command], env={**self.environment, **own}, check=True)

    def close(self) -> None:
        """Stop the press and let go of the brokers."""
        self._open.close()
        self._look.close()
        self._client.close()

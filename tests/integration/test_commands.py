"""The commands that look at a finished run: search, ledger, where."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawlers import outlets_file
from pipeline import empty, running
from pressed import open_test_press
from questions import Question, ask, read_questions
from started import Brokers

from runtime.logs import ALWAYS

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def finished(brokers: Brokers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple]:
    """A pipeline at its end: its documents, its account, a way to ask `masar`; `masar.logs` are its log lines."""
    folder = tmp_path_factory.mktemp("run")
    empty(brokers)
    with (
        open_test_press(folder / "press") as outlets,
        running(brokers, outlets, folder, MASAR_LOG_LEVEL="debug", MASAR_LOG_FORMAT="json") as pipeline,
    ):
        summary = pipeline.until_done()
        documents = pipeline.documents()
    environment = {
        **os.environ,
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_OUTLETS": str(outlets),
    }

    def masar(*arguments: str, **own: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "operations", *arguments]
        done = subprocess.run(command, env=environment | own, capture_output=True, text=True)
        return done.returncode, done.stdout

    masar.logs = [
        json.loads(line) for log in (folder / "logs").glob("*.log") for line in log.read_text("utf-8").splitlines()
    ]
    return documents, summary, masar


def test_search_shows_matches_as_printed_whatever_their_spelling(finished: tuple) -> None:
    documents, _, masar = finished
    status, told = masar("search", "دوشنبه", "--json", "--size", "200")
    assert status == 0
    hits = json.loads(told)["hits"]
    printed = {form for form in ("دوشانبه", "دوشنبيه", "دوشمبه", "دوشانبي") for hit in hits if form in str(hit)}
    assert len(printed) >= 3
    assert {hit["url"] for hit in hits} <= set(documents)


def test_the_ledger_closes_and_agrees_with_what_kafka_says(finished: tuple) -> None:
    _, summary, masar = finished
    status, told = masar("ledger", "--json")
    rows = json.loads(told)
    assert status == 0
    assert len(rows) == 10
    assert sum(row["account"]["discovered"] for row in rows) == summary.discovered
    for row in rows:
        account = row["account"]
        assert account["discovered"] == sum(account["outcomes"].values()) + account["unaccounted"]
        assert account["unaccounted"] == 0


def test_where_follows_a_page_from_discovery_to_the_index(finished: tuple) -> None:
    documents, _, masar = finished
    status, told = masar("where", next(iter(documents)), "--json")
    assert status == 0
    assert [outcome["step"] for outcome in json.loads(told)] == ["discover", "fetch", "parse", "trace", "index"]


def test_where_tells_every_outcome_out_of_kafka_alone_as_well(finished: tuple) -> None:
    documents, _, masar = finished
    status, told = masar("where", next(iter(documents)), "--all", "--json")
    assert status == 0
    steps = [outcome["step"] for outcome in json.loads(told)]
    assert list(dict.fromkeys(steps)) == ["discover", "fetch", "parse", "trace", "index"]


def test_logs_have_one_shape_and_a_page_is_followed_through_all_services_by_its_id(finished: tuple) -> None:
    documents, _, masar = finished
    assert len(masar.logs) > 500
    for line in masar.logs:
        assert tuple(name for name in line if name in ALWAYS) == ALWAYS
        assert ("offset" in line) <= ({"topic", "partition"} <= line.keys())
        assert ("page_id" in line) <= ("outlet" in line)
    page = next(iter(documents.values()))
    of_it = [line for line in masar.logs if line.get("page_id") == page["page_id"]]
    way = {(line["service"], line.get("topic")) for line in of_it}
    assert {
        ("crawler", "masar.urls"),
        ("crawler", None),  # its visit: what is asked of a server is no record
        ("parser", "masar.pages"),
        ("parser", "masar.relevant"),
        ("indexer", "masar.articles"),
        ("indexer", "masar.outcomes"),
    } <= way
    assert {line["outlet"] for line in of_it} == {page["outlet"]}


def test_where_says_of_an_unknown_page_that_it_was_never_discovered(finished: tuple) -> None:
    *_, masar = finished
    assert masar("where", "http://nowhere.example/1", "--json") == (1, "[]\n")


@pytest.mark.parametrize("question", read_questions(), ids=lambda question: question.title)
def test_an_analysts_question_has_the_answer_that_the_docs_print(
    question: Question, finished: tuple, elasticsearch_address: str
) -> None:
    assert ask(question, elasticsearch_address) == question.answer


def test_there_are_fifteen_questions_and_each_finds_something() -> None:
    questions = read_questions()
    assert len(questions) == 15
    assert all(question.answer for question in questions)


def test_a_story_is_shown_with_its_family_and_two_of_it_side_by_side(finished: tuple) -> None:
    documents, _, masar = finished
    copies = {url: each for url, each in documents.items() if (each.get("story") or {}).get("role") == "reprint"}
    url, copy = sorted(copies.items())[0]
    for asked in (url, copy["page_id"], copy["story"]["id"]):
        status, told = masar("story", asked, "--json")
        assert status == 0
        assert {member["story"]["id"] for member in json.loads(told)["members"]} == {copy["story"]["id"]}
    status, told = masar("story", copy["page_id"], copy["story"]["origin_page_id"], "--json")
    compared = json.loads(told)
    assert status == 0
    assert compared["source"]["page_id"] == copy["story"]["origin_page_id"]
    assert compared["shared"] == copy["story"]["shared"]
    assert "kept" in [row["kind"] for row in compared["rows"]]
    assert masar("story", url)[0] == 0
    assert masar("story", "http://127.0.0.2/nowhere")[0] == 1


def test_an_outlet_that_was_never_heard_is_told_by_the_ledger(finished: tuple, tmp_path: Path) -> None:
    _, _, masar = finished
    status, told = masar("ledger", "--silent", "--json")
    assert (status, json.loads(told)) == (0, [])
    declared = tmp_path / "outlets.toml"
    outlets_file(declared, ["http://127.1.9.9:1"], pace=1.0)
    status, told = masar("ledger", "--silent", "--json", MASAR_OUTLETS=str(declared))
    assert status == 1
    assert [(row["outlet"], row["account"]["discovered"]) for row in json.loads(told)] == [("outlet0", 0)]

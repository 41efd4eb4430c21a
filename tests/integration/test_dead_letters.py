"""What breaks the parser becomes a dead letter, whole, and the next page is processed; a mend replays it."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kafka import KafkaProducer
from pipeline import empty
from started import Brokers

from contracts import codec, topics
from contracts.addresses import page_id
from contracts.article import Article
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.page import Page
from operations.services import Service
from queues.look import TopicsLook, read_to_end

pytestmark = pytest.mark.integration

GOOD = (
    "<html lang='ar'><head><meta charset='utf-8'><title>انطلاق مؤتمر مرحلة الكويت</title></head><body><article>"
    "<h1>انطلاق مؤتمر مرحلة الكويت</h1>"
    "<p>انطلقت في الكويت اليوم أعمال المؤتمر الدولي ضمن «عملية دوشنبه لمكافحة الإرهاب وتمويله» "
    "بحضور ممثلين عن عشرات الدول والمنظمات الدولية والإقليمية.</p>"
    "<p>وأكد المتحدثون في الجلسة الأولى أهمية التعاون بين الأجهزة المعنية بأمن الحدود وتبادل المعلومات بينها.</p>"
    "</article></body></html>"
).encode()


def page(name: str, body: bytes, content_type: str = "text/html") -> Page:
    url = f"http://outlet.example/{name}"
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet="outlet",
        fetched_at=datetime(2024, 11, 5, 6, 0, tzinfo=UTC),
        status=200,
        headers=(("content-type", content_type),),
        body=body,
        discovered_by="test",
    )


# What arrives, and the step and the reason that its letter names.
BROKEN = {
    "not-json": (b"{ this is no message", "read", "message_not_readable"),
    "newer": (codec.encode(page("newer", GOOD)).replace(b'"version":1', b'"version":2'), "read", "message_too_new"),
    "fieldless": (b'{"version": 1, "url": "http://outlet.example/"}', "read", "message_not_readable"),
    "binary": (codec.encode(page("binary", bytes(range(256)) * 40)), "decode", "not_html"),
    "empty": (codec.encode(page("empty", b"")), "decode", "empty_page"),
}


@pytest.fixture(scope="module")
def letters(brokers: Brokers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, DeadLetter]]:
    """Each broken record followed by a good page, through a parser of its own; the letters by the record's name."""
    empty(brokers)
    folder = tmp_path_factory.mktemp("parser")
    parser = Service(
        "parser", {"MASAR_KAFKA": brokers.kafka, "MASAR_PARSER_DATA": str(folder / "data")}, folder / "logs"
    )
    parser.child.start()
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, acks="all", max_request_size=16_777_216)
    for name, (value, _, _) in BROKEN.items():
        # One partition, so that the good page waits behind the broken record.
        producer.send(topics.PAGES, key=name.encode(), value=value, partition=0)
        producer.send(topics.PAGES, value=codec.encode(page(f"after-{name}", GOOD)), partition=0)
    unlabelled = page("unknown-charset", GOOD, "text/html; charset=x-no-such-charset")
    producer.send(topics.PAGES, value=codec.encode(unlabelled), partition=0)
    producer.close()
    look = TopicsLook(brokers.kafka)
    try:
        wait_for_lag_zero(look)
        found = [codec.decode(value, DeadLetter) for value in read_to_end(brokers.kafka, topics.dead(topics.PAGES))]
        yield {(letter.key or b"").decode(): letter for letter in found}
    finally:
        look.close()
        parser.child.stop()


def wait_for_lag_zero(look: TopicsLook, within: float = 120.0) -> None:
    end = time.monotonic() + within
    while True:
        states = {state.topic: state for state in look.states()}
        if states[topics.PAGES].records and not states[topics.PAGES].lag and not states[topics.RELEVANT].lag:
            return
        assert time.monotonic() < end, states
        time.sleep(0.3)


@pytest.mark.parametrize("name", BROKEN)
def test_the_letter_holds_the_record_whole_with_step_and_reason(name: str, letters: dict[str, DeadLetter]) -> None:
    value, step, reason = BROKEN[name]
    letter = letters[name]
    assert (letter.topic, letter.value, letter.step, letter.reason) == (topics.PAGES, value, step, reason)
    assert letter.error


def test_the_pages_behind_them_were_processed(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    articles = [codec.decode(value, Article) for value in read_to_end(brokers.kafka, topics.ARTICLES)]
    urls = {article.url for article in articles}
    assert {f"http://outlet.example/after-{name}" for name in BROKEN} <= urls


def test_an_unknown_charset_is_read_all_the_same(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    articles = [codec.decode(value, Article) for value in read_to_end(brokers.kafka, topics.ARTICLES)]
    found = next(article for article in articles if article.url.endswith("/unknown-charset"))
    assert found.title == "انطلاق مؤتمر مرحلة الكويت"


def test_a_dead_page_has_the_outcome_dead(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    outcomes = [codec.decode(value, Outcome) for value in read_to_end(brokers.kafka, topics.OUTCOMES)]
    dead = {outcome.url.rpartition("/")[2]: outcome.reason for outcome in outcomes if outcome.name == "dead"}
    assert dead == {"binary": "not_html", "empty": "empty_page"}


def masar(brokers: Brokers, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "operations", "dead", *arguments]
    environment = {**os.environ, "MASAR_KAFKA": brokers.kafka}
    done = subprocess.run(command, env=environment, text=True, capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == status, done.stderr
    return done


def listed(brokers: Brokers, *arguments: str) -> dict[str, tuple[int, int, int]]:
    """Letters by reason: kept, waiting, died again."""
    rows = json.loads(masar(brokers, "list", "--json", *arguments).stdout)
    return {row["reason"]: (row["count"], row["waiting"], row["again"]) for row in rows}


def test_operators_list_and_show_them(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    assert listed(brokers) == {
        "message_not_readable": (2, 2, 0),
        "message_too_new": (1, 1, 0),
        "not_html": (1, 1, 0),
        "empty_page": (1, 1, 0),
    }
    shown = json.loads(masar(brokers, "show", "--reason", "empty_page").stdout)
    assert base64.b64decode(shown["value"]) == letters["empty"].value
    assert masar(brokers, "show", "masar.pages/0/99999", status=1).stdout == ""


def test_nothing_is_sent_by_a_dry_run_by_chance_or_unasked(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    before = sum(1 for _ in read_to_end(brokers.kafka, topics.PAGES))
    dry = masar(brokers, "replay", "--reason", "message_too_new", "--dry-run")
    assert (dry.stdout.split()[0], "1 would be sent" in dry.stderr) == (letters["newer"].id, True)
    assert "say --all" in masar(brokers, "replay", status=2).stderr
    assert "say --yes" in masar(brokers, "replay", "--all", status=2).stderr
    assert "say --yes" in masar(brokers, "purge", "--all", status=2).stderr
    assert sum(1 for _ in read_to_end(brokers.kafka, topics.PAGES)) == before


def test_a_replayed_letter_that_dies_again_says_so(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    told = masar(brokers, "replay", "--reason", "message_too_new", "--yes", "--wait", "120", status=1).stderr
    assert "1 were sent again" in told
    assert f"{letters['newer'].id} died again as masar.pages/" in told
    assert list(read_to_end(brokers.kafka, topics.PAGES)).count(letters["newer"].value) == 2
    assert listed(brokers)["message_too_new"] == (2, 1, 1)
    assert set(listed(brokers, "--again")) == {"message_too_new"}
    (act,) = json.loads(masar(brokers, "audit", "--json").stdout)
    assert (act["act"], act["letter"], act["reason"]) == ("replayed", letters["newer"].id, "message_too_new")
    assert act["by"].count("@") == 1


def test_purged_letters_are_gone_with_a_record_of_it_and_the_others_are_whole(
    letters: dict[str, DeadLetter], brokers: Brokers
) -> None:
    assert "2 would be removed" in masar(brokers, "purge", "--reason", "message_too_new", "--dry-run").stderr
    assert "2 were removed" in masar(brokers, "purge", "--reason", "message_too_new", "--yes").stderr
    assert set(listed(brokers)) == {"message_not_readable", "not_html", "empty_page"}
    kept = [codec.decode(value, DeadLetter) for value in read_to_end(brokers.kafka, topics.dead(topics.PAGES))]
    assert {letter.id: letter for letter in kept} == {
        letter.id: letter for name, letter in letters.items() if name != "newer"
    }
    acts = json.loads(masar(brokers, "audit", "--json").stdout)
    assert [act["act"] for act in acts] == ["replayed", "purged", "purged"]


def test_a_replay_after_a_mend_goes_through(letters: dict[str, DeadLetter], brokers: Brokers) -> None:
    """A letter whose record is sound, as it is once the step that broke at it is mended."""
    mended = page("mended", GOOD)
    letter = DeadLetter(
        topic=topics.PAGES,
        partition=0,
        offset=77_777,
        key=mended.page_id.encode(),
        value=codec.encode(mended),
        step="extract",
        reason="KeyError",
        error="KeyError: 'a field'",
        at=datetime.now(UTC),
        page_id=mended.page_id,
        url=mended.url,
        outlet=mended.outlet,
    )
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, acks="all")
    producer.send(topics.dead(topics.PAGES), key=letter.key, value=codec.encode(letter))
    producer.close()
    told = masar(brokers, "replay", letter.id, "--yes", "--wait", "120").stderr
    assert "1 went through, 0 died again" in told
    assert listed(brokers)["KeyError"] == (1, 0, 0)
    articles = [codec.decode(value, Article) for value in read_to_end(brokers.kafka, topics.ARTICLES)]
    assert mended.url in {article.url for article in articles}


def test_fifty_megabytes_are_refused_by_name_and_the_next_line_is_read(tmp_path: Path) -> None:
    def line(url: str, body: bytes) -> str:
        told = {"url": url, "fetched_at": "2024-11-05T06:00:00Z", "headers": {"content-type": "text/html"}}
        return json.dumps({**told, "body_base64": base64.b64encode(body).decode()})

    lines = [line("http://outlet.example/huge", b"<p>" + b"x" * 50_000_000), line("http://outlet.example/good", GOOD)]
    (tmp_path / "pages.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "operations", "parse", "--jsonl", str(tmp_path / "pages.jsonl")]
    told = subprocess.run(command, capture_output=True, check=True).stdout.splitlines()
    huge, good = (json.loads(each) for each in told)
    assert (huge["message"], huge["reason"], huge["url"]) == ("DeadLetter", "too_large", "http://outlet.example/huge")
    assert (good["message"], good["url"]) == ("Article", "http://outlet.example/good")

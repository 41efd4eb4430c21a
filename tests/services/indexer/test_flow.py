"""The loop with fakes: what happens to records while Elasticsearch takes, refuses and breaks."""

import json
from collections import namedtuple
from concurrent.futures import Executor, Future

from indexed_articles import article, outcome
from kafka import TopicPartition
from kafka.errors import RebalanceInProgressError

from contracts import codec, topics
from services.indexer.announce import Announcer
from services.indexer.bulk import RefusedWhole
from services.indexer.flow import Flow
from services.indexer.intake import Intake
from services.indexer.read import TOPICS
from services.indexer.settings import IndexerSettings
from services.indexer.verdict import Verdict

FakeRecord = namedtuple("FakeRecord", "offset key value headers")
ARTICLES = TopicPartition(topics.ARTICLES, 0)
OUTCOMES = TopicPartition(topics.OUTCOMES, 0)
WRITTEN = Verdict("written")
BUSY = Verdict("later", "es_rejected_execution_exception", "queue is full")


class FakeConsumer:
    """Gives what was put in, unless paused; remembers what was committed."""

    def __init__(self):
        self.waiting, self.committed, self._paused, self.polls = {}, {}, set(), 0
        self.joins, self.group_takes_commits = 0, True

    def subscribe(self, topics, listener):
        self.joins += 1

    def unsubscribe(self):
        self.group_takes_commits = True

    def put(self, partition, *values):
        records = self.waiting.setdefault(partition, [])
        first = records[-1].offset + 1 if records else 0
        records.extend(FakeRecord(first + n, b"key", value, []) for n, value in enumerate(values))

    def poll(self, timeout_ms):
        self.polls += 1
        given = {place: records for place, records in self.waiting.items() if place not in self._paused}
        self.waiting = {place: records for place, records in self.waiting.items() if place in self._paused}
        return given

    def assignment(self):
        return {ARTICLES, OUTCOMES}

    def pause(self, *partitions):
        self._paused |= set(partitions)

    def resume(self, *partitions):
        self._paused -= set(partitions)

    def paused(self):
        return set(self._paused)

    def highwater(self, partition):
        return None

    def commit(self, offsets, timeout_ms):
        if not self.group_takes_commits:
            raise RebalanceInProgressError
        self.committed |= {place: held.offset for place, held in offsets.items()}


class FakeFuture:
    exception = None

    def __init__(self, producer):
        self._producer = producer

    def succeeded(self):
        return self._producer.acknowledges

    def failed(self):
        return False


class FakeProducer:
    def __init__(self):
        self.sent, self.acknowledges = [], True

    def send(self, topic, value, key):
        self.sent.append((topic, json.loads(value)))
        return FakeFuture(self)

    def told(self, topic):
        return [message for sent_to, message in self.sent if sent_to == topic]


class SameThread(Executor):
    def submit(self, call, *args):
        future = Future()
        try:
            future.set_result(call(*args))
        except Exception as error:
            future.set_exception(error)
        return future


class Scene:
    """A flow among fakes; `answers` are Elasticsearch's, one for each request, then everything is written."""

    def __init__(self, *answers, **settings):
        self.answers, self.requests, self.now = list(answers), [], 100.0
        self.consumer, self.producer = FakeConsumer(), FakeProducer()
        settings = IndexerSettings(**({"flush_after": 0.0} | settings))
        self.intake, announcer = Intake(self.consumer, TOPICS), Announcer(self.producer)
        self.flow = Flow(settings, self.intake, announcer, self.send, SameThread(), ("dushanbe",), lambda: self.now)

    def send(self, works):
        self.requests.append([work.write.id[-1] for work in works])
        answer = self.answers.pop(0) if self.answers else [WRITTEN] * len(works)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def turns(self, count=4):
        for _ in range(count):
            self.flow.turn()
            self.now += 1.0

    @property
    def outcomes(self):
        return [(told["page_id"][-1], told["name"]) for told in self.producer.told(topics.OUTCOMES)]


def _articles(*numbers):
    return [codec.encode(article(number)) for number in numbers]


def test_an_article_is_indexed_told_of_and_then_committed():
    scene = Scene()
    scene.consumer.put(ARTICLES, *_articles(1, 2))
    scene.turns()
    assert scene.outcomes == [("1", "indexed"), ("2", "indexed")]
    told = scene.producer.told(topics.OUTCOMES)[0]
    assert (told["step"], told["dossiers"], told["visit"]) == ("index", ["dushanbe"], "2026-11-01T12:00:00Z")
    assert scene.consumer.committed == {ARTICLES: 2}


def test_offsets_wait_for_the_outcome_to_be_acknowledged():
    scene = Scene()
    scene.producer.acknowledges = False
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.turns()
    assert scene.consumer.committed == {}
    scene.producer.acknowledges = True
    scene.turns(2)
    assert scene.consumer.committed == {ARTICLES: 1}


def test_the_ledger_has_no_outcomes_of_its_own():
    scene = Scene()
    scene.consumer.put(OUTCOMES, codec.encode(outcome(1)))
    scene.turns()
    assert scene.producer.sent == []
    assert scene.consumer.committed == {OUTCOMES: 1}


def test_a_busy_elasticsearch_pauses_reading_but_not_polling_and_nothing_dies():
    scene = Scene([BUSY, WRITTEN], [BUSY], retry_first=10.0, retry_longest=10.0)
    scene.consumer.put(ARTICLES, *_articles(1, 2))
    scene.turns(3)
    assert scene.consumer.paused() == {ARTICLES, OUTCOMES}
    polls = scene.consumer.polls
    scene.turns(30)
    assert scene.consumer.polls == polls + 30
    assert scene.requests == [["1", "2"], ["1"], ["1"]]
    assert scene.outcomes == [("2", "indexed"), ("1", "indexed")]
    assert scene.consumer.paused() == set()
    assert scene.consumer.committed == {ARTICLES: 2}


def test_a_lost_answer_is_no_change_of_the_name():
    scene = Scene([Verdict("later", "timeout")], [Verdict("unchanged")], retry_first=0.1)
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.turns(6)
    assert scene.outcomes == [("1", "indexed")]


def test_replayed_articles_are_told_apart():
    scene = Scene([Verdict("unchanged"), Verdict("superseded")])
    scene.consumer.put(ARTICLES, *_articles(1, 2))
    scene.turns()
    assert scene.outcomes == [("1", "unchanged"), ("2", "superseded")]


def test_a_refused_document_is_a_dead_letter_and_the_next_one_goes_on():
    refusal = Verdict("dead", "document_parsing_exception", "failed to parse field [published.at]")
    scene = Scene([refusal, WRITTEN])
    scene.consumer.put(ARTICLES, *_articles(1, 2))
    scene.turns()
    (letter,) = scene.producer.told("masar.articles.dead")
    assert (letter["reason"], letter["error"]) == (refusal.reason, refusal.error)
    assert scene.outcomes == [("1", "dead"), ("2", "indexed")]
    assert scene.consumer.committed == {ARTICLES: 2}


def test_unreadable_records_die_without_a_request():
    scene = Scene()
    scene.consumer.put(ARTICLES, b"{", *_articles(2))
    scene.consumer.put(OUTCOMES, b"{")
    scene.turns()
    assert len(scene.producer.told("masar.articles.dead")) == 1
    assert len(scene.producer.told("masar.outcomes.dead")) == 1
    assert scene.outcomes == [("2", "indexed")]
    assert scene.consumer.committed == {ARTICLES: 2, OUTCOMES: 1}


def test_a_record_without_a_value_is_passed_over():
    scene = Scene()
    scene.consumer.put(ARTICLES, None)
    scene.turns()
    assert (scene.producer.sent, scene.consumer.committed) == ([], {ARTICLES: 1})


def test_a_server_that_breaks_at_one_document_is_not_asked_for_ever():
    broken = Verdict("broken", "null_pointer_exception", "oops")
    scene = Scene(*[[broken]] * 9, tries=3, retry_first=0.1, retry_longest=0.1)
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.turns(9)
    assert scene.requests == [["1"]] * 3
    assert scene.outcomes == [("1", "dead")]


def test_a_request_refused_as_a_whole_is_taken_apart():
    scene = Scene(RefusedWhole("too large"), [Verdict("dead", "content_too_long")])
    scene.consumer.put(ARTICLES, *_articles(1, 2, 3))
    scene.turns(6)
    assert scene.requests == [["1", "2", "3"], ["1"], ["2"], ["3"]]
    assert sorted(scene.outcomes) == [("1", "dead"), ("2", "indexed"), ("3", "indexed")]


def test_an_index_is_waited_for_unless_its_dossier_is_not_followed():
    missing = Verdict("later", "index_not_found_exception", "no such index")
    scene = Scene([missing, missing], retry_first=0.1)
    scene.consumer.put(ARTICLES, codec.encode(article(1)), codec.encode(article(2, dossier="other")))
    scene.turns(6)
    assert scene.outcomes == [("2", "dead"), ("1", "indexed")]


def test_reading_pauses_while_too_much_is_held():
    scene = Scene(held_bytes=10)
    scene.producer.acknowledges = False
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.turns(2)
    assert scene.consumer.paused() == {ARTICLES, OUTCOMES}
    scene.producer.acknowledges = True
    scene.turns(3)
    assert scene.consumer.paused() == set()


def test_stopping_finishes_what_was_read():
    scene = Scene(flush_after=60.0)
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.flow.turn()
    assert scene.flow.busy
    scene.flow.drain()
    assert scene.outcomes == [("1", "indexed")]
    assert scene.consumer.committed == {ARTICLES: 1}


def test_work_of_a_partition_that_went_away_is_left_to_its_new_owner():
    scene = Scene(flush_after=60.0)
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.flow.turn()
    scene.intake.on_partitions_revoked([ARTICLES])
    scene.turns(2)
    assert not scene.flow.busy
    assert (scene.requests, scene.consumer.committed) == ([], {})


def test_a_group_that_takes_no_commits_is_joined_anew():
    scene = Scene()
    scene.consumer.group_takes_commits = False
    scene.consumer.put(ARTICLES, *_articles(1))
    scene.turns(8)
    assert scene.consumer.joins == 0
    scene.turns(8)
    assert scene.consumer.joins == 1

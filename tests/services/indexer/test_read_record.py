import json

from indexed_articles import article, outcome

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from services.indexer.read import read
from services.indexer.tell import death_of
from services.indexer.work import Position, Record, Rejected, Work

ARTICLE = Position(topics.ARTICLES, 2, 40, 1)
OUTCOME = Position(topics.OUTCOMES, 0, 1, 1)


def test_articles_and_outcomes_become_documents():
    work = read(ARTICLE, Record(b"k", codec.encode(article(1))))
    assert isinstance(work, Work)
    assert work.subject.dossier == "dushanbe"
    entry = read(OUTCOME, Record(b"k", codec.encode(outcome(1))))
    assert isinstance(entry, Work)
    assert entry.write.alias == "masar-ledger"


def test_what_is_no_message_or_a_newer_one_is_rejected_with_the_codecs_reason():
    for value, reason in ((b"\xff\xfe", "message_not_readable"), (b'{"version": 9}', "message_too_new")):
        rejected = read(ARTICLE, Record(b"k", value))
        assert isinstance(rejected, Rejected)
        assert (rejected.reason, rejected.subject) == (reason, None)


def test_an_article_that_lacks_a_field_still_names_its_page_so_that_the_account_closes():
    fields = json.loads(codec.encode(article(1)))
    del fields["relevance"]
    rejected = read(ARTICLE, Record(b"k", json.dumps(fields).encode()))
    assert isinstance(rejected, Rejected)
    letter, told = death_of(rejected)
    assert letter.topic == "masar.articles.dead"
    assert json.loads(told.value)["name"] == "dead"
    assert json.loads(told.value)["dossiers"] == ["dushanbe"]


def test_an_id_that_elasticsearch_cannot_take_is_rejected_before_it_breaks_a_request():
    rejected = read(ARTICLE, Record(None, codec.encode(article(1, page_id="x" * 600))))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "id_not_possible"


def test_a_dead_letter_holds_the_record_untouched():
    record = Record(b"key", b"\xff not json", (("trace", b"1"),))
    (letter,) = death_of(read(ARTICLE, record))
    whole = codec.decode(letter.value, DeadLetter)
    assert (whole.topic, whole.partition, whole.offset) == (topics.ARTICLES, 2, 40)
    assert (whole.key, whole.value, whole.headers) == (b"key", b"\xff not json", (("trace", b"1"),))
    assert (whole.step, letter.key) == ("index", b"key")

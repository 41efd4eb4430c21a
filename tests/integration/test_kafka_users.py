"""A Kafka that asks who its clients are: each service works with its user, and is refused what is not its work."""

import contextlib
import gc
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType
from kafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError
from kafka.structs import OffsetAndMetadata
from pressed import open_test_press
from started import Brokers, Stack

from contracts import topics
from contracts.access import all_access
from deploy.local.account import brokers_account
from deploy.local.jdk import SHORT_LIVED
from deploy.local.kafka import Kafka, plan_kafka, start_kafka
from deploy.local.kafka_guard import login
from deploy.local.kafka_users import make_users
from deploy.local.secret import kept_secret, make_private
from deploy.local.topics import make_topics
from operations.follow import Follower
from operations.services import SERVICES, start_services
from queues.look import TopicsLook, dead_letters
from services.indexer.setup_index import install
from services.indexer.versions import versions_of

# kafka-python 3.0.12 leaves the socket of some connections to the garbage collector, once a broker has refused it.
pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")]
ROOT = Path(__file__).parents[2]
DOSSIER = "dushanbe"
USERS = tuple(all_access())
ALL_TOPICS = tuple(topic.name for topic in topics.all_topics())


@dataclass(frozen=True)
class Guarded:
    """A started Kafka and its users' password files."""

    kafka: Kafka
    secrets: Path

    def file(self, user: str) -> Path:
        return self.secrets / f"kafka-{user}"

    def login(self, user: str) -> dict[str, Any]:
        return dict(login(user, kept_secret(self.file(user))))


@pytest.fixture(scope="module")
def guarded(stack: Stack, open_folder: Path) -> Iterator[Guarded]:
    folder = open_folder / "guarded-kafka"
    secrets = folder / "secrets"
    make_private(secrets)
    password = kept_secret(secrets / "kafka-admin")
    kafka = start_kafka(
        plan_kafka(folder / "kafka", preferred=0),
        stack.artefacts.kafka,
        stack.jdk,
        brokers_account(),
        heap="256m",
        password=password,
        java_options=SHORT_LIVED,
    )
    try:
        kafka.wait_ready()
        make_topics(kafka.bootstrap, login=kafka.login)
        make_users(kafka.bootstrap, kafka.login, {user: kept_secret(secrets / f"kafka-{user}") for user in USERS})
        yield Guarded(kafka, secrets)
    finally:
        kafka.stop()


@pytest.fixture(autouse=True)
def _sockets_left_behind() -> Iterator[None]:
    """Collected here, where they are expected, and not in another test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def test_each_service_does_its_work_with_its_own_user(guarded: Guarded, brokers: Brokers, tmp_path: Path) -> None:
    common = {
        "MASAR_KAFKA": guarded.kafka.bootstrap,
        "MASAR_KAFKA_SECURITY": "sasl_plaintext",
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
        "MASAR_PARSER_DATA": str(tmp_path / "parser"),
    }
    # The watch looks and writes nothing there: it has no user of its own.
    users = {name: "viewer" if name == "watch" else name for name in SERVICES}
    own = {
        name: {"MASAR_KAFKA_USER": user, "MASAR_KAFKA_PASSWORD_FILE": str(guarded.file(user))}
        for name, user in users.items()
    }
    operator = guarded.login("operator")
    client = Elasticsearch(brokers.elasticsearch)
    install(client, [ROOT / "dossiers" / DOSSIER])
    follower = Follower(guarded.kafka.bootstrap, operator)
    follower.start()
    try:
        with open_test_press(tmp_path / "press") as outlets:
            services = start_services({**common, "MASAR_OUTLETS": str(outlets)}, tmp_path / "logs", own)
            try:
                _wait("an article is indexed", lambda: follower.summary().indexed > 0, tmp_path / "logs")
                # Its own commits, too: a group whose offsets nobody may write would begin anew for ever.
                _wait("all groups commit", lambda: _have_committed(guarded, operator), tmp_path / "logs")
            finally:
                for service in services:
                    service.child.stop()
        assert list(dead_letters(guarded.kafka.bootstrap, operator)) == []
    finally:
        follower.stop()
        for index in versions_of(client, DOSSIER).all:
            client.indices.delete(index=index)
        install(client, [ROOT / "dossiers" / DOSSIER])
        client.close()
    told = "".join(log.read_text() for log in (tmp_path / "logs").iterdir())
    assert not [user for user in USERS if kept_secret(guarded.file(user)) in told]


def _have_committed(guarded: Guarded, operator: dict[str, Any]) -> bool:
    look = TopicsLook(guarded.kafka.bootstrap, operator)
    try:
        states = {state.topic: state for state in look.states()}
    finally:
        look.close()
    return all((states[name].lag or 0) < states[name].records for name in (topics.URLS, topics.PAGES, topics.ARTICLES))


@pytest.mark.parametrize("user", USERS)
def test_a_user_reads_and_writes_what_is_its_work_and_nothing_else(guarded: Guarded, user: str) -> None:
    access = all_access()[user]
    assert _writable(guarded, user) == set(access.writes)
    assert _readable(guarded, user) == set(access.reads)


@pytest.mark.parametrize("user", USERS)
def test_a_user_commits_for_its_own_group_only(guarded: Guarded, user: str) -> None:
    groups = [access.group for access in all_access().values() if access.group]
    assert [group for group in groups if _may_commit(guarded, user, group)] == [
        group for group in groups if group == all_access()[user].group
    ]


def test_nobody_but_the_administrator_makes_topics_or_users(guarded: Guarded) -> None:
    for user in USERS:
        admin = KafkaAdminClient(bootstrap_servers=guarded.kafka.bootstrap, **guarded.login(user))
        try:
            (made,) = admin.create_topics(
                {"masar.more": {"num_partitions": 1, "replication_factor": 1}}, raise_errors=False
            )["topics"]
            assert made["error_code"] == TopicAuthorizationFailedError.errno, user
        finally:
            admin.close()
        with pytest.raises(KafkaError):
            make_users(guarded.kafka.bootstrap, guarded.login(user), {user: "another"})


@pytest.mark.parametrize("stranger", [{}, dict(login("indexer", "wrong")), dict(login("nobody", "unknown"))])
def test_a_stranger_is_not_let_in(guarded: Guarded, stranger: dict[str, Any]) -> None:
    with pytest.raises((KafkaError, OSError)):
        KafkaAdminClient(bootstrap_servers=guarded.kafka.bootstrap, bootstrap_timeout_ms=3_000, **stranger)


def test_what_is_no_longer_granted_is_taken_away(guarded: Guarded) -> None:
    """Users are made again at every set-up; a grant by hand does not outlive it."""
    admin = KafkaAdminClient(bootstrap_servers=guarded.kafka.bootstrap, **guarded.kafka.login)
    pages = ResourcePattern(ResourceType.TOPIC, topics.PAGES)
    admin.create_acls([ACL("User:indexer", "*", ACLOperation.WRITE, ACLPermissionType.ALLOW, pages)])
    admin.close()
    _wait("the grant holds", lambda: _writable(guarded, "indexer", [topics.PAGES]))
    make_users(guarded.kafka.bootstrap, guarded.kafka.login, {"indexer": kept_secret(guarded.file("indexer"))})
    _wait("it is taken away", lambda: not _writable(guarded, "indexer", [topics.PAGES]))
    assert _writable(guarded, "indexer", [topics.OUTCOMES])


def _writable(guarded: Guarded, user: str, among: Iterable[str] = ALL_TOPICS) -> set[str]:
    # One refusal is the end of an idempotent producer.
    producer = KafkaProducer(
        bootstrap_servers=guarded.kafka.bootstrap, enable_idempotence=False, acks="all", **guarded.login(user)
    )
    writable = set()
    try:
        for topic in among:
            with contextlib.suppress(TopicAuthorizationFailedError):
                producer.send(topic, key=b"trial", value=b"trial", partition=0).get(60)
                writable.add(topic)
    finally:
        producer.close()
    return writable


def _readable(guarded: Guarded, user: str) -> set[str]:
    consumer = KafkaConsumer(bootstrap_servers=guarded.kafka.bootstrap, **guarded.login(user))
    readable = set()
    try:
        # What a user may neither read nor write is not even shown to it; of the rest, reading is tried.
        for topic in consumer.topics() & set(ALL_TOPICS):
            with contextlib.suppress(TopicAuthorizationFailedError):
                _read_from(consumer, TopicPartition(topic, 0))
                readable.add(topic)
    finally:
        consumer.close()
    return readable


def _read_from(consumer: KafkaConsumer, place: TopicPartition) -> None:
    consumer.assign([place])
    consumer.seek(place, 0)
    until = time.monotonic() + 120
    # That there is nothing to read is an answer too.
    while not consumer.poll(timeout_ms=200) and consumer.highwater(place) is None:
        assert time.monotonic() < until, f"no answer about {place}"


def _may_commit(guarded: Guarded, user: str, group: str) -> bool:
    consumer = KafkaConsumer(bootstrap_servers=guarded.kafka.bootstrap, group_id=group, **guarded.login(user))
    place = TopicPartition(all_access()[user].reads[0], 0)
    try:
        consumer.assign([place])
        consumer.commit({place: OffsetAndMetadata(0, "", -1)})
    except GroupAuthorizationFailedError:
        return False
    finally:
        consumer.close(autocommit=False)
    return True


def _wait(what: str, holds: Callable[[], object], logs: Path | None = None, patience: float = 240.0) -> None:
    until = time.monotonic() + patience
    while not holds():
        told = "".join(log.read_text()[-2000:] for log in logs.iterdir()) if logs and logs.exists() else ""
        assert time.monotonic() < until, f"still waiting until {what}: {told}"
        time.sleep(0.3)

"""The services of a fault run: killed at will, started again at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from evaluation.crawl.places import until
from operations.follow import Follower
from operations.processes import stop_all
from operations.quiet import Work, work_left
from operations.services import SERVICES, start_services
from queries.account import Summary
from queues.look import TopicsLook
from queues.offsets import READERS

PATIENCE = 1800.0
# Which service reads as which group.
OWNERS = {"masar-crawler": "crawler", "masar-parser": "parser", "masar-indexer": "indexer"}


class Pipeline:
    """Crawler, parser (which also traces) and indexer over brokers; `folder` takes their logs."""

    def __init__(self, kafka: str, environment: dict[str, str], folder: Path) -> None:
        self.kafka = kafka
        self._services = {service.name: service for service in start_services(environment, folder)}
        self.follower, self._look = Follower(kafka), TopicsLook(kafka)
        self.follower.start()

    def kill(self, name: str) -> None:
        """SIGKILL a service and start it again, as a container's supervisor does."""
        child = self._services[name].child
        child.kill()
        child.start()

    def revive(self) -> None:
        """Start again what ended by itself."""
        for service in self._services.values():
            service.child.revive()

    def rewind(self, topic: str) -> None:
        """Stop the topic's reader, set its offsets to the topic's beginning, and start it again."""
        group = READERS[topic]
        child = self._services[OWNERS[group]].child
        child.stop()
        until(f"the offsets of {topic}", lambda: _set_back(self.kafka, group, topic), PATIENCE)
        child.start()

    def summary(self) -> Summary:
        """The account so far."""
        return self.follower.summary()

    def left(self) -> Work:
        """What is left to do."""
        return work_left(self._services["crawler"].gauge, self._lag, self.follower.summary)

    def close(self) -> None:
        """Stop all."""
        stop_all(service.child for service in self._services.values())
        self.follower.stop()
        self._look.close()

    def _lag(self) -> int:
        try:
            return sum(state.lag or 0 for state in self._look.states())
        except KafkaError:
            return -1


def services() -> Sequence[str]:
    """The names of the services that can be killed."""
    return tuple(SERVICES)


@contextmanager
def pipeline_over(kafka: str, environment: dict[str, str], folder: Path) -> Iterator[Pipeline]:
    """A running pipeline, until the block ends."""
    pipeline = Pipeline(kafka, environment, folder)
    try:
        yield pipeline
    finally:
        pipeline.close()


def _set_back(kafka: str, group: str, topic: str) -> bool:
    consumer = KafkaConsumer(bootstrap_servers=kafka.split(","), group_id=group, enable_auto_commit=False)
    try:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(partitions)
        starts = consumer.beginning_offsets(partitions)
        consumer.commit({each: OffsetAndMetadata(starts[each], "", -1) for each in partitions})
    except KafkaError:
        return False  # a member that was killed is still counted in; soon it is not
    finally:
        consumer.close()
    return True

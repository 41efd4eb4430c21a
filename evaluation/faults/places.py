"""Brokers that a fault run may kill and start again, on the same ports and data."""

import contextlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.account import brokers_account
from deploy.local.elasticsearch import Elasticsearch, plan_elasticsearch, start_elasticsearch
from deploy.local.jdk import SHORT_LIVED, find_jdk
from deploy.local.kafka import Kafka, plan_kafka, start_kafka, start_node
from deploy.local.prepare import prepare
from deploy.local.settings import LocalSettings
from deploy.local.topics import make_topics

# Kafka's heap for each node: three of them must fit beside Elasticsearch.
HEAP = "384m"


class Brokers:
    """A Kafka of one node or three and an Elasticsearch. `kafka` and `elasticsearch` are their addresses."""

    def __init__(self, folder: Path, nodes: int, quick: bool) -> None:
        settings = LocalSettings()
        self._artefacts = prepare(settings, lambda what, done, total: None)
        self._jdk, self._account = find_jdk(settings), brokers_account()
        self._kafka_plan = plan_kafka(folder / "kafka", count=nodes, preferred=0)
        self._java_options = SHORT_LIVED if quick else ()
        self._search_plan = plan_elasticsearch(
            folder / "elasticsearch", preferred=0, heap="768m", java_options=self._java_options
        )
        self._search = self._start_search()
        self._kafka = start_kafka(
            self._kafka_plan, self._artefacts.kafka, self._jdk, self._account, HEAP, java_options=self._java_options
        )

    @property
    def kafka(self) -> str:
        """Bootstrap servers, host:port, separated by commas."""
        return self._kafka.bootstrap

    @property
    def elasticsearch(self) -> str:
        """As http://host:port."""
        return self._search.address

    @property
    def kafka_data(self) -> Path:
        """Where the first node keeps its topics."""
        return self._kafka_plan[0].folder / "data"

    @property
    def search_data(self) -> Path:
        """Where Elasticsearch keeps its indexes."""
        return self._search_plan.folder / "data"

    def processes(self) -> dict[str, int]:
        """The leaders of the brokers' process groups by their names."""
        return {"Kafka": self._kafka.nodes[0].process.pid, "Elasticsearch": self._search.node.process.pid}

    def wait_ready(self) -> None:
        """Return when both serve and the topics are there. Raises StackTrouble."""
        self._kafka.wait_ready()
        make_topics(self.kafka, replication=len(self._kafka_plan))
        self._search.wait_ready()

    def restart_kafka(self, node: int = 0) -> None:
        """SIGKILL a node, as a power cut would, start it again and wait until the whole serves."""
        self._kafka.nodes[node].kill()
        again = start_node(
            self._kafka_plan[node],
            self._kafka_plan,
            self._artefacts.kafka,
            self._jdk,
            self._account,
            HEAP,
            java_options=self._java_options,
        )
        nodes = (*self._kafka.nodes[:node], again, *self._kafka.nodes[node + 1 :])
        self._kafka = Kafka(nodes, self._kafka.bootstrap)
        self._kafka.wait_ready()

    def restart_elasticsearch(self) -> None:
        """SIGKILL Elasticsearch, start it again and wait until it serves."""
        self._search.node.kill()
        self._search = self._start_search()
        self._search.wait_ready()

    def stop(self) -> None:
        """Stop all."""
        self._search.node.ask_to_stop()
        self._kafka.stop()
        self._search.stop()

    def _start_search(self) -> Elasticsearch:
        return start_elasticsearch(self._search_plan, self._artefacts.elasticsearch, self._jdk, self._account)


@contextmanager
def brokers_for(nodes: int, quick: bool = True) -> Iterator[Brokers]:
    """Brokers with Masar's topics, until the block ends: `quick` to start, or else at their full speed later.

    Raises StackTrouble.
    """
    with tempfile.TemporaryDirectory(prefix="masar-faults-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        brokers = Brokers(Path(folder), nodes, quick)
        with contextlib.ExitStack() as stopping:
            stopping.callback(brokers.stop)
            brokers.wait_ready()
            yield brokers

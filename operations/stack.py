"""Kafka and Elasticsearch for `masar run`: those that the environment names, or our own as child processes."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from deploy.local.account import brokers_account
from deploy.local.elasticsearch import Elasticsearch, plan_elasticsearch, start_elasticsearch
from deploy.local.jdk import find_jdk
from deploy.local.kafka import Kafka, plan_kafka, start_kafka
from deploy.local.keys import Role, key_file, make_keys, superuser_password
from deploy.local.prepare import Progress, megabytes_to_download, prepare
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble
from operations.settings import OperationsSettings


class Brokers(Struct, frozen=True):
    """Where the brokers are reached, and whether they are ours to stop.

    `keys` is the folder of Elasticsearch's keys, null where it is not ours: then the environment names its key.
    """

    kafka: str
    elasticsearch: str
    own: tuple[str, ...]
    keys: Path | None = None

    def key_file(self, role: Role) -> Path | None:
        """The file of a role's key at our own Elasticsearch."""
        return key_file(self.keys, role) if self.keys else None

    def key(self, role: Role, settings: OperationsSettings) -> str | None:
        """A role's key, at a named Elasticsearch the environment's. Raises OSError."""
        file = self.key_file(role)
        return file.read_text("ascii").strip() if file else settings.elasticsearch_key


@contextmanager
def sole_run(folder: Path) -> Iterator[None]:
    """Hold the data folder for one `masar run`. Raises StackTrouble when another one has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid = lock.read().strip() or "unknown"
            raise StackTrouble(f"another `masar run` (process {pid}) uses {folder}: stop it first") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def open_brokers(
    settings: OperationsSettings,
    folder: Path,
    say: Callable[[str], None],
    progress: Progress,
    java_options: tuple[str, ...] = (),
) -> Iterator[Brokers]:
    """Start what the environment does not name, wait until it serves, and stop it at the end.
    `java_options` are those of both: deploy.local.jdk.SHORT_LIVED for a quick start at a lower peak speed.

    Raises StackTrouble, whose message says what is missing and how to mend it.
    """
    wanted = [name for name in ("kafka", "elasticsearch") if not settings.names(name)]
    if not wanted:
        yield Brokers(settings.kafka, settings.elasticsearch, ())
        return
    local = LocalSettings()
    jdk, account = find_jdk(local), brokers_account()
    if megabytes := megabytes_to_download(local):
        say(f"downloading Kafka and Elasticsearch, {megabytes} MB, once for every clone, into {local.cache}")
    artefacts = prepare(local, progress)
    say(f"starting {' and '.join(wanted)}")
    addresses = {"kafka": settings.kafka, "elasticsearch": settings.elasticsearch}
    keys = folder / "keys" if "elasticsearch" in wanted else None
    with ExitStack() as stopping:
        started: list[Elasticsearch | Kafka] = []
        if keys:
            password = superuser_password(keys)
            node = start_elasticsearch(
                plan_elasticsearch(folder / "elasticsearch", password=password, java_options=java_options),
                artefacts.elasticsearch,
                jdk,
                account,
            )
            stopping.callback(node.stop)
            addresses["elasticsearch"] = node.address
            started.append(node)
        if "kafka" in wanted:
            kafka = start_kafka(plan_kafka(folder / "kafka"), artefacts.kafka, jdk, account, java_options=java_options)
            stopping.callback(kafka.stop)
            addresses["kafka"] = kafka.bootstrap
            started.append(kafka)
        for broker in started:
            broker.wait_ready()
        if keys:
            make_keys(addresses["elasticsearch"], keys, settings.followed)
        yield Brokers(addresses["kafka"], addresses["elasticsearch"], tuple(wanted), keys)

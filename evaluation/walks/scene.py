"""The whole of Masar over brokers of its own, watched by a real Prometheus: where the walks take place."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch

from deploy.local.prometheus import prometheus_tools
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble
from evaluation.crawl.places import outlets_file
from evaluation.faults.places import brokers_for
from evaluation.faults.run import DOSSIERS
from evaluation.small_press import small_press
from evaluation.walks.past import keep_past
from evaluation.walks.press import PAPER, WALL, Press
from evaluation.walks.scraping import RULES, Prometheus, scraping
from operations.follow import Follower
from operations.services import Service, start_services
from services.indexer.setup_index import install
from services.watch.setup_index import install_completeness

OUTLETS = ("paper0", "paper1")
PATIENCE = 300.0
FIRST_PAGES = 12
# A holiday and a great day among them: how many pages there are is not what is tried here.
PAST = (24, 24, 0, 24, 60)
# ParserSlower compares five minutes with a day: here twenty seconds with a minute.
SHORTER = (("[5m]", "[20s]"), ("[1d] offset 1h", "[1m] offset 45s"))


class Scene:
    """What a walk needs: the press, Kafka's address, the services by name, Prometheus, and the `masar` command."""

    def __init__(
        self,
        press: Press,
        environment: dict[str, str],
        services: dict[str, Service],
        prometheus: Prometheus,
        follower: Follower,
        client: Elasticsearch,
    ) -> None:
        self.press = press
        self.kafka = environment["MASAR_KAFKA"]
        self.services = services
        self.prometheus = prometheus
        self.client = client
        self._environment = environment
        self._follower = follower

    def masar(self, *arguments: str) -> str:
        """What the command prints, as into a pipe."""
        command = [sys.executable, "-m", "operations", *arguments]
        done = subprocess.run(  # noqa: S603  # our own
            command, env={**os.environ, **self._environment}, capture_output=True, text=True
        )
        return done.stdout + done.stderr

    def publish(self, more: int) -> None:
        """Both outlets print some pages more; returns when as many are parsed. Raises StackTrouble."""
        self.press.pages += more
        self.until("the pages to be parsed", lambda: self._follower.summary().parsed >= 2 * self.press.pages)

    def until(self, what: str, true: Callable[[], object], within: float = PATIENCE) -> None:
        """Wait. Raises StackTrouble where it takes longer."""
        end = time.monotonic() + within
        while not true():
            if time.monotonic() > end:
                raise StackTrouble(f"waited for {what} for {within:.0f} s in vain")
            time.sleep(0.2)


@contextmanager
def scene(folder: Path, say: Callable[[str], None]) -> Iterator[Scene]:
    """All of it, running, until the block ends; `folder` takes logs and files. Raises StackTrouble."""
    press = Press()
    tools = prometheus_tools(LocalSettings(), say)
    (folder / "rules.yml").write_text(without_patience(RULES.read_text("utf-8")), "utf-8")
    with ExitStack() as open_:
        brokers = open_.enter_context(brokers_for(1))
        press.port = open_.enter_context(small_press([PAPER, WALL], press)).port
        client = open_.enter_context(Elasticsearch(brokers.elasticsearch, request_timeout=60))
        install(client, [DOSSIERS / "dushanbe"])
        install_completeness(client)
        keep_past(client, OUTLETS, pages=PAST, length=500.0, signed=0.0)
        environment = {
            "MASAR_KAFKA": brokers.kafka,
            "MASAR_ELASTICSEARCH": brokers.elasticsearch,
            "MASAR_OUTLETS": str(outlets_file(folder / "outlets.toml", press.names(), 0.05, 1, 1.0)),
            "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
            "MASAR_CRAWLER_ARCHIVE": str(folder / "archive"),
            "MASAR_PARSER_DATA": str(folder / "parser"),
            # Of pages that are not about the dossier all are read whole, not one in two minutes: the press is small.
            "MASAR_PARSER_SAMPLE_EVERY": "0",
        }
        services = {each.name: each for each in start_services(environment, folder / "logs")}
        for service in services.values():
            open_.callback(service.child.stop)
        follower = Follower(brokers.kafka)
        follower.start()
        open_.callback(follower.stop)
        ports = {name: service.port for name, service in services.items()}
        prometheus = open_.enter_context(scraping(tools, ports, folder, folder / "rules.yml", every="5s"))
        here = Scene(press, environment, services, prometheus, follower, client)
        here.publish(FIRST_PAGES)
        yield here


def without_patience(rules: str) -> str:
    """The alerts' rules with no `for`, and with windows that minutes can fill."""
    return shorter(re.sub(r"\bfor: \w+", "for: 0s", rules))


def shorter(expression: str) -> str:
    """An expression of rules or panels, with windows that minutes can fill."""
    for usual, here in SHORTER:
        expression = expression.replace(usual, here)
    return expression

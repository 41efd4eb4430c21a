"""One soak: a press that grows is crawled, read, traced and indexed for as long as is asked."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch
from msgspec import Struct

from evaluation.crawl.places import outlets_file, until
from evaluation.faults.disturb import DOSSIER
from evaluation.faults.ends import complaints
from evaluation.faults.places import Brokers, brokers_for
from evaluation.faults.press import Plan, page_html
from evaluation.faults.run import DOSSIERS
from evaluation.faults.served import served
from evaluation.soak.sample import Sampler
from evaluation.soak.verdict import Verdict, Work, verdict
from operations.processes import stop_all
from operations.services import Service, start_services
from services.indexer.setup_index import install

PACE, POLL_EVERY = 0.5, 5.0
# One text in twenty concerns the dossier, and so does its copy.
CONCERNED = 20
PATIENCE = 600.0
# Lag that is no stall: what comes in this many seconds, each page being a record in up to five topics.
LAG_SECONDS, RECORDS = 60.0, 5


class Size(Struct, frozen=True, kw_only=True):
    """A soak: so many hosts, a page of each every `every` seconds, for `seconds`; looked at every `look` seconds."""

    hosts: int
    every: float
    seconds: float
    look: float

    @property
    def plan(self) -> Plan:
        """The press."""
        pages = int(self.seconds / self.every)
        return Plan(hosts=self.hosts, pages=pages, port=0, concerned=CONCERNED, grow=self.seconds)


def soak(size: Size, say: Callable[[str], None], quick: bool = False) -> Verdict:
    """Run it; `quick` for a run too short for brokers at full speed. Raises StackTrouble where none can be started."""
    with (
        brokers_for(1, quick) as brokers,
        tempfile.TemporaryDirectory(prefix="masar-soak-", ignore_cleanup_errors=True) as name,
        served(Path(name), size.plan) as plan,
    ):
        folder = Path(name)
        client = Elasticsearch(brokers.elasticsearch, request_timeout=60)
        try:
            install(client, [DOSSIERS / DOSSIER])
            with _running(brokers, plan, folder) as services:
                return _watched(size, plan, brokers, services, client, folder, say)
        finally:
            client.close()


def _watched(
    size: Size,
    plan: Plan,
    brokers: Brokers,
    services: list[Service],
    client: Elasticsearch,
    folder: Path,
    say: Callable[[str], None],
) -> Verdict:
    def processes() -> dict[str, int]:
        ours = {service.name: service.child.pid or 0 for service in services}
        return {**ours, **brokers.processes()}

    ends = plan.ends()
    folders = {"Kafka": brokers.kafka_data, "Elasticsearch": brokers.search_data, "WARC files": folder / "archive"}
    (folder / "archive").mkdir(exist_ok=True)
    sampler = Sampler(processes, folders, brokers.kafka, size.look)
    sampler.start()
    began = time.monotonic()
    _let_it_run(size, sampler, say)
    say("no more pages appear: waiting until all are at their end")
    ended = until("every page's end", lambda: sampler.lag() == 0 and not complaints(client, ends), PATIENCE)
    seconds = time.monotonic() - began
    # Feeds are still asked, and what they answer is under way at any moment: once nothing was, that is the end.
    lag_last, lost = 0 if ended else sampler.lag(), complaints(client, ends)
    bound = int(plan.hosts / size.every * LAG_SECONDS * RECORDS)
    work = Work(plan.hosts * plan.pages, _page_bytes(plan), seconds)
    return verdict(work, sampler.stop(), bound, -1 if lag_last is None else lag_last, lost)


def _page_bytes(plan: Plan) -> int:
    return sum(len(page_html(0, page, plan.concerns(page))) for page in range(plan.pages)) // plan.pages


def _let_it_run(size: Size, sampler: Sampler, say: Callable[[str], None]) -> None:
    end, told = time.monotonic() + size.seconds, 0.0
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, 1.0))
        if sampler.samples and (last := sampler.samples[-1]).at - told >= 60:
            told = last.at
            memory = ", ".join(f"{name} {megabytes:.0f} MB" for name, megabytes in last.memory.items())
            say(f"{last.at / 60:.0f} min: lag {last.lag}; {memory}")


@contextmanager
def _running(brokers: Brokers, plan: Plan, folder: Path) -> Iterator[list[Service]]:
    environment = {
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_OUTLETS": str(outlets_file(folder / "outlets.toml", plan.names(), PACE, 1, POLL_EVERY)),
        "MASAR_DOSSIER": DOSSIER,
        "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
        "MASAR_CRAWLER_ARCHIVE": str(folder / "archive"),
        "MASAR_PARSER_DATA": str(folder / "parser"),
    }
    services = start_services(environment, folder / "logs")
    try:
        yield services
    finally:
        stop_all(service.child for service in services)

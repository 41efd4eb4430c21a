"""One fault run: a press is crawled, read, traced and indexed while everything goes wrong, and the end is judged."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch
from msgspec import Struct

from evaluation.crawl.places import outlets_file, until
from evaluation.faults.disturb import DOSSIER, Scene, Troubles, disturb, poison
from evaluation.faults.judge import Verdict, judged
from evaluation.faults.pipeline import PATIENCE, Pipeline, pipeline_over
from evaluation.faults.places import Brokers, brokers_for
from evaluation.faults.press import Plan
from evaluation.faults.proxy import Proxy, proxy_before
from evaluation.faults.served import served
from operations.quiet import QuietCheck
from services.indexer.setup_index import install

DOSSIERS = Path(__file__).parents[2] / "dossiers"
# A silent answer is waited for no longer than this, in seconds.
REQUEST_TIME = 3


class Size(Struct, frozen=True, kw_only=True):
    """A run: the press, its hosts' pace in seconds, how many Kafka nodes, and what goes wrong."""

    hosts: int
    pages: int
    pace: float
    nodes: int
    troubles: Troubles


class Told(Struct, frozen=True, kw_only=True):
    """A run's end: what was done, the seconds it took, whether it came to rest, and the verdict."""

    done: dict[str, int]
    seconds: float
    rested: bool
    verdict: Verdict


def fault_run(folder: Path, size: Size, seed: int, say: Callable[[str], None]) -> Told:
    """Run it; `folder` takes the logs. Raises StackTrouble where the brokers cannot be started."""
    began = time.monotonic()
    with (
        brokers_for(size.nodes) as brokers,
        served(folder, Plan(hosts=size.hosts, pages=size.pages, port=0)) as plan,
        proxy_before(brokers.elasticsearch, silence=2 * REQUEST_TIME) as proxy,
        _pipeline(brokers, proxy, plan, folder, size) as pipeline,
    ):
        scene = Scene(brokers, pipeline, proxy, size.nodes)
        say(f"{size.hosts * size.pages} pages are on their way")
        until("the first articles", lambda: _any_indexed(pipeline), PATIENCE)
        thrown = poison(scene, size.troubles.poison)
        done = disturb(scene, size.troubles, random.Random(seed), say)  # noqa: S311  # a dice, no secret
        done["throw in an unreadable message"] = len(thrown)
        say("nothing more goes wrong: waiting until all is done")
        rested = _at_rest(pipeline, len(plan.urls()))
        client = Elasticsearch(brokers.elasticsearch, request_timeout=60)
        try:
            verdict = judged(brokers.kafka, client, plan.urls(), thrown, pipeline.summary().unaccounted)
        finally:
            client.close()
    return Told(done=dict(Counter(done)), seconds=time.monotonic() - began, rested=rested, verdict=verdict)


def _any_indexed(pipeline: Pipeline) -> bool:
    pipeline.revive()
    return pipeline.summary().indexed > 0


@contextmanager
def _pipeline(brokers: Brokers, proxy: Proxy, plan: Plan, folder: Path, size: Size) -> Iterator[Pipeline]:
    outlets = outlets_file(folder / "outlets.toml", plan.names(), size.pace, 1, 3_600.0)
    environment = {
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": proxy.address,
        "MASAR_OUTLETS": str(outlets),
        "MASAR_DOSSIER": DOSSIER,
        "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
        # What a killed service had is read again after so long.
        **{f"MASAR_{name}_SESSION": "6" for name in ("CRAWLER", "PARSER", "INDEXER")},
        "MASAR_INDEXER_REQUEST_TIME": str(REQUEST_TIME),
        "MASAR_PARSER_DATA": str(folder / "parser"),
    }
    _set_up(brokers)
    with pipeline_over(brokers.kafka, environment, folder / "logs") as pipeline:
        yield pipeline


def _set_up(brokers: Brokers) -> None:
    client = Elasticsearch(brokers.elasticsearch, request_timeout=60)
    try:
        install(client, [DOSSIERS / DOSSIER])
    finally:
        client.close()


def _at_rest(pipeline: Pipeline, pages: int) -> bool:
    check = QuietCheck(pipeline.left)

    def done() -> bool:
        pipeline.revive()
        time.sleep(0.5)
        return check.done() and pipeline.summary().discovered == pages

    return until("every page's end", done, PATIENCE)

"""`masar run`: the whole pipeline on one machine, every service a process of its own."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch
from kafka.errors import KafkaError

from deploy.local.jdk import SHORT_LIVED
from deploy.local.trouble import StackTrouble
from operations.pipeline import Pipeline, RunOptions, open_pipeline, press_folder
from operations.press import outlets_file
from operations.quiet import QuietCheck, work_left
from operations.report import Report, listed_articles, report
from operations.screen import Screen
from operations.settings import OperationsSettings
from operations.setup import set_up
from operations.stack import Brokers, open_brokers, sole_run
from operations.view import ServiceState, Snapshot
from operations.whereabouts import Addresses, base_folder, told
from queues.look import TopicsLook, TopicState
from runtime.stopping import stop_event

LOOK_EVERY = 1.0
# A broker that the environment names and that does not answer for so long is a wrong address.
SETUP_PATIENCE = 60.0


def run(options: RunOptions, settings: OperationsSettings) -> int:
    """Start everything, show it, and stop it in order at the end. Returns the exit status.

    0: all well. 1: something is dead or unaccounted (with `once`). 2: it could not start.
    """
    screen = Screen()
    try:
        return _run(options, settings, screen)
    except StackTrouble as trouble:
        screen.close()
        print(f"masar: {trouble}", file=sys.stderr)
        return 2


def _run(options: RunOptions, settings: OperationsSettings, screen: Screen) -> int:
    # Invented articles and real ones never share an index.
    folder = base_folder(settings) / ("live" if options.live else "press")
    with (
        sole_run(folder),
        open_brokers(settings, folder, screen.say, screen.downloaded, () if options.live else SHORT_LIVED) as brokers,
        told(folder, _addresses(brokers, press_folder(options, folder))),
    ):
        stop = stop_event()
        screen.say("creating topics, templates and indexes")
        _set_up(settings, brokers, stop)
        with open_pipeline(options, settings, brokers, folder, screen) as pipeline:
            _watch(pipeline, options, screen, stop)
            screen.close()
            screen.say("stopping: crawler, parser, indexer, watch, then the brokers")
            return _finish(pipeline, options, settings) if options.once and not stop.is_set() else 0


def _addresses(brokers: Brokers, press: Path | None) -> Addresses:
    keys, outlets = str(brokers.keys) if brokers.keys else None, str(outlets_file(press)) if press else None
    return Addresses(brokers.kafka, brokers.elasticsearch, keys, outlets)


def _set_up(settings: OperationsSettings, brokers: Brokers, stop: threading.Event) -> None:
    gave_up = threading.Event()
    alarm = threading.Timer(SETUP_PATIENCE, gave_up.set)
    alarm.start()
    try:
        key = brokers.key("setup", settings)
        set_up(settings, brokers.kafka, brokers.elasticsearch, 1, _EitherEvent(stop, gave_up), key)
    except Exception as error:
        raise StackTrouble(
            f"Kafka at {brokers.kafka} or Elasticsearch at {brokers.elasticsearch} cannot be set up ({error}): "
            "check MASAR_KAFKA and MASAR_ELASTICSEARCH, or unset them to let `masar run` start its own"
        ) from error
    finally:
        alarm.cancel()


class _EitherEvent(threading.Event):
    """Set as soon as either of two events is."""

    def __init__(self, first: threading.Event, second: threading.Event) -> None:
        super().__init__()
        self._both = (first, second)

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._both)


def _watch(pipeline: Pipeline, options: RunOptions, screen: Screen, stop: threading.Event) -> None:
    """Show the state every second until asked to stop or, with `once`, until nothing is left to do."""
    started = time.monotonic()
    topics: list[TopicState] = []
    crawler = pipeline.services[0]

    def lag() -> int:
        return sum(topic.lag or 0 for topic in topics) if topics else -1

    check = QuietCheck(lambda: work_left(crawler.gauge, lag, pipeline.follower.summary))
    while not stop.wait(LOOK_EVERY):
        for service in pipeline.services:
            service.child.revive()
        topics = _states(pipeline.look, topics)
        screen.show(_snapshot(pipeline, topics, time.monotonic() - started))
        if options.once and crawler.ready() is None and check.done():
            return


def _states(look: TopicsLook, before: list[TopicState]) -> list[TopicState]:
    try:
        return look.states()
    except KafkaError:
        return before


def _snapshot(pipeline: Pipeline, topics: list[TopicState], elapsed: float) -> Snapshot:
    address, key = pipeline.brokers.elasticsearch, pipeline.brokers.key_file("reader")
    login = f" -H \"Authorization: ApiKey $(cat '{key}')\"" if key else ""
    return Snapshot(
        elapsed=elapsed,
        summary=pipeline.follower.summary(),
        topics=topics,
        dead=dict(pipeline.follower.dead_by_topic()),
        services=[
            ServiceState(each.name, each.child.pid, each.child.restarts, each.ready()) for each in pipeline.services
        ],
        where=pipeline.where,
        queries=(
            ".venv/bin/masar search دوشنبه",
            f"curl{login} '{address}/masar-articles/_search?q=relevance.level:core&_source=title,published.at&pretty'",
        ),
    )


def _finish(pipeline: Pipeline, options: RunOptions, settings: OperationsSettings) -> int:
    key = pipeline.brokers.key("setup", settings)
    client = Elasticsearch(pipeline.brokers.elasticsearch, api_key=key, **settings.elasticsearch_trust)
    try:
        result = report(pipeline.follower.summary(), pipeline.follower.nameless_dead(), listed_articles(client))
    finally:
        client.close()
    _print(result, options.json)
    return result.exit_code


def _print(result: Report, as_json: bool) -> None:
    show: Callable[[str], None] = print
    if as_json:
        show(msgspec.json.encode(result).decode())
        return
    for article in result.articles:
        show(f"{article.level:8} {article.published or '–':26} {article.title}")
    show(" · ".join(f"{name} {count}" for name, count in result.outcomes.items()))

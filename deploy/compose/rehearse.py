"""Runs docker-compose.yml for real, looks at what a user would look at, and takes it all away."""

import os
import signal
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import httpx

from deploy.compose.containers import PROJECT, await_health, await_next_process, container, process
from deploy.compose.control_room import visit_control_room
from deploy.compose.load import write_outlets
from deploy.compose.tools import Tools
from deploy.compose.under_load import PARSERS, UNDER_LOAD, Scene, under_load, variables
from deploy.local.trouble import StackTrouble

SEARCH_PATIENCE = 420.0
LOOK_EVERY = 3.0
BROKERS = ("kafka", "elasticsearch")
SERVICES = ("crawler", "parser", "indexer", "watch", "desk", "control")


def rehearse(tools: Tools, root: Path, settings: Mapping[str, str], tls: bool) -> None:
    """Start everything, wait until an article is searchable and all is healthy, kill each service and see it return;
    then, unless `tls` asks for encryption in its place, disturb the containers while thousands of pages flow.

    `settings` are variables of the compose file. Prints what it sees. Raises StackTrouble when something does not hold.
    """
    laid_over = ("tls.yml", "podman.yml") if tls else ("podman.yml",)
    files = (root / "docker-compose.yml", *(root / "deploy" / "compose" / name for name in laid_over))
    elasticsearch = f"http://127.0.0.1:{settings['MASAR_ELASTICSEARCH_PORT']}"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        write_outlets(Path(folder))
        compose = partial(_compose, tools, files, {**settings, **variables(Path(folder))})
        try:
            compose({}, "up", "--detach", "--no-build")
            _find_articles(elasticsearch)
            for service in (*BROKERS, "press", *SERVICES):
                await_health(tools, service)
                print(f"{service}: healthy", flush=True)
            rooms = {name: f"http://127.0.0.1:{settings[f'MASAR_{name.upper()}_PORT']}" for name in ("desk", "control")}
            _read(rooms["desk"])
            visit_control_room(tools, rooms["control"], Path(settings["MASAR_SECRETS"]))
            print(tools.ask("podman", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}")[1], flush=True)
            for service in SERVICES:
                _kill(tools, service)
            if not tls:
                under_load(Scene(tools, compose, elasticsearch))
        except StackTrouble:
            _show_logs(tools)
            raise
        finally:
            compose(UNDER_LOAD, "--profile", "load", "down", "--volumes", "--timeout", "20")


def _compose(
    tools: Tools, files: tuple[Path, ...], settings: Mapping[str, str], more: Mapping[str, str], *command: str
) -> None:
    tools.compose(files, PROJECT, {**settings, **more}, *command)


def _find_articles(address: str) -> None:
    query = {"query": {"match": {"body": "دوشنبه"}}, "_source": ["title"], "size": 5}
    began = time.monotonic()
    while time.monotonic() - began < SEARCH_PATIENCE:
        time.sleep(LOOK_EVERY)
        try:
            answer = httpx.post(f"{address}/masar-articles/_search", json=query, timeout=5, trust_env=False)
        except httpx.HTTPError:
            continue
        found = answer.json()["hits"] if answer.is_success else {"hits": []}
        if found["hits"]:
            print(f"{found['total']['value']} articles searchable after {time.monotonic() - began:.0f} s, among them:")
            print("\n".join(f"  {hit['_source']['title']}" for hit in found["hits"]), flush=True)
            return
    raise StackTrouble(f"no article is searchable after {SEARCH_PATIENCE:.0f} s")


def _read(reading_room: str) -> None:
    """Raises StackTrouble unless the reading room shows what the index holds."""
    page = httpx.get(f"{reading_room}/ar/dushanbe/search", timeout=30, trust_env=False)
    if "/articles/" not in page.text:
        raise StackTrouble(f"the reading room shows no article, {page.status_code}")
    print("reading room: shows articles", flush=True)


def _kill(tools: Tools, service: str) -> None:
    """End a service's process from outside, so that its restart policy has to bring it back."""
    before, began = process(tools, service), time.monotonic()
    os.kill(before, signal.SIGKILL)
    await_next_process(tools, service, 1, before)
    back = time.monotonic() - began
    await_health(tools, service)
    print(f"{service}: killed, back after {back:.1f} s, healthy", flush=True)


def _show_logs(tools: Tools) -> None:
    parsers = [("parser", number) for number in range(1, PARSERS + 1)]
    alone = (*BROKERS, "setup", "press", *(name for name in SERVICES if name != "parser"))
    for service, number in (*((name, 1) for name in alone), *parsers):
        logs = tools.ask("podman", "logs", "--tail", "40", container(service, number))[1]
        print(f"--- {service} {number}\n{logs}", flush=True)

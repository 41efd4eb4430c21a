"""Runs docker-compose.yml for real, looks at what a user would look at, and takes it all away."""

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from deploy.compose.tools import Tools
from deploy.local.trouble import StackTrouble

PROJECT = "masar-test"
SEARCH_PATIENCE = 420.0
HEALTH_PATIENCE = 120.0
LOOK_EVERY = 3.0
BROKERS = ("kafka", "elasticsearch")
SERVICES = ("crawler", "parser", "indexer", "desk")


def rehearse(tools: Tools, root: Path, settings: Mapping[str, str]) -> None:
    """Start everything, wait until an article is searchable and all is healthy, kill each service and see it return.

    `settings` are variables of the compose file. Prints what it sees. Raises StackTrouble when something does not hold.
    """
    files = (root / "docker-compose.yml", root / "deploy" / "compose" / "podman.yml")
    try:
        tools.compose(files, PROJECT, settings, "up", "--detach", "--no-build")
        _find_articles(f"http://127.0.0.1:{settings['MASAR_ELASTICSEARCH_PORT']}")
        for service in (*BROKERS, "press", *SERVICES):
            _await_health(tools, service)
        print(tools.ask("podman", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}")[1], flush=True)
        for service in SERVICES:
            _kill(tools, service)
            _await_health(tools, service)
    except StackTrouble:
        _show_logs(tools)
        raise
    finally:
        tools.compose(files, PROJECT, settings, "down", "--volumes", "--timeout", "20")


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


def _await_health(tools: Tools, service: str) -> None:
    """Podman without systemd runs no health check by itself, so each is asked for here."""
    began = time.monotonic()
    while True:
        status, told = tools.ask("podman", "healthcheck", "run", _container(service))
        if status == 0:
            print(f"{service}: healthy", flush=True)
            return
        if time.monotonic() - began > HEALTH_PATIENCE:
            raise StackTrouble(f"{service} is unhealthy after {HEALTH_PATIENCE:.0f} s: {told}")
        time.sleep(LOOK_EVERY)


def _kill(tools: Tools, service: str) -> None:
    """End a service's process from outside, so that its restart policy has to bring it back."""
    before = _process(tools, service)
    os.kill(before, signal.SIGKILL)
    began = time.monotonic()
    while _process(tools, service) in (before, 0):
        if time.monotonic() - began > HEALTH_PATIENCE:
            raise StackTrouble(f"{service} did not come back {HEALTH_PATIENCE:.0f} s after it was killed")
        time.sleep(0.2)
    print(f"{service}: killed, back after {time.monotonic() - began:.1f} s", flush=True)


def _process(tools: Tools, service: str) -> int:
    status, told = tools.ask("podman", "inspect", "--format", "{{.State.Pid}}", _container(service))
    if status:
        raise StackTrouble(f"{service} has no container: {told}")
    return int(told)


def _show_logs(tools: Tools) -> None:
    for service in (*BROKERS, "setup", "press", *SERVICES):
        print(f"--- {service}\n{tools.ask('podman', 'logs', '--tail', '40', _container(service))[1]}", flush=True)


def _container(service: str) -> str:
    return f"{PROJECT}_{service}_1"

"""While thousands of pages flow, containers become three, are replaced, run out of memory: nothing may be lost."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from elasticsearch import ApiError, Elasticsearch, TransportError

from deploy.compose.containers import await_health, await_next_process, container, killed_for_memory, process
from deploy.compose.load import OUTLETS, PLAN, PLAN_FILE, command
from deploy.compose.tools import Tools
from deploy.local.trouble import StackTrouble
from evaluation.faults.ends import complaints, indexed

PARSERS = 3
PATIENCE = 420.0
LOOK_EVERY = 2.0
# How the compose file differs while the load flows.
UNDER_LOAD = {"MASAR_OUTLETS": f"/load/{OUTLETS}", "MASAR_TEST_PARSERS": str(PARSERS)}
# Raises its own container's first process to the front of the kernel's list, then asks for more than there is.
HOG = "open('/proc/1/oom_score_adj', 'w').write('1000'); held = [b'x' * 2**26 for _ in range(2**10)]"


class Scene:
    """The running containers: `compose` runs podman-compose with the files and variables of the rehearsal."""

    def __init__(self, tools: Tools, compose: Callable[..., None], elasticsearch: str) -> None:
        self.tools, self.compose = tools, compose
        self.client = Elasticsearch(elasticsearch, request_timeout=30)

    def count(self) -> int:
        """How many pages of the load are indexed; 0 while that cannot be told."""
        try:
            return len(indexed(self.client, PLAN.ends()))
        except (ApiError, TransportError):
            return 0


def variables(folder: Path) -> Mapping[str, str]:
    """What the laid-over compose file asks for; `folder` holds the outlets of the load."""
    return {"MASAR_TEST_LOAD": str(folder), "MASAR_TEST_LOAD_COMMAND": command(), "MASAR_TEST_PARSERS": "1"}


def under_load(scene: Scene) -> None:
    """Send the load through, disturb, and compare. Raises StackTrouble where something was lost."""
    began = time.monotonic()
    _replace_services(scene)
    _await_count(scene, len(PLAN.urls()) // 10)
    _roll(scene)
    _kill_for_memory(scene, "parser", 2)
    _kill_for_memory(scene, "indexer", 1)
    left = _until_nothing_is_left(scene)
    if left:
        raise StackTrouble(f"of {len(PLAN.urls())} pages: {'; '.join(left)}")
    seconds = time.monotonic() - began
    print(f"all {len(PLAN.urls())} pages came to their end after {seconds:.0f} s: none lost, none twice", flush=True)


def _replace_services(scene: Scene) -> None:
    """New containers for all three services, with the load's outlets and three parsers."""
    services = ("crawler", "parser", "indexer")
    scene.compose(UNDER_LOAD, "--profile", "load", *_up("load"))
    # A feed that is not there at the first look is looked at again when its hour is over.
    _await_press(scene)
    scene.compose(UNDER_LOAD, *_up(*services))
    for number in range(1, PARSERS + 1):
        await_health(scene.tools, "parser", number)
    print(f"load: {PLAN.hosts} hosts with {PLAN.pages} pages each; {PARSERS} parsers share it", flush=True)


def _await_press(scene: Scene) -> None:
    began = time.monotonic()
    while scene.tools.ask("podman", "exec", container("load"), "test", "-e", PLAN_FILE)[0]:
        if time.monotonic() - began > PATIENCE:
            raise StackTrouble(f"the press of the load does not listen after {PATIENCE:.0f} s")
        time.sleep(LOOK_EVERY)


def _roll(scene: Scene) -> None:
    """Stop each container and put another in its place, one after the other, as a new version would be brought."""
    for name, numbers in (("parser", range(1, PARSERS + 1)), ("indexer", (1,)), ("crawler", (1,))):
        for number in numbers:
            began, before = time.monotonic(), scene.count()
            scene.tools.silently("podman", "stop", "--time", "40", container(name, number))
            scene.tools.silently("podman", "rm", container(name, number))
            scene.compose(UNDER_LOAD, *_up(name))
            await_health(scene.tools, name, number)
            print(
                f"{name} {number}: replaced in {time.monotonic() - began:.0f} s, "
                f"{scene.count() - before} pages indexed meanwhile",
                flush=True,
            )


def _kill_for_memory(scene: Scene, name: str, number: int) -> None:
    before = process(scene.tools, name, number)
    scene.tools.ask("podman", "exec", container(name, number), "python", "-c", HOG)
    await_next_process(scene.tools, name, number, before)
    if not killed_for_memory(scene.tools, before):
        raise StackTrouble(f"{container(name, number)} came back, but it was not its memory limit that had killed it")
    await_health(scene.tools, name, number)
    print(f"{name} {number}: killed by its memory limit, came back", flush=True)


def _await_count(scene: Scene, count: int) -> None:
    began = time.monotonic()
    while (there := scene.count()) < count:
        if time.monotonic() - began > PATIENCE:
            raise StackTrouble(f"{there} of {count} pages are indexed after {PATIENCE:.0f} s")
        time.sleep(LOOK_EVERY)


def _until_nothing_is_left(scene: Scene) -> list[str]:
    began, left = time.monotonic(), ["nothing was looked at"]
    while left and time.monotonic() - began < PATIENCE:
        time.sleep(LOOK_EVERY)
        left = complaints(scene.client, PLAN.ends())
    return left


def _up(*services: str) -> tuple[str, ...]:
    return ("up", "--detach", "--no-build", "--no-deps", *services)

"""The containers of a rehearsal: are they healthy, which process is their first, did their memory limit kill it."""

import time

from deploy.compose.tools import Tools
from deploy.local.trouble import StackTrouble

PROJECT = "masar-test"
PATIENCE = 120.0
LOOK_EVERY = 3.0


def container(service: str, number: int = 1) -> str:
    """The name of a service's container."""
    return f"{PROJECT}_{service}_{number}"


def await_health(tools: Tools, service: str, number: int = 1) -> None:
    """Ask a container's own health check until it is content: without systemd Podman runs none by itself.

    Raises StackTrouble.
    """
    began = time.monotonic()
    while True:
        status, told = tools.ask("podman", "healthcheck", "run", container(service, number))
        if status == 0:
            return
        if time.monotonic() - began > PATIENCE:
            raise StackTrouble(f"{container(service, number)} is unhealthy after {PATIENCE:.0f} s: {told}")
        time.sleep(LOOK_EVERY)


def process(tools: Tools, service: str, number: int = 1) -> int:
    """The id of a container's first process, 0 where none runs. Raises StackTrouble where there is no container."""
    status, told = tools.ask("podman", "inspect", "--format", "{{.State.Pid}}", container(service, number))
    if status:
        raise StackTrouble(f"{service} has no container {number}: {told}")
    return int(told)


def await_next_process(tools: Tools, service: str, number: int, before: int) -> None:
    """Return when the restart policy has put another process in the place of `before`. Raises StackTrouble."""
    began = time.monotonic()
    while process(tools, service, number) in (before, 0):
        if time.monotonic() - began > PATIENCE:
            raise StackTrouble(f"{container(service, number)} did not come back {PATIENCE:.0f} s after it was killed")
        time.sleep(0.2)


def killed_for_memory(tools: Tools, killed: int) -> bool:
    """Whether the kernel says that it killed this process because its container had no memory left."""
    return f"Memory cgroup out of memory: Killed process {killed} " in tools.ask("dmesg")[1]

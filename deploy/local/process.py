"""A broker as a child process that leaves nothing behind."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.local.account import Account, may_enter
from deploy.local.trouble import StackTrouble

LEASH = Path(__file__).with_name("leash.py")
# A broker whose starter was killed is told to stop at once, and may still be closing its files.
LEAVE_PATIENCE = 60.0
STOP_PATIENCE = 60.0
LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Running:
    """A started broker: its name, where clients reach it, its process and its log."""

    name: str
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def alive(self) -> bool:
        """Whether its process still runs."""
        return self.process.poll() is None

    def wait_ready(self, answers: Callable[[], bool], patience: float) -> None:
        """Return when `answers` is true. Raises StackTrouble when the broker dies or `patience` seconds pass."""
        deadline = time.monotonic() + patience
        while not answers():
            if not self.alive:
                raise StackTrouble(f"{self.name} stopped with {self.process.returncode}: see {self.log}")
            if time.monotonic() > deadline:
                raise StackTrouble(
                    f"{self.name} does not answer at {self.address} after {patience:.0f} s: see {self.log}"
                )
            time.sleep(LOOK_EVERY)

    def ask_to_stop(self) -> None:
        """Send SIGTERM and return; so several brokers can close their files at the same time."""
        if self.alive:
            self.process.terminate()

    def stop(self, patience: float = STOP_PATIENCE) -> None:
        """Stop it in order, and by force after `patience` seconds."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End it and its own children at once, as a power cut would; does nothing to one that has stopped."""
        if self.alive:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def start(
    name: str,
    address: str,
    command: Sequence[str],
    folder: Path,
    account: Account,
    environment: Mapping[str, str],
    working: Path | None = None,
) -> Running:
    """Start a broker of `folder` under `account`; it works in `working`, by default in `folder`.

    It has a process group of its own, so that Ctrl-C in a terminal reaches only the starter, and it is
    told to stop when the starting THREAD ends: start it from one that lives as long as it should.
    What it prints goes to `<folder>/logs/console.log`. Raises StackTrouble when another one runs there
    or the account cannot get there.
    """
    if not may_enter(account, folder):
        raise StackTrouble(f"the account of {name} cannot enter {folder}: open the folders above it (chmod o+x)")
    log = folder / "logs" / "console.log"
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(account.uid), str(account.gid)]
    with _sole_use(folder, name) as lock, log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [*leash, *command],
            cwd=working or folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[lock],
        )
    return Running(name, address, process, log)


@contextlib.contextmanager
def _sole_use(folder: Path, name: str) -> Iterator[int]:
    # The broker inherits the lock and so holds it exactly as long as it lives, however it ends.
    with (folder / "running").open("w") as file:
        deadline = time.monotonic() + LEAVE_PATIENCE
        while not _locked(file.fileno()):
            if time.monotonic() > deadline:
                raise StackTrouble(f"another {name} is running in {folder}: stop it first (another `make run`?)")
            time.sleep(LOOK_EVERY)
        yield file.fileno()


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

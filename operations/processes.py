"""The child processes of `masar run`: started, watched, started again when they die, stopped in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import structlog

from deploy.local.process import LEASH

log = structlog.get_logger()

# A service that dies sooner than this after its start is not started again at once.
SHORT_LIFE = 5.0
STOP_PATIENCE = 30.0


class Child:
    """One service process, `python -m <module>`, with its log in a file of its own."""

    def __init__(self, name: str, arguments: list[str], environment: Mapping[str, str], log_file: Path) -> None:
        self.name = name
        self.log_file = log_file
        self.restarts = 0
        self._arguments = arguments
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._asked = False

    @property
    def pid(self) -> int | None:
        """The process's id, null when none runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start the process; its log file is appended to."""
        self._started = time.monotonic()
        self._asked = False
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        # The leash ends the service when this process is killed, so that nothing is left behind.
        leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(os.geteuid()), str(os.getegid())]
        with self.log_file.open("ab") as out:
            # A session of its own, so that Ctrl-C reaches `masar run` alone and it can stop the services in order.
            self._process = subprocess.Popen(  # noqa: S603  # our own modules
                [*leash, sys.executable, "-m", *self._arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def revive(self) -> bool:
        """Start the process again if it has ended by itself; true if so."""
        if self._process is None or self._process.poll() is None:
            return False
        if time.monotonic() - self._started < SHORT_LIFE * min(self.restarts, 6):
            return False
        self.restarts += 1
        log.warning(f"{self.name} ended with {self._process.returncode}, starting it again", log=str(self.log_file))
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Ask the process to stop, and do not wait. Once: at a second signal some break off what they still finish."""
        if self._process is not None and self._process.poll() is None and not self._asked:
            self._asked = True
            self._process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Ask the process to stop, wait, and kill it if it does not."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self.ask_to_stop()
            try:
                self._process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                log.warning(f"{self.name} did not stop in {STOP_PATIENCE:.0f} s, killing it")
                self._process.kill()
                self._process.wait()
        self._process = None

    def kill(self) -> None:
        """SIGKILL, as a failing machine would; `revive` starts it again."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def stop_all(children: Iterable[Child]) -> None:
    """Ask all to stop, then wait for each: for where the order is of no account."""
    asked = list(children)
    for child in asked:
        child.ask_to_stop()
    for child in asked:
        child.stop()

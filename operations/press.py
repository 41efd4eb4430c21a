"""The demonstration press as a child process of `masar run`."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.trouble import StackTrouble
from operations.processes import Child

START_PATIENCE = 30.0
FIRST_ADDRESS = "127.0.0.11"


@contextmanager
def open_press(folder: Path, preferred: int, logs: Path) -> Iterator[Path]:
    """Serve the press while inside; yields its outlets file.

    Its pages' addresses hold its port, and so their ids do: a data folder keeps the port that it began with.
    Raises StackTrouble when that port is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / "port"
    port = int(ready.read_text()) if ready.exists() else _free(preferred)
    (folder / "listening").unlink(missing_ok=True)
    arguments = ["deploy.press", "--data", str(folder), "--port", str(port), "--ready-file", str(folder / "listening")]
    child = Child("press", arguments, {}, logs / "press.log")
    child.start()
    try:
        _wait_listening(child, folder / "listening", port)
        ready.write_text((folder / "listening").read_text())
        yield outlets_file(folder)
    finally:
        child.stop()


def outlets_file(folder: Path) -> Path:
    """Where the press that is served from a folder declares its outlets."""
    return folder / "outlets.toml"


def _free(preferred: int) -> int:
    """`preferred` where another press leaves it free, else 0: the press then takes one free on all its addresses."""
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((FIRST_ADDRESS, preferred))
        except OSError:
            return 0
    return preferred


def _wait_listening(child: Child, ready: Path, port: int) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not ready.exists():
        if child.pid is None or time.monotonic() > deadline:
            raise StackTrouble(
                f"the demonstration press cannot listen on port {port} of 127.0.0.11 and on: free the port, "
                f"or start afresh with `make clean-data`; see {child.log_file}"
            )
        time.sleep(0.05)

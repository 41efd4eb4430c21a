"""A reader in a process of its own, asked page by page."""

import json
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from evaluation.reading.serve import Page

_ROOT = Path(__file__).parents[2]
OURS = "evaluation.reading.ours"
PEERS = "evaluation.reading.peers"
# Seconds after which a page counts as never answered; the slowest reader needs a few.
_PATIENCE = 120.0


class Missing(Exception):
    """A reader that cannot be started here; the message says why."""


class Answered(Struct, frozen=True):
    """What a reader says of a page: `cpu` in seconds of its process; `error` where it raised."""

    answer: dict[str, str | None] | None
    error: str | None
    cpu: float

    def get(self, name: str) -> str | None:
        """One field of the answer; null where there is none."""
        return (self.answer or {}).get(name)


class Measured:
    """A running reader: `name` and `version` are its own."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        self.name = name
        self._process = process
        first = json.loads(self._line(b""))
        if "missing" in first:
            raise Missing(f"{name}: {first['missing']}")
        self.version: str = first["version"]

    def ask(self, page: Page | bytes) -> Answered:
        """The reader's answer to a page, given as such or as its line. Raises Missing when the process has ended."""
        line = page if isinstance(page, bytes) else line_of(page)
        return msgspec.json.decode(self._line(line), type=Answered)

    def _line(self, line: bytes) -> bytes:
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise Missing(f"{self.name}: no pipes")
        asked.write(line)
        asked.flush()
        if not select.select([answers], [], [], _PATIENCE)[0]:
            raise Missing(f"{self.name}: no answer within {_PATIENCE:.0f} s")
        answer = answers.readline()
        if not answer:
            raise Missing(f"{self.name}: ended by itself with {self._process.wait()}")
        return answer


@contextmanager
def measured(name: str, peers: Path | None = None) -> Iterator[Measured]:
    """Start a reader: ours in this environment, or with `peers`, a Python, one of theirs. Raises Missing."""
    if peers and not peers.exists():
        raise Missing(f"{name}: there is no {peers}")
    command = [str(peers), "-m", PEERS, name] if peers else [sys.executable, "-m", OURS, name]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 # a Python that the caller names
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said
        )
        try:
            yield Measured(name, process)
        finally:
            _end(process)


def line_of(page: Page) -> bytes:
    """A page as the line that readers take."""
    return json.dumps(dict(page), ensure_ascii=False).encode() + b"\n"


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()

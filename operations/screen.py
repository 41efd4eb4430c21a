"""What `masar run` shows while it works: set-up, downloads, the live view; lines where nobody looks."""

import sys
import time
from collections.abc import Mapping

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from operations.view import Snapshot, line, render

# Into a pipe or a log, a line at most this often, in seconds.
LINE_EVERY = 5.0


class Screen:
    """Progress goes to standard error, so that standard output stays for results."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, soft_wrap=True)
        self._progress: Progress | None = None
        self._bars: dict[str, object] = {}
        self._live: Live | None = None
        self._last = ("", 0.0)

    def say(self, text: str) -> None:
        """One line of what is being done."""
        self._console.print(f"[dim]masar:[/dim] {text}", highlight=False)

    def tell(self, where: Mapping[str, str]) -> None:
        """Say where things are, once, where no live view will show it."""
        if not self._console.is_terminal:
            for name, place in where.items():
                self.say(f"{name}: {place}")

    def downloaded(self, what: str, done: int, total: int) -> None:
        """Move a download's bar; `done` and `total` in bytes. Meant as deploy.local's Progress."""
        if not self._console.is_terminal:
            if time.monotonic() - self._last[1] > LINE_EVERY or done == total:
                self._last = ("", time.monotonic())
                self.say(f"{what}: {done / 1e6:.0f} of {total / 1e6:.0f} MB")
            return
        if self._progress is None:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                DownloadColumn(),
                TransferSpeedColumn(),
                TimeRemainingColumn(),
                console=self._console,
            )
            self._progress.start()
        if what not in self._bars:
            self._bars[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._bars[what], completed=done)  # type: ignore[arg-type]  # rich's own task ids
        if self._progress.finished:
            self._progress.stop()

    def show(self, snapshot: Snapshot) -> None:
        """Show the state: as a live view on a terminal, else as a line when it has changed."""
        if self._console.is_terminal:
            if self._live is None:
                self._live = Live(console=self._console, refresh_per_second=4, screen=False)
                self._live.start()
            self._live.update(render(snapshot))
            return
        text = line(snapshot)
        if text != self._last[0] and time.monotonic() - self._last[1] >= LINE_EVERY:
            self._last = (text, time.monotonic())
            self.say(text)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._live is not None:
            self._live.stop()
            self._live = None

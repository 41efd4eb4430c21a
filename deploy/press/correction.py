"""When a page's correction comes out: some time after its first reader, remembered over restarts."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock


class Corrections:
    """Remembers in `folder` when each page with a correction was first served."""

    def __init__(self, folder: Path, after: timedelta, now: Callable[[], datetime]) -> None:
        self._file = folder / "first-served.json"
        self._after = after
        self._now = now
        self._lock = Lock()
        self._first: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def published_at(self, url: str) -> datetime | None:
        """When the correction of the page at `url` came out; None while it is still as first printed."""
        with self._lock:
            first = self._first.get(url)
        if first is None:
            return None
        due = (datetime.fromisoformat(first) + self._after).replace(microsecond=0)
        return due if self._now() >= due else None

    def served(self, url: str) -> None:
        """Note that the page was served; only the first time counts."""
        with self._lock:
            if url in self._first:
                return
            self._first[url] = self._now().isoformat()
            waiting = self._file.with_suffix(".new")
            waiting.write_text(json.dumps(self._first))
            waiting.replace(self._file)

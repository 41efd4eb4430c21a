"""The press's own evidence: one JSON line for each request, appended over restarts."""

import json
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock


class AccessLog:
    """Lines {time, host, method, path, status, bytes, if_none_match, if_modified_since, user_agent}.

    `time` is UTC with milliseconds when the answer was done, `began` when the request had been read.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "access.jsonl"
        self._lock = Lock()

    def note(self, began: datetime, **seen: str | int | None) -> None:
        """Append one line."""
        times = {"time": _milliseconds(datetime.now(UTC)), "began": _milliseconds(began)}
        line = json.dumps({**times, **seen}, ensure_ascii=False)
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _milliseconds(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")

"""When outlets were heard, and how they stand against their own rhythm: asked once a minute, whoever reads."""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

from elasticsearch import Elasticsearch

from queries.silence import Heard, heard

# As often as the watch counts.
_FRESH = timedelta(minutes=1)


class Rhythms:
    """Remembers the last answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: tuple[datetime, Mapping[str, Heard]] | None = None

    def heard(self, client: Elasticsearch, now: datetime) -> Mapping[str, Heard]:
        """Every outlet that was ever heard, as of now or a minute ago. Raises the client's errors."""
        with self._lock:
            if self._asked is None or abs(now - self._asked[0]) > _FRESH:
                self._asked = (now, heard(client, now))
            return self._asked[1]

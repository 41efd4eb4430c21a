"""The articles of one dossier on their way from masar.articles into an index that is being rebuilt."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec
from elasticsearch import Elasticsearch

from contracts import topics
from operations.tail import Tail
from services.indexer.bulk import RefusedWhole, send
from services.indexer.read import read
from services.indexer.verdict import Verdict
from services.indexer.work import Position, Record, Rejected, Work, Write

MOST_BYTES = 1_000_000
MOST_DOCUMENTS = 500
SAMPLE = 100
# Elasticsearch may refuse for so long, in seconds, before a rebuild gives up; searches go on with the old index.
PATIENCE = 300.0
LONGEST_PAUSE = 10.0
# Of a document at which Elasticsearch itself breaks.
TRIES = 5

Tell = Callable[[int, int], None]


class RebuildTrouble(Exception):
    """The rebuild cannot be finished; one line that says why. Searches go on with the index before it."""


class Fill:
    """Writes a dossier's articles as the indexer does, straight into `index`.

    `pages` are the ids that stand in it, `sample` some of the documents sent, `rejected` counts by reason what no
    document could be made of or Elasticsearch refused: the indexer has made dead letters of the same.
    """

    def __init__(self, client: Elasticsearch, dossier: str, index: str, tail: Tail) -> None:
        self._client = client
        self._dossier = dossier
        self._index = index
        self._tail = tail
        self.read = 0
        self.pages: set[str] = set()
        self.sample: dict[str, Write] = {}
        self.rejected: Counter[str] = Counter()

    def catch_up(self, tell: Tell) -> int:
        """Write all that the topic now holds beyond what was read; returns how many records that was.

        `tell` gets records read and to be read. Raises RebuildTrouble, KafkaError and the client's errors.
        """
        began, waiting, size = self.read, list[Work](), 0
        for work in self._works(tell, began, self._tail.behind()):
            if waiting and (size + work.size > MOST_BYTES or len(waiting) == MOST_DOCUMENTS):
                self._write(waiting)
                waiting, size = [], 0
            waiting.append(work)
            size += work.size
        self._write(waiting)
        return self.read - began

    def _works(self, tell: Tell, began: int, behind: int) -> Iterable[Work]:
        for record in self._tail.go_on():
            self.read += 1
            if self.read % 100 == 0:
                tell(self.read - began, behind)
            position = Position(topics.ARTICLES, record.partition, record.offset, 0)
            found = read(position, Record(record.key, record.value))
            if isinstance(found, Work) and found.subject.dossier == self._dossier:
                yield msgspec.structs.replace(
                    found, write=msgspec.structs.replace(found.write, alias=self._index, direct=True)
                )
            elif isinstance(found, Rejected) and (found.subject is None or found.subject.dossier == self._dossier):
                self.rejected[found.reason] += 1

    def _write(self, works: Sequence[Work]) -> None:
        pause, since = 0.5, time.monotonic()
        while works:
            verdicts = self._verdicts(works)
            again = [left for each in zip(works, verdicts, strict=True) if (left := self._settle(*each))]
            if len(again) < len(works):
                pause, since = 0.5, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                raise RebuildTrouble(f"Elasticsearch takes nothing for {PATIENCE:.0f} s: {verdicts[0].error}")
            if again:
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            works = again

    def _verdicts(self, works: Sequence[Work]) -> list[Verdict]:
        try:
            return send(self._client, works)
        except RefusedWhole:
            return [verdict for work in works for verdict in send(self._client, [work])]

    def _settle(self, work: Work, verdict: Verdict) -> Work | None:
        """The work to be sent again; null when it is at its end."""
        if verdict.kind == "later":
            return work
        if verdict.kind == "broken" and work.broken + 1 < TRIES:
            return msgspec.structs.replace(work, broken=work.broken + 1)
        if verdict.kind in ("broken", "dead"):
            self.rejected[verdict.reason] += 1
        else:
            self._note(work.write, verdict)
        return None

    def _note(self, write: Write, verdict: Verdict) -> None:
        fresh = write.id not in self.pages
        self.pages.add(write.id)
        if write.id in self.sample:
            if verdict.kind == "written":
                self.sample[write.id] = write
        elif fresh and len(self.sample) < SAMPLE:
            self.sample[write.id] = write
        elif fresh and random.randrange(len(self.pages)) < SAMPLE:  # noqa: S311  # which are looked at is no secret
            del self.sample[random.choice(list(self.sample))]  # noqa: S311
            self.sample[write.id] = write

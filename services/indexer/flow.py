"""The indexer's loop: records in, bulk requests out, offsets committed last."""

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor, Future
from typing import Any

import structlog

from runtime.place import place_of
from services.indexer import metrics
from services.indexer.announce import Announcer
from services.indexer.batch import Batch
from services.indexer.bulk import RefusedWhole
from services.indexer.intake import Intake
from services.indexer.pace import Pace
from services.indexer.read import read
from services.indexer.settings import IndexerSettings
from services.indexer.settle import Finished, finish_dead, settle
from services.indexer.verdict import Verdict
from services.indexer.work import Position, Record, Rejected, Subject, Work

log = structlog.get_logger()

# Longest wait for records in a turn, seconds: short enough to settle answers soon, long enough never to spin.
POLL = 0.1

Send = Callable[[Sequence[Work]], list[Verdict]]


class Flow:
    """One indexer's work, turn by turn. Elasticsearch is called from the executor only, so a turn is always short.

    While Elasticsearch refuses, nothing more is read but polling goes on: the group keeps its members.
    """

    def __init__(
        self,
        settings: IndexerSettings,
        intake: Intake,
        announcer: Announcer,
        send: Send,
        executor: Executor,
        followed: Collection[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._intake = intake
        self._announcer = announcer
        self._send = send
        self._executor = executor
        self._followed = followed
        self._clock = clock
        self._batch = Batch(settings.bulk_bytes, settings.bulk_count, settings.flush_after)
        self._pace = Pace(settings.retry_first, settings.retry_longest)
        self._requests: dict[Future[list[Verdict]], list[Work]] = {}

    def turn(self) -> None:
        """Go round once: read, send, settle what was answered, commit."""
        self._intake.press(self._pressed())
        for position, record in self._intake.receive(POLL):
            self._take_in(position, record)
        self._batch.drop(self._intake.is_stale)
        self._settle_answers()
        self._send_due(self._batch.due)
        self._finish_acknowledged()
        self._intake.commit_now_and_then(self._clock())
        self._show()

    def drain(self) -> None:
        """Finish what was read, reading no more, for as long as the settings allow; then commit."""
        until = self._clock() + self._settings.stop_time
        while self.busy and self._clock() < until:
            self._intake.press(True)
            for _ in self._intake.receive(POLL):
                pass
            self._settle_answers()
            self._send_due(lambda _: len(self._batch) > 0)
            self._finish_acknowledged()
        self._intake.commit()

    @property
    def busy(self) -> bool:
        """Whether anything that was read is not finished."""
        return bool(len(self._batch) or self._requests or len(self._announcer))

    def _take_in(self, position: Position, record: Record) -> None:
        if record.value is None:
            # masar.articles is compacted: a record without a value only tells the broker what to forget.
            metrics.TOMBSTONES.inc()
            self._intake.finish(position)
            return
        outcome = read(position, record)
        if isinstance(outcome, Rejected):
            _tell_dead(outcome.position, outcome.subject, outcome.reason, outcome.error)
            self._finish(position, finish_dead(outcome))
        else:
            self._batch.add(outcome, self._clock())

    def _send_due(self, due: Callable[[float], bool]) -> None:
        now = self._clock()
        # After a refusal one request goes ahead to see whether Elasticsearch takes documents again.
        at_once = 1 if self._pace.pressed else self._settings.requests_at_once
        while self._pace.open(now) and len(self._requests) < at_once and due(now):
            works = self._batch.take()
            self._requests[self._executor.submit(self._send, works)] = works

    def _settle_answers(self) -> None:
        for request in [each for each in self._requests if each.done()]:
            works = self._requests.pop(request)
            try:
                verdicts = request.result()
            except RefusedWhole as error:
                log.warning("a request was refused as a whole: its documents go one by one", error=str(error))
                self._batch.put_back(work.by_itself() for work in works)
            else:
                self._settle_each(works, verdicts)

    def _settle_each(self, works: Sequence[Work], verdicts: Sequence[Verdict]) -> None:
        again = []
        for work, verdict in zip(works, verdicts, strict=True):
            followed_by = settle(work, verdict, self._followed, self._settings.tries)
            metrics.ITEMS.labels(verdict.kind).inc()
            if isinstance(followed_by, Finished):
                if verdict.kind in ("dead", "broken"):
                    _tell_dead(work.position, work.subject, verdict.reason, verdict.error)
                else:
                    log.debug("settled", **_place(work.position, work.subject), result=verdict.kind)
                self._finish(work.position, followed_by)
            else:
                again.append(followed_by)
        self._keep_pace([verdict for verdict in verdicts if verdict.kind in ("later", "broken")], bool(again))
        self._batch.put_back(again)

    def _keep_pace(self, refusals: Sequence[Verdict], again: bool) -> None:
        if not again:
            self._pace.accepted()
            return
        if not self._pace.pressed:
            log.warning("Elasticsearch refuses documents: waiting", reason=refusals[0].reason, error=refusals[0].error)
        self._pace.refused(self._clock())

    def _finish(self, position: Position, finished: Finished) -> None:
        if finished.messages:
            self._announcer.announce(position, finished.messages)
        else:
            self._intake.finish(position)

    def _finish_acknowledged(self) -> None:
        for position in self._announcer.arrived():
            self._intake.finish(position)

    def _pressed(self) -> bool:
        return self._pace.pressed or self._intake.held_bytes > self._settings.held_bytes

    def _show(self) -> None:
        metrics.PAUSED.set(self._pressed())
        metrics.HELD.set(self._intake.held_records)
        metrics.HELD_BYTES.set(self._intake.held_bytes)


def _tell_dead(position: Position, subject: Subject | None, reason: str, error: str) -> None:
    log.warning("dead letter", **_place(position, subject), step="index", reason=reason, error=error)


def _place(position: Position, subject: Subject | None) -> dict[str, Any]:
    told = (subject.page_id, subject.outlet) if subject else ()
    return place_of(position.topic, position.partition, position.offset, *told)

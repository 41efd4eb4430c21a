"""Recovery: what a restarted parser still has to read back is told, step by step, until nothing is left."""

import asyncio
from types import SimpleNamespace

from runtime.health import Health
from services.parser.recovery import Recovery
from services.parser.trace import Tracing


class Rebuilding(Tracing):
    """Notes what is told between two steps."""

    def __init__(self):
        super().__init__({}, {})
        self.told = []

    def rebuilding(self):
        for done in (0, 50, 80):
            yield done, 80
            self.told.append(RECOVERY.left())


HEALTH = Health(lambda: RECOVERY.left())
RECOVERY = Recovery(HEALTH)


def read_records(number, in_recovery):
    event = SimpleNamespace(app=SimpleNamespace(in_recovery=in_recovery))
    for _ in range(number):
        asyncio.run(RECOVERY.read(event))


def test_a_worker_is_not_ready_until_its_stories_are_back():
    read_records(3, in_recovery=True)
    assert HEALTH.readyz() == (503, "waiting for the table: 3 records of its changelog read")
    tracing = Rebuilding()
    asyncio.run(RECOVERY.retell(tracing))
    assert tracing.told == [f"the stories: {done} of 80 articles" for done in (0, 50, 80)]
    assert HEALTH.readyz() == (200, "ready")


def test_a_standby_copy_that_is_read_later_delays_nobody():
    read_records(3, in_recovery=False)
    assert HEALTH.readyz() == (200, "ready")

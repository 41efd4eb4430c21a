"""What became of replayed records: worked off, dead again, or still waiting for their reader."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from queues.dead import Sent
from queues.kafka_look import KafkaLook
from queues.letters import Brief, Letters
from queues.offsets import READERS


class Afterwards(Struct, frozen=True, kw_only=True):
    """`again` are the new letters of records that died once more, `open` records that nobody has worked off yet."""

    through: int
    again: tuple[Brief, ...] = ()
    open: tuple[Sent, ...] = ()


def afterwards(brokers: str, sent: Sequence[Sent], patience: float, login: Mapping[str, Any]) -> Afterwards:
    """Wait until the records' readers are past them, for `patience` seconds at most. Raises KafkaError."""
    look, end = KafkaLook(brokers, login), time.monotonic() + patience
    try:
        while (left := _not_worked_off(look, sent)) and time.monotonic() < end:
            time.sleep(1)
    finally:
        look.close()
    places = {f"{each.topic}/{each.partition}/{each.offset}" for each in sent}
    letters = Letters(brokers, login)
    try:
        again = tuple(letter for letter in letters.kept() if letter.id in places)
    finally:
        letters.close()
    return Afterwards(through=len(sent) - len(again) - len(left), again=again, open=tuple(left))


def _not_worked_off(look: KafkaLook, sent: Sequence[Sent]) -> list[Sent]:
    done = {(place.topic, place.partition): place.done for place in look.look().places}
    return [
        each
        for each in sent
        # A reader commits only past what it has told everything of, its dead letter too.
        if each.topic in READERS and (done.get((each.topic, each.partition)) or 0) <= each.offset
    ]

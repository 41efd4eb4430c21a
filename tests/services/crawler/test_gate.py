import asyncio
import itertools
import time

import pytest

from services.crawler.gate import Closed, Gate


async def _pass(gate: Gate, log: list[float], work: float = 0.0, answers: bool = True) -> None:
    async with gate.turn() as answered:
        log.append(time.monotonic())
        if answers:
            answered()
        await asyncio.sleep(work)


def test_turns_are_a_pace_apart() -> None:
    async def run() -> list[float]:
        gate, log = Gate(0.05, at_once=3), []
        await asyncio.gather(*(_pass(gate, log) for _ in range(4)))
        return log

    log = asyncio.run(run())
    assert all(later - earlier >= 0.05 for earlier, later in itertools.pairwise(log))


def test_the_pace_counts_from_the_answer_and_not_from_the_question() -> None:
    async def run() -> list[float]:
        gate, log = Gate(0.05, at_once=2), []
        await asyncio.gather(*(_pass(gate, log, work=0.1, answers=False) for _ in range(2)))
        return log

    first, second = asyncio.run(run())
    assert second - first >= 0.15


def test_a_longer_pace_learnt_on_the_way_holds_for_the_very_next_turn() -> None:
    async def run() -> list[float]:
        gate, log = Gate(0.0, at_once=1), []
        await _pass(gate, log)
        gate.slow_to(0.1)
        gate.slow_to(0.05)
        await _pass(gate, log)
        await _pass(gate, log)
        return log

    log = asyncio.run(run())
    assert all(later - earlier >= 0.1 for earlier, later in itertools.pairwise(log))


def test_no_more_are_open_than_allowed() -> None:
    async def run() -> int:
        gate, open_now, most = Gate(0.0, at_once=2), 0, 0

        async def one() -> None:
            nonlocal open_now, most
            async with gate.turn():
                open_now += 1
                most = max(most, open_now)
                await asyncio.sleep(0.01)
                open_now -= 1

        await asyncio.gather(*(one() for _ in range(8)))
        return most

    assert asyncio.run(run()) == 2


def test_a_closed_gate_turns_away_who_waits_and_who_comes() -> None:
    async def run() -> None:
        gate = Gate(0.0, at_once=1)
        gate.rest(60)
        waiting = asyncio.create_task(_pass(gate, []))
        await asyncio.sleep(0.01)
        gate.close()
        with pytest.raises(Closed):
            await asyncio.wait_for(waiting, 5)
        with pytest.raises(Closed):
            await asyncio.wait_for(_pass(gate, []), 5)

    asyncio.run(run())


def test_who_breaks_off_in_the_gate_leaves_it_open_for_the_next() -> None:
    async def run() -> None:
        gate = Gate(0.0, at_once=1)
        gate.rest(60)
        waiting = asyncio.create_task(_pass(gate, []))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        gate._free_at = 0.0
        await asyncio.wait_for(_pass(gate, []), 5)

    asyncio.run(run())

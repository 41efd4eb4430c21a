"""Counts over a whole dossier are kept a while: how long, for whom, and what is never kept."""

import threading

import pytest

from services.desk.kept import LONGEST, Kept


class Index:
    """Answers with how often it was asked; an answer takes so many seconds of its own clock."""

    def __init__(self, takes: float) -> None:
        self.now = 0.0
        self.takes = takes
        self.asked = 0

    def clock(self) -> float:
        return self.now

    def ask(self) -> int:
        self.asked += 1
        self.now += self.takes
        return self.asked


def test_a_costly_answer_is_kept_and_asked_for_anew_when_it_is_old() -> None:
    index = Index(takes=0.2)
    kept = Kept(index.clock)
    assert [kept.answer("counts", index.ask) for _ in range(3)] == [1, 1, 1]
    index.now += 19.9
    assert kept.answer("counts", index.ask) == 1
    index.now += 0.2
    assert kept.answer("counts", index.ask) == 2


def test_a_quick_answer_is_asked_for_again_at_once() -> None:
    index = Index(takes=0.001)
    kept = Kept(index.clock)
    kept.answer("counts", index.ask)
    index.now += 0.11
    assert kept.answer("counts", index.ask) == 2


def test_no_answer_is_kept_for_long() -> None:
    index = Index(takes=5.0)
    kept = Kept(index.clock)
    kept.answer("counts", index.ask)
    index.now += LONGEST + 0.1
    assert kept.answer("counts", index.ask) == 2


def test_names_do_not_answer_for_each_other() -> None:
    index = Index(takes=1.0)
    kept = Kept(index.clock)
    assert [kept.answer(name, index.ask) for name in ("one", "other", "one")] == [1, 2, 1]


def test_while_one_asks_anew_others_are_given_the_old_answer() -> None:
    index = Index(takes=0.1)
    kept = Kept(index.clock)
    kept.answer("counts", index.ask)
    index.now += 20
    waiting, go = threading.Event(), threading.Event()

    def slowly() -> str:
        waiting.set()
        go.wait(10)
        return "new"

    asking = threading.Thread(target=kept.answer, args=("counts", slowly))
    asking.start()
    assert waiting.wait(10)
    assert kept.answer("counts", index.ask) == 1
    go.set()
    asking.join()
    assert index.asked == 1


def test_what_fails_is_raised_and_not_kept() -> None:
    index = Index(takes=0.1)
    kept = Kept(index.clock)

    def away() -> int:
        raise OSError("away")

    for _ in range(2):
        with pytest.raises(OSError, match="away"):
            kept.answer("counts", away)
    assert kept.answer("counts", index.ask) == 1

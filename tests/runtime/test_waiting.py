"""A service waits for what is missing, says so once, and goes on when it appears."""

import threading

import pytest
import structlog

from runtime.waiting import Stopped, wait_for


class Appearing:
    """Refuses a number of times, then answers."""

    def __init__(self, refusals):
        self.refusals = refusals

    def __call__(self):
        if self.refusals:
            self.refusals -= 1
            raise ConnectionRefusedError("refused")
        return "there"


class Impatient(threading.Event):
    """Does not really pause."""

    def wait(self, timeout=None):
        return self.is_set()


def test_it_goes_on_when_the_dependency_appears_and_tells_of_it_in_two_lines():
    with structlog.testing.capture_logs() as lines:
        assert wait_for("Kafka at 127.0.0.1:9", Appearing(5), Impatient()) == "there"
    assert [line["event"] for line in lines] == ["waiting for Kafka at 127.0.0.1:9", "Kafka at 127.0.0.1:9 is there"]


def test_it_says_nothing_when_the_dependency_is_there():
    with structlog.testing.capture_logs() as lines:
        wait_for("Kafka", Appearing(0), Impatient())
    assert lines == []


def test_it_gives_up_when_asked_to_stop():
    stop = Impatient()
    stop.set()
    with pytest.raises(Stopped):
        wait_for("Kafka", Appearing(1), stop)


def test_an_error_of_another_kind_is_not_waited_out():
    def broken():
        raise KeyError("a mistake of ours")

    with pytest.raises(KeyError):
        wait_for("Kafka", broken, Impatient())

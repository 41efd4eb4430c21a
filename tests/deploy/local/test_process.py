import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.account import Account, brokers_account
from deploy.local.process import Running, start
from deploy.local.trouble import StackTrouble

ONESELF = Account(os.geteuid(), os.getegid())


@pytest.fixture
def folder(open_path: Path) -> Path:
    (open_path / "logs").mkdir()
    return open_path


@pytest.fixture
def running(folder: Path) -> Iterator[Running]:
    """A program that would run for ten minutes, in order or not."""
    program = _start(folder, "trap 'echo in order; exit 0' TERM; echo ready; while :; do sleep 0.1; done")
    yield program
    program.kill()


def test_what_it_prints_is_in_its_log(running: Running) -> None:
    running.wait_ready(lambda: running.log.read_text() == "ready\n", 30)


def test_it_is_asked_to_stop_in_order(running: Running) -> None:
    running.wait_ready(lambda: running.log.read_text() == "ready\n", 30)
    running.stop()
    assert not running.alive
    assert running.log.read_text() == "ready\nin order\n"


def test_one_that_does_not_listen_is_ended(folder: Path) -> None:
    deaf = _start(folder, "trap '' TERM; echo ready; while :; do sleep 0.1; done")
    deaf.wait_ready(lambda: deaf.log.read_text() == "ready\n", 30)
    deaf.stop(patience=0.3)
    assert not deaf.alive


def test_one_that_dies_at_the_start_is_reported_with_its_log(folder: Path) -> None:
    broken = _start(folder, "exit 3")
    with pytest.raises(StackTrouble, match=r"broker stopped with 3: see .*console\.log"):
        broken.wait_ready(lambda: False, 30)


def test_one_that_never_answers_is_reported_with_its_address(running: Running) -> None:
    with pytest.raises(StackTrouble, match=r"broker does not answer at 127\.0\.0\.1:1 after 0 s"):
        running.wait_ready(lambda: False, 0.3)


def test_it_runs_under_the_brokers_account(folder: Path) -> None:
    told = _start(folder, "id -u", brokers_account())
    told.process.wait()
    assert told.log.read_text() == f"{brokers_account().uid}\n"


def test_a_folder_that_the_account_cannot_enter_is_said_so(folder: Path) -> None:
    folder.chmod(0o700)
    with pytest.raises(StackTrouble, match="cannot enter"):
        _start(folder, "true", Account(uid=54_321, gid=54_321))


def _start(folder: Path, script: str, account: Account = ONESELF) -> Running:
    environment = {"PATH": os.defpath}
    return start("broker", "127.0.0.1:1", ["/bin/sh", "-c", script], folder, account, environment)

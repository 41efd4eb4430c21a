"""Every line of every thread and library has one shape; on a terminal it is text."""

import json
import os
import pty
import subprocess
import sys

import pytest

from runtime.logs import ALWAYS
from runtime.place import place_of

LINES = """
import logging, threading, warnings, structlog
from runtime.logs import configure_logs
from runtime.place import place_of
configure_logs("trial", {form!r}, {level!r})
log = structlog.get_logger("services.trial")
log.info("seen", outcome="core", **place_of("masar.pages", 3, 120, "9fa9", "sahifa"))
log.debug("in detail")
logging.getLogger("a.library").warning("said by %s", "others")
warnings.warn("old ways")
thread = threading.Thread(target=lambda: log.info("from a thread", url="http://outlet.example/دوشنبه"))
thread.start(); thread.join()
try:
    1 / 0
except ZeroDivisionError:
    log.exception("broken")
raise ValueError("nobody caught this")
"""


def written(form: str = "json", level: str = "info") -> list[str]:
    program = LINES.format(form=form, level=level)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    return done.stderr.splitlines()


def test_every_line_is_json_with_the_same_fields_first() -> None:
    lines = [json.loads(line) for line in written()]
    assert [line["event"] for line in lines if "old ways" not in line["event"]] == [
        "seen",
        "said by others",
        "from a thread",
        "broken",
        "ended by an error",
    ]
    for line in lines:
        assert tuple(name for name in line if name in ALWAYS) == ALWAYS
        assert line["service"] == "trial"
    assert "ZeroDivisionError" in lines[-2]["exception"]
    assert "nobody caught this" in lines[-1]["exception"]


def test_what_a_line_is_about_comes_next_and_then_the_rest() -> None:
    first = json.loads(written()[0])
    assert list(first) == [*ALWAYS, "page_id", "outlet", "topic", "partition", "offset", "outcome"]
    assert (first["page_id"], first["partition"], first["offset"]) == ("9fa9", 3, 120)


def test_arabic_is_readable_in_json() -> None:
    assert any("دوشنبه" in line for line in written())


@pytest.mark.parametrize(("level", "seen"), [("debug", True), ("info", False)])
def test_details_come_only_when_asked_for(level: str, seen: bool) -> None:
    assert any("in detail" in line for line in written(level=level)) == seen


def test_text_is_for_people_and_asked_for_by_name_anywhere() -> None:
    (line,) = [line for line in written("text") if "seen" in line]
    assert not line.startswith("{")
    assert "page_id=9fa9 outlet=sahifa topic=masar.pages partition=3 offset=120" in line


def test_without_being_told_it_is_text_on_a_terminal_and_json_elsewhere() -> None:
    assert written("auto")[0].startswith("{")
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", LINES.format(form="auto", level="info")], stderr=theirs)
    os.close(theirs)
    told = os.read(ours, 4096).decode()
    os.close(ours)
    assert "seen" in told
    assert not told.startswith("{")


def test_a_record_that_could_not_be_read_has_its_place_alone() -> None:
    assert place_of("masar.pages", 0, 7) == {"topic": "masar.pages", "partition": 0, "offset": 7}

"""`masar logs`: the lines of all services in one order, chosen by service, level and page."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from contracts.addresses import page_id
from operations.command_logs import logs_command
from operations.log_lines import Logs

URL = "https://sahifa.example/17"


def line(second: int, service: str, level: str, event: str, **more: str) -> str:
    told = {"timestamp": f"2026-11-26T06:12:{second:02}Z", "level": level, "service": service, "event": event, **more}
    return json.dumps(told, ensure_ascii=False) + "\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    logs = tmp_path / "press" / "logs"
    logs.mkdir(parents=True)
    dead = line(3, "parser", "warning", "dead letter", page_id=page_id(URL), outlet="sahifa")
    broken = "Traceback (most recent call last):\n"
    (logs / "parser.log").write_text(line(1, "parser", "info", "ready") + dead + broken)
    (logs / "crawler.log").write_text(line(2, "crawler", "info", "joined") + line(4, "crawler", "debug", "visited"))
    monkeypatch.setenv("MASAR_DATA", str(tmp_path))
    return logs


def ask(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(logs_command)
    return CliRunner().invoke(app, arguments)


def events(*arguments: str) -> list[str]:
    return [json.loads(each)["event"] for each in ask(*arguments, "--json").stdout.splitlines()]


def test_lines_of_all_services_stand_in_one_order(data: Path) -> None:
    assert events() == ["ready", "joined", "dead letter", "Traceback (most recent call last):"]
    assert events("--level", "debug")[-1] == "visited"
    assert events("--last", "1") == ["Traceback (most recent call last):"]


def test_who_writes_only_text_is_no_error(data: Path) -> None:
    (data / "press.log").write_text("press: listens on port 8088\n")
    assert events("press") == ["press: listens on port 8088"]
    assert events("--level", "warning") == ["dead letter", "Traceback (most recent call last):"]


def test_they_are_chosen_by_service_level_and_page(data: Path) -> None:
    assert events("crawler") == ["joined"]
    assert events("--level", "warning") == ["dead letter", "Traceback (most recent call last):"]
    assert events("--page", URL) == events("--page", page_id(URL)) == ["dead letter"]


def test_people_read_service_level_and_outlet_in_a_line(data: Path) -> None:
    (told,) = [each for each in ask().stdout.splitlines() if "dead letter" in each]
    assert {"warning", "parser", "sahifa"} <= {word for part in told.split() for word in part.strip("[]").split("=")}


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("indexer",), 2, "no log of indexer: there are crawler, parser"),
        (("--page", "https://sahifa.example/18"), 1, "`masar where` tells its way"),
        (("--page", "https://"), 2, "masar logs: "),
    ],
)
def test_what_is_not_there_is_said(data: Path, arguments: tuple[str, ...], status: int, told: str) -> None:
    result = ask(*arguments)
    assert result.exit_code == status
    assert told in result.stderr


def test_where_nothing_ever_ran_it_says_what_would_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAR_DATA", str(tmp_path))
    result = ask()
    assert result.exit_code == 2
    assert "`make run` writes them" in result.stderr


def test_what_comes_meanwhile_is_read_once_and_half_a_line_waits_for_its_end(data: Path) -> None:
    logs = Logs(sorted(data.iterdir()))
    assert len(logs.go_on()) == 5
    whole = line(5, "parser", "info", "stopped")
    with (data / "parser.log").open("a") as file:
        file.write(whole[:20])
        file.flush()
        assert logs.go_on() == []
        file.write(whole[20:])
    assert [each["event"] for each in logs.go_on()] == ["stopped"]
    assert logs.go_on() == []

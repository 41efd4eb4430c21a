"""The press as a process: it starts, says where it is, keeps its log, stops when told, and says why it cannot start."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from contracts.outlet import read_outlets
from deploy.press.press import start_press

_REPOSITORY = Path(__file__).parents[3]


def _press(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deploy.press", *arguments],
        cwd=_REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(_REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _log(data: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (data / "access.jsonl").read_text(encoding="utf-8").splitlines()]


def test_it_runs_until_it_is_told_to_stop(tmp_path) -> None:
    ready = tmp_path / "ready"
    process = _press("--data", str(tmp_path), "--port", "0", "--ready-file", str(ready))
    assert process.stdout is not None
    line = process.stdout.readline()
    port = line.split("port ")[1].split(",")[0]
    while not ready.exists():
        time.sleep(0.01)
    outlets = read_outlets(tmp_path / "outlets.toml")
    homes = [outlet.home for outlet in outlets.values()]
    assert all(httpx.get(home, trust_env=False).status_code == 200 for home in homes)
    process.send_signal(signal.SIGTERM)
    rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (0, "", "")
    assert ready.read_text().strip() == port
    assert len(set(homes)) == len(homes) >= 8
    assert all(f":{port}/" in home for home in homes)


def test_a_taken_port_is_said_in_one_line(tmp_path) -> None:
    running = start_press(tmp_path / "first", port=0)
    process = _press("--data", str(tmp_path / "second"), "--port", str(running.port))
    _, errors = process.communicate(timeout=30)
    running.stop()
    assert process.returncode == 1
    assert errors.count("\n") == 1
    assert "--port" in errors


def test_the_access_log_is_evidence_and_outlives_a_restart(tmp_path) -> None:
    for agent in ("first", "second"):
        running = start_press(tmp_path, port=0)
        home = f"http://127.0.0.11:{running.port}"
        headers = {"User-Agent": agent, "If-None-Match": '"x"'}
        httpx.get(f"{home}/rss/all.xml", headers=headers, trust_env=False)
        running.stop()
    lines = _log(tmp_path)
    assert [line["user_agent"] for line in lines] == ["first", "second"]
    assert {line["host"] for line in lines} == {"127.0.0.11"}
    assert {line["path"] for line in lines} == {"/rss/all.xml"}
    assert all(line["status"] == 200 and line["bytes"] and line["if_none_match"] == '"x"' for line in lines)
    assert all(str(line["time"])[-10] == "." for line in lines)  # milliseconds before the offset

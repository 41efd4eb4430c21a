"""Settings that are unknown or malformed: the service does not start, and says what to write instead."""

import re
import subprocess
import sys

import pytest

from runtime.refusals import COMPOSED, ELSEWHERE, PARTS, names
from runtime.settings import ROOT, ServiceSettings, settings_or_refusal
from services.crawler.settings import CrawlerSettings
from services.indexer.settings import IndexerSettings


def refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kind: type[ServiceSettings] = CrawlerSettings,
    **variables: str,
) -> list[str]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        settings_or_refusal(kind, "it")
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("MASAR_LOG_LEVEL", "loud", "one of debug, info, warning, error"),
        ("MASAR_KAFKA_MECHANISM", "md5", "one of SCRAM-SHA-512, SCRAM-SHA-256, PLAIN"),
        ("MASAR_CRAWLER_TRIES", "0", "a whole number of at least 1"),
        ("MASAR_CRAWLER_AT_ONCE", "many", "a whole number of at least 1"),
        ("MASAR_CRAWLER_CONNECT_TIME", "0", r"a number above 0 \(seconds\)"),
        ("MASAR_CRAWLER_SESSION", "1", r"a number of at least 6 \(seconds\)"),
        ("MASAR_CRAWLER_RETRY_FIRST", "inf", r"a number of at least 0 \(seconds\)"),
        ("MASAR_CRAWLER_HEALTH_PORT", "70000", "a whole number of at least 0 and of at most 65535"),
        ("MASAR_CRAWLER_ALLOW_LOOPBACK", "perhaps", "true or false"),
        ("MASAR_CRAWLER_AGENT", "two words", "text of the form"),
    ],
)
def test_a_malformed_value_is_refused_with_what_is_allowed(
    name: str, value: str, allowed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [line] = refused(monkeypatch, capsys, **{name: value})
    assert re.match(f"it: {name}={value} is refused: it must be {allowed}", line)


def test_a_reason_of_the_setting_s_own_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [line] = refused(monkeypatch, capsys, MASAR_KAFKA="broker")
    assert line == "it: MASAR_KAFKA=broker is refused: 'broker' is no host:port, as 127.0.0.1:9092 is"


def test_every_wrong_setting_has_its_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = refused(monkeypatch, capsys, MASAR_LOG_FORMAT="xml", MASAR_CRAWLER_TRIES="-1", MASAR_OUTLET="x")
    assert len(lines) == 3


def test_a_slip_is_refused_with_the_name_that_was_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = refused(monkeypatch, capsys, MASAR_CRAWLER_AT_ONE="3", MASAR_SOMETHING="x")
    assert lines == [
        "it: MASAR_CRAWLER_AT_ONE is no setting: did you mean MASAR_CRAWLER_AT_ONCE?",
        "it: MASAR_SOMETHING is no setting: docs/settings.md lists those that there are",
    ]


def test_no_password_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = refused(
        monkeypatch,
        capsys,
        MASAR_KAFKA_SECURITY="sasl_plaintext",
        MASAR_KAFKA_PASSWORD="of-a-test",
        MASAR_ELASTICSEARCH="ftp://someone:of-a-test@host",
    )
    assert len(lines) == 2
    assert "of-a-test" not in "".join(lines)


def test_what_belongs_to_other_programs_is_left_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*ELSEWHERE, "MASAR_CRAWLER_TRIES", "MASAR_PARSER_ANYTHING", *(f"MASAR_INDEXER_{x}" for x in COMPOSED)):
        monkeypatch.setenv(name, "x")
    assert settings_or_refusal(IndexerSettings, "it").bulk_count == 500


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAR_OUTLETS", "")
    monkeypatch.setenv("MASAR_CRAWLER_TRIES", "")
    settings = settings_or_refusal(CrawlerSettings, "it")
    assert (settings.outlets, settings.tries) == (None, 4)


def test_the_names_of_others_are_those_that_there_are() -> None:
    from deploy.local.settings import LocalSettings
    from operations.service_settings import service_settings
    from operations.settings import OperationsSettings

    shared = set(names(ServiceSettings))
    offered = set(re.findall(r"^#(MASAR_\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    elsewhere = {*names(OperationsSettings), *names(LocalSettings), *offered} - shared
    elsewhere = {name for name in elsewhere if name.startswith("MASAR_") and not name.startswith(PARTS)}
    assert elsewhere == ELSEWHERE
    assert {f"MASAR_{part.upper()}_" for part in service_settings()} <= set(PARTS)


@pytest.mark.parametrize("service", ["crawler", "parser", "indexer"])
def test_a_service_does_not_start_with_a_setting_that_it_does_not_know(service: str) -> None:
    environment = {"MASAR_KAFKAS": "127.0.0.1:1", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-m", f"services.{service}"], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (2, f"{service}: MASAR_KAFKAS is no setting: did you mean MASAR_KAFKA?\n")


def test_run_looks_at_the_settings_of_all_services_before_it_starts_anything() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "operations", "run", "--once"],
        env={"MASAR_PARSER_AT_ONE": "3", "PATH": "/usr/bin:/bin"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr == "parser: MASAR_PARSER_AT_ONE is no setting: did you mean MASAR_PARSER_AT_ONCE?\n"

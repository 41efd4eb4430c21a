"""`masar dead` where Kafka is away: one line that says so, soon, whatever was asked."""

import pytest
from typer.testing import CliRunner

from operations.command_dead import dead_app


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["show", "masar.pages/0/1"], ["replay", "--all", "--yes"], ["purge", "--all", "--yes"], ["audit"]],
)
def test_it_is_said_in_a_line_and_not_in_a_traceback(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAR_KAFKA", "127.0.0.1:9")
    result = CliRunner().invoke(dead_app, arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "Kafka at 127.0.0.1:9 does not answer" in result.stderr

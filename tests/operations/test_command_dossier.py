import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from operations.command_dossier import dossier_app

DOSSIERS = Path(__file__).parents[2] / "dossiers"


def _check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.setenv("MASAR_DOSSIERS", str(folder))
    done = CliRunner().invoke(dossier_app, ["check", "dushanbe"])
    return done.exit_code, done.output


def test_the_dossier_is_good_with_its_outlets_and_its_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _check(DOSSIERS, monkeypatch) == (0, "dushanbe: good\n")


def test_a_name_that_is_no_dossiers_is_told_with_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAR_DOSSIERS", str(DOSSIERS))
    done = CliRunner().invoke(dossier_app, ["check", "dossiers/dushanbe"])

    assert done.exit_code == 2
    assert "no dossier is called 'dossiers/dushanbe'" in done.output
    assert "dushanbe, water" in done.output


@pytest.mark.parametrize(
    ("file", "text"), [("outlets.toml", "[[outlet]]\nid = 1\n"), ("searches.toml", "phrases = ['']\n")]
)
def test_faults_of_what_the_crawler_reads_are_named(
    file: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(DOSSIERS / "dushanbe", tmp_path / "dushanbe")
    (tmp_path / "dushanbe" / file).write_text(text)
    status, told = _check(tmp_path, monkeypatch)
    assert status == 1
    assert file in told

"""`make audit ARGS="--database PATH"`: what advisories say of locked versions, by a small invented database."""

import subprocess
from pathlib import Path

import pytest
from packaging.version import Version

from deploy.supply.__main__ import main
from deploy.supply.advisories import NoDatabase, read_database

ADVISORY = """id: PYSEC-0000-1
modified: "2026-03-04T05:06:07Z"
aliases:
- CVE-0000-1
details: >-
  A page that is
  bent breaks it.
affected:
- package: {ecosystem: PyPI, name: Bent.Reader}
  ranges:
  - type: GIT
    repo: https://example.org/bent
    events: [{introduced: "0"}, {fixed: 0123abc}]
  - type: ECOSYSTEM
    events: [{introduced: "0"}, {fixed: 1.2.10}, {introduced: 2.0rc1}, {last_affected: 2.3}]
  versions: ["1.2.9", 2009k-old, "5.0"]
"""
WITHDRAWN = ADVISORY.replace("PYSEC-0000-1", "PYSEC-0000-2").replace("modified", "withdrawn: 2026-01-01\nmodified", 1)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    folder = tmp_path / "database"
    for number, text in ((1, ADVISORY), (2, WITHDRAWN)):
        file = folder / "vulns" / "bent-reader" / f"PYSEC-0000-{number}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def lock(folder: Path, version: str) -> Path:
    file = folder / "lock.txt"
    file.write_text(f"bent_reader=={version} \\\n    --hash=sha256:00\nsound==1.0 \\\n    --hash=sha256:00\n")
    return file


@pytest.mark.parametrize(
    ("version", "vulnerable"),
    [
        ("1.2.9", True),
        ("1.2.10", False),  # as text it would come before 1.2.9
        ("1.9", False),
        ("2.0rc1", True),
        ("2.0.dev3", False),
        ("2.3", True),
        ("2.3.post1", False),
        ("5.0.0", True),  # listed, as 5.0
        ("5.1", False),
    ],
)
def test_versions_are_ordered_as_python_orders_them(database: Path, version: str, vulnerable: bool) -> None:
    (advisory,) = read_database(database, ["bent-reader"]).advisories["bent-reader"]
    assert advisory.concerns("bent-reader", Version(version)) is vulnerable


def test_a_vulnerable_version_is_named_with_where_it_is_mended(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--database", str(database), "--lock", str(lock(tmp_path, "1.2.9"))]
    assert main(asked) == 1
    told = capsys.readouterr().out
    assert "2 advisories, the newest of 2026-03-04" in told
    assert "bent-reader 1.2.9: PYSEC-0000-1 CVE-0000-1; mended in 1.2.10; A page that is bent breaks it." in told
    assert "PYSEC-0000-2" not in told
    lock(tmp_path, "1.2.10")
    assert main(asked) == 0
    assert "no advisory is about any of them" in capsys.readouterr().out


def test_a_clone_without_a_work_tree_tells_the_same(database: Path, tmp_path: Path) -> None:
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*name, "commit", "-qm", "advisories"]):
        subprocess.run(["git", "-C", database, *command], check=True)
    bare = tmp_path / "bare"
    subprocess.run(["git", "clone", "-q", "--bare", database, bare], check=True)
    assert read_database(bare, ["bent-reader"]) == read_database(database, ["bent-reader"])


def test_what_is_no_database_is_refused_and_never_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    (tmp_path / "vulns" / "bent-reader").mkdir(parents=True)
    assert main(["--database", str(tmp_path)]) == 2
    assert "give a clone" in capsys.readouterr().err
    file = tmp_path / "vulns" / "bent-reader" / "PYSEC-0000-3.yaml"
    file.write_text("id: PYSEC-0000-3\n")
    with pytest.raises(NoDatabase, match="PYSEC-0000-3"):
        read_database(tmp_path, ["bent-reader"])

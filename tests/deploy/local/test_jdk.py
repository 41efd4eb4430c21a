from pathlib import Path

import pytest

from deploy.local.jdk import Jdk, find_jdk, first_fit, look_at, read_modules, read_release, read_version
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble

RELEASE = 'IMPLEMENTOR="Someone"\nJAVA_VERSION="25.0.3"\nMODULES="java.base jdk.incubator.vector"\n'
FULL = frozenset({"java.base", "jdk.incubator.vector"})


def test_release_file_tells_version_and_modules() -> None:
    assert read_release(RELEASE) == (25, FULL)


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_402"', 8),
        ('openjdk version "26-ea" 2026-03-17', 26),
        ("java: command not found", None),
    ],
)
def test_version_as_java_prints_it(printed: str, version: int | None) -> None:
    assert read_version(printed) == version


def test_modules_as_java_lists_them() -> None:
    assert read_modules("java.base@25.0.3\njdk.incubator.vector@25.0.3\n") == FULL


def test_the_first_fit_one_is_taken() -> None:
    old, cut_down = Jdk(Path("/old"), 17, FULL), Jdk(Path("/cut-down"), 25, frozenset({"java.base"}))
    fit, newer = Jdk(Path("/fit"), 21, FULL), Jdk(Path("/newer"), 25, FULL)
    assert first_fit([None, old, cut_down, fit, newer]) == fit


def test_the_error_says_what_was_found_and_how_to_mend_it() -> None:
    cut_down = Jdk(Path("/cut-down"), 25, frozenset({"java.base"}))
    closed = Jdk(Path("/closed/jdk"), 25, FULL, enterable=False)
    with pytest.raises(StackTrouble) as raised:
        first_fit([Jdk(Path("/old"), 17, FULL), cut_down, closed])
    told = str(raised.value)
    assert "/old is Java 17; /cut-down is Java 25 without the module jdk.incubator.vector" in told
    assert "/closed/jdk cannot be entered" in told
    assert "MASAR_JAVA_HOME=" in told
    assert "\n" not in told


def test_no_java_at_all_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StackTrouble, match="no Java found"):
        find_jdk(_settings(path=""), installed=tmp_path)


def test_java_home_comes_before_path_and_path_before_the_installed(open_path: Path) -> None:
    _jdk(open_path / "installed" / "new", 25)
    _jdk(open_path / "home", 21)
    _jdk(open_path / "path", 23)
    settings = _settings(java_home=open_path / "home", path=str(open_path / "path" / "bin"))
    assert _found(settings, open_path) == open_path / "home"
    assert _found(_settings(path=str(open_path / "path" / "bin")), open_path) == open_path / "path"
    assert _found(_settings(path=""), open_path) == open_path / "installed" / "new"


def test_masar_java_home_is_the_only_one_looked_at(tmp_path: Path) -> None:
    _jdk(tmp_path / "installed" / "new", 25)
    _jdk(tmp_path / "old", 17)
    with pytest.raises(StackTrouble, match="is Java 17"):
        _found(_settings(masar_java_home=tmp_path / "old", path=""), tmp_path)


def test_a_java_without_release_file_is_asked(tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(
        '#!/bin/sh\n[ "$1" = -version ] && echo \'openjdk version "22.0.1"\' >&2 || echo jdk.incubator.vector@22.0.1\n'
    )
    java.chmod(0o755)
    found = look_at(tmp_path)
    assert found is not None
    assert (found.version, found.modules) == (22, frozenset({"jdk.incubator.vector"}))


def test_a_folder_without_java_is_no_jdk(tmp_path: Path) -> None:
    assert look_at(tmp_path) is None


def _settings(path: str, **named: Path) -> LocalSettings:
    return LocalSettings(PATH=path, **{"masar_java_home": None, "java_home": None, **named})


def _found(settings: LocalSettings, folder: Path) -> Path:
    return find_jdk(settings, installed=folder / "installed").home


def _jdk(home: Path, version: int) -> None:
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").write_text("")
    (home / "bin" / "java").chmod(0o755)
    (home / "release").write_text(f'JAVA_VERSION="{version}.0.1"\nMODULES="java.base jdk.incubator.vector"\n')

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from deploy.local import maven
from deploy.local.artefacts import Artefact, all_artefacts
from deploy.local.digest import folder_digest
from deploy.local.prepare import megabytes_to_download, prepare
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble


class Shop:
    """A fake Maven: lays one file where the artefact is wanted, and counts."""

    def __init__(self, content: str = "jar", failing: int = 0) -> None:
        self.content, self.failing, self.brought = content, failing, 0

    def bring(self, artefact: Artefact, folder: Path, path: str, downloaded: Callable[[int], None]) -> None:
        self.brought += 1
        wanted = folder / "into" / artefact.inside
        wanted.mkdir(parents=True)
        (wanted / "some.jar").write_text(self.content)
        downloaded(10**12)
        if self.failing >= self.brought:
            raise StackTrouble("no network")


@pytest.fixture
def artefacts(tmp_path: Path) -> tuple[Artefact, ...]:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "some.jar").write_text("jar")
    digest = folder_digest(tmp_path / "sample")
    return tuple(msgspec.structs.replace(artefact, digest=digest) for artefact in all_artefacts())


@pytest.fixture
def settings(open_path: Path) -> LocalSettings:
    return LocalSettings(masar_cache=open_path / "cache")


def test_a_second_time_brings_nothing(settings: LocalSettings, artefacts: tuple[Artefact, ...]) -> None:
    shop = Shop()
    first = prepare(settings, _silent, shop.bring, artefacts)
    assert prepare(settings, _silent, shop.bring, artefacts) == first
    assert shop.brought == 2
    assert [(first.kafka / "some.jar").read_text(), (first.elasticsearch / "some.jar").read_text()] == ["jar", "jar"]


def test_what_is_to_download_is_told_beforehand(settings: LocalSettings, artefacts: tuple[Artefact, ...]) -> None:
    assert megabytes_to_download(settings) == sum(artefact.megabytes for artefact in artefacts)
    prepare(settings, _silent, Shop().bring, artefacts)
    assert megabytes_to_download(settings) == 0


def test_progress_never_passes_the_total(settings: LocalSettings, artefacts: tuple[Artefact, ...]) -> None:
    told: list[tuple[str, int, int]] = []
    prepare(settings, lambda *progress: told.append(progress), Shop().bring, artefacts)
    assert told[-1][1:] == (artefacts[-1].megabytes * 1_000_000,) * 2
    assert all(done <= total for _, done, total in told)


def test_a_failed_download_leaves_nothing_and_the_next_one_succeeds(
    settings: LocalSettings, artefacts: tuple[Artefact, ...]
) -> None:
    shop = Shop(failing=1)
    with pytest.raises(StackTrouble, match="no network"):
        prepare(settings, _silent, shop.bring, artefacts)
    assert [each.name for each in (settings.cache / "stack").iterdir()] == ["lock"]
    assert prepare(settings, _silent, shop.bring, artefacts).kafka.exists()


def test_other_content_than_expected_is_refused(settings: LocalSettings, artefacts: tuple[Artefact, ...]) -> None:
    with pytest.raises(StackTrouble, match="digest differs"):
        prepare(settings, _silent, Shop("another jar").bring, artefacts)
    assert megabytes_to_download(settings) > 0


def test_two_clones_at_once_download_once(settings: LocalSettings, artefacts: tuple[Artefact, ...]) -> None:
    shop = Shop()
    clones = [threading.Thread(target=prepare, args=(settings, _silent, shop.bring, artefacts)) for _ in range(4)]
    for clone in clones:
        clone.start()
    for clone in clones:
        clone.join()
    assert shop.brought == 2


def test_a_missing_maven_is_said_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(StackTrouble, match="apt-get install maven"):
        maven.bring(all_artefacts()[0], tmp_path / "new", "", lambda done: None)


def test_mavens_own_first_error_is_the_reason() -> None:
    log = "[INFO] Scanning\n[ERROR] \n[ERROR] Could not transfer kafka: connection refused\n[ERROR] Re-run with -X\n"
    assert maven.reason(log) == "Could not transfer kafka: connection refused"
    assert maven.reason("Error: JAVA_HOME is not defined\n") == "Error: JAVA_HOME is not defined"
    assert maven.reason("") == "Maven said nothing"


def test_a_failing_maven_is_reported_in_one_line(tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "mvn"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho '[ERROR] no such host'\nexit 1\n")
    fake.chmod(0o755)
    with pytest.raises(StackTrouble, match=r"downloading kafka failed \(no such host\)"):
        maven.bring(all_artefacts()[0], tmp_path / "new", str(fake.parent), lambda done: None)


def _silent(what: str, done: int, total: int) -> None:
    """Progress for nobody."""

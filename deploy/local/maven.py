"""Downloading through Maven, which knows where and checks each file's checksum."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from deploy.local.artefacts import POM, Artefact
from deploy.local.trouble import StackTrouble

LOOK_EVERY = 0.5


def bring(artefact: Artefact, folder: Path, path: str, downloaded: Callable[[int], None]) -> None:
    """Put an artefact under `<folder>/into`; calls `downloaded` with the bytes so far.

    Maven's own repository lies under `folder` too, so that nothing stays behind in the user's.
    `path` is where to look for mvn. Raises StackTrouble.
    """
    maven = shutil.which("mvn", path=path)
    if maven is None:
        raise StackTrouble("Maven is missing (no mvn on PATH): install it, on Debian: apt-get install maven")
    folder.mkdir()
    log = folder / "maven.log"
    with log.open("wb") as output:
        # In a group of its own: mvn is a script, and Ctrl-C must reach the Java that it starts through us.
        process = subprocess.Popen(  # noqa: S603
            _command(maven, artefact, folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _watch(process, folder / "repository", downloaded)
        finally:
            _end(process)
    if process.returncode:
        raise StackTrouble(
            f"downloading {artefact.name} failed ({reason(log.read_text('utf-8', 'replace'))}): run again"
        )


def reason(log: str) -> str:
    """The first error that Maven names, in one line of at most 300 characters."""
    errors = [line.removeprefix("[ERROR]").strip() for line in log.splitlines() if line.startswith("[ERROR]")]
    told = [error for error in errors if error] or log.strip().splitlines()[-1:] or ["Maven said nothing"]
    return told[0][:300]


def _command(maven: str, artefact: Artefact, folder: Path) -> list[str]:
    where = [f"-Dmaven.repo.local={folder / 'repository'}", f"-Dmasar.into={folder / 'into'}"]
    return [maven, "--batch-mode", "--strict-checksums", "-Dstyle.color=never", "-f", str(POM), *where, artefact.goal]


def _watch(process: subprocess.Popen[bytes], repository: Path, downloaded: Callable[[int], None]) -> None:
    while process.poll() is None:
        time.sleep(LOOK_EVERY)
        downloaded(_size(repository))


def _size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except FileNotFoundError:  # Maven renames what it has finished
                continue
    return total


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

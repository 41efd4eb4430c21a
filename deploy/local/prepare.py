"""Bringing Kafka and Elasticsearch into the user's cache, once for all clones."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.local.account import brokers_account, may_enter
from deploy.local.artefacts import Artefact, all_artefacts
from deploy.local.digest import folder_digest
from deploy.local.maven import bring
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble

# what is being brought ("kafka 4.1.0"), bytes so far, bytes in all
Progress = Callable[[str, int, int], None]
Bring = Callable[[Artefact, Path, str, Callable[[int], None]], None]

MEGABYTE = 1_000_000
UNFINISHED = ".download-"


@dataclass(frozen=True)
class Artefacts:
    """Folders in the cache: Kafka's jars, and the Elasticsearch server."""

    kafka: Path
    elasticsearch: Path


def megabytes_to_download(settings: LocalSettings) -> int:
    """What `prepare` would download; 0 when everything is in the cache."""
    return sum(artefact.megabytes for artefact in _missing(_shelf(settings), all_artefacts()))


def prepare(
    settings: LocalSettings,
    progress: Progress,
    bring: Bring = bring,
    artefacts: Sequence[Artefact] | None = None,
) -> Artefacts:
    """Download what the cache lacks, check it, and say where it lies.

    Safe when several clones do it at once: one downloads, the others wait. Nothing half done is ever
    left under the final name. Raises StackTrouble when Maven is missing, the download fails, what came
    is not what was expected, or the brokers' account cannot enter the cache.
    """
    artefacts = artefacts or all_artefacts()
    shelf = _shelf(settings)
    _make_enterable(shelf)
    if any(_missing(shelf, artefacts)):
        with _only_one(shelf):
            _clear_unfinished(shelf)
            for artefact in _missing(shelf, artefacts):
                _add(artefact, shelf, settings.path, progress, bring)
    by_name = {artefact.name: shelf / artefact.folder for artefact in artefacts}
    return Artefacts(**by_name)


def _add(artefact: Artefact, shelf: Path, path: str, progress: Progress, bring: Bring) -> None:
    what, total = f"{artefact.name} {artefact.version}", artefact.megabytes * MEGABYTE
    unfinished = shelf / f"{UNFINISHED}{artefact.folder}"
    try:
        bring(artefact, unfinished, path, lambda done: progress(what, min(done, total), total))
        brought = unfinished / "into" / artefact.inside
        if folder_digest(brought) != artefact.digest:
            raise StackTrouble(f"the {what} that came is not the one expected (digest differs): run again")
        _let_all_read(brought)
        os.replace(brought, shelf / artefact.folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    progress(what, total, total)


def _shelf(settings: LocalSettings) -> Path:
    return settings.cache / "stack"


def _missing(shelf: Path, artefacts: Sequence[Artefact]) -> Iterator[Artefact]:
    return (artefact for artefact in artefacts if not (shelf / artefact.folder).exists())


def _make_enterable(shelf: Path) -> None:
    try:
        for folder in (shelf.parent, shelf):
            _make_open(folder)
    except OSError as error:
        raise StackTrouble(f"cannot make the cache folder {shelf} ({error}): set MASAR_CACHE=/another/folder") from None
    if not may_enter(brokers_account(), shelf):
        raise StackTrouble(f"the brokers' account cannot enter {shelf}: set MASAR_CACHE=/a/folder/open/to/all")


def _make_open(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # whatever the umask: it holds public downloads, for brokers under another account


@contextlib.contextmanager
def _only_one(shelf: Path) -> Iterator[None]:
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_unfinished(shelf: Path) -> None:
    for left_over in shelf.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over, ignore_errors=True)


def _let_all_read(folder: Path) -> None:
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)

"""Prometheus and promtool: the machine's own, or the Debian package unpacked into the cache; nothing is installed."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble

_REMEDY = "install it (on Debian, apt-get install prometheus) or put prometheus and promtool on the PATH"


@dataclass(frozen=True)
class Tools:
    """The two programs."""

    prometheus: Path
    promtool: Path


def prometheus_tools(settings: LocalSettings, say: Callable[[str], None]) -> Tools:
    """Where they are; fetches the package, 19 MB, when the machine has none, and says so.

    Needs no root where apt's lists are there; root has them brought. Safe when several do it at once. Raises
    StackTrouble, whose message says what is missing.
    """
    there = _on_path(settings.path)
    if there:
        return there
    shelf = settings.cache / "prometheus"
    if not shelf.exists():
        with _only_one(settings.cache):
            if not shelf.exists():
                _fetch(shelf, say)
    return Tools(shelf / "usr/bin/prometheus", shelf / "usr/bin/promtool")


def _on_path(path: str) -> Tools | None:
    found = [shutil.which(name, path=path or None) for name in ("prometheus", "promtool")]
    return Tools(Path(found[0]), Path(found[1])) if found[0] and found[1] else None


def _fetch(shelf: Path, say: Callable[[str], None]) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise StackTrouble(f"Prometheus is missing, and there is no apt-get to fetch it with: {_REMEDY}")
    say(f"fetching Debian's package of Prometheus, 19 MB, once for every clone, into {shelf}")
    with tempfile.TemporaryDirectory(dir=shelf.parent, prefix=".download-") as folder:
        if not _download(folder) and os.geteuid() == 0:
            _run(["apt-get", "-qq", "update"], folder)
            _download(folder)
        packages = list(Path(folder).glob("prometheus_*.deb"))
        if not packages:
            raise StackTrouble(f"Prometheus is missing, and apt-get cannot download it: {_REMEDY}")
        _run(["dpkg-deb", "-x", str(packages[0]), "unpacked"], folder)
        os.replace(Path(folder) / "unpacked", shelf)


def _download(folder: str) -> bool:
    return _run(["apt-get", "-qq", "download", "prometheus"], folder)


def _run(command: list[str], folder: str) -> bool:
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0  # noqa: S603  # apt's own words


@contextlib.contextmanager
def _only_one(cache: Path) -> Iterator[None]:
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "prometheus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""The tools that `make compose-test` needs: Podman and its kin, podman-compose."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.local.trouble import StackTrouble

COMPOSE = "podman-compose==1.6.0"
# A program or file of each, and the Debian package that brings it.
PACKAGES = {
    "/usr/bin/podman": "podman",
    "/usr/bin/buildah": "buildah",
    "/usr/sbin/runc": "runc",
    "/usr/lib/podman/netavark": "netavark",
    "/usr/lib/podman/aardvark-dns": "aardvark-dns",
    "/usr/sbin/iptables": "iptables",
    "/usr/sbin/debootstrap": "debootstrap",
}
SETTINGS = Path(__file__).with_name("containers.conf")


class Tools:
    """Runs the tools with Masar's own container settings, leaving those of the machine as they are."""

    def __init__(self, compose: Path) -> None:
        self._compose = compose
        self._environment = {**os.environ, "CONTAINERS_CONF": str(SETTINGS), "BUILDAH_ISOLATION": "chroot"}

    def run(self, *command: str | Path, **extra: str) -> None:
        """Run a command, its output shown. Raises StackTrouble when it fails."""
        done = subprocess.run([str(part) for part in command], env=self._environment | extra)  # noqa: S603
        if done.returncode:
            raise StackTrouble(f"`{' '.join(str(part) for part in command)}` failed with {done.returncode}")

    def ask(self, *command: str | Path) -> tuple[int, str]:
        """Exit status and output of a command."""
        done = subprocess.run(  # noqa: S603
            [str(part) for part in command], env=self._environment, capture_output=True, text=True
        )
        return done.returncode, (done.stdout + done.stderr).strip()

    def silently(self, *command: str | Path) -> None:
        """Run a command, its output shown only where it fails: then StackTrouble is raised."""
        status, told = self.ask(*command)
        if status:
            raise StackTrouble(f"`{' '.join(str(part) for part in command)}` failed with {status}: {told[-300:]}")

    def compose(self, files: Sequence[Path], project: str, settings: Mapping[str, str], *command: str) -> None:
        """Run podman-compose on compose files. Raises StackTrouble when it fails."""
        named = [part for file in files for part in ("-f", str(file))]
        done = subprocess.run(  # noqa: S603
            [self._compose, "-p", project, *named, *command],
            env={**self._environment, **settings},
            # Where a container is killed for memory, its monitor leaves a file in the folder that it was started in.
            cwd=self._compose.parents[1],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        # At every step Podman complains that no systemd runs its health checks; they are asked for by name instead.
        told = [line for line in done.stderr.splitlines() if "systemd connection" not in line]
        if done.returncode:
            raise StackTrouble(f"podman-compose {command[0]} failed with {done.returncode}: {'; '.join(told[-5:])}")


def get_tools(cache: Path) -> Tools:
    """Install what is missing: Debian packages for the machine, podman-compose into `cache`.

    Raises StackTrouble when this is not root on a Debian-like machine.
    """
    missing = sorted(package for file, package in PACKAGES.items() if not _is_there(file))
    if missing:
        _install(missing)
    environment = cache / "compose"
    program = environment / "bin" / "podman-compose"
    if not program.exists():
        _quietly([sys.executable, "-m", "venv", str(environment)])
        _quietly([str(environment / "bin" / "pip"), "install", "--quiet", COMPOSE])
    return Tools(program)


def _is_there(file: str) -> bool:
    return Path(file).exists() or shutil.which(Path(file).name) is not None


def _install(packages: Sequence[str]) -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise StackTrouble(
            f"compose-test needs {', '.join(packages)}, and root on a Debian-like machine to install them"
        )
    print(f"compose-test: installing {', '.join(packages)}", flush=True)
    _quietly(["apt-get", "--quiet", "update"])
    _quietly(["apt-get", "--quiet", "install", "--yes", "--no-install-recommends", *packages])


def _quietly(command: Sequence[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["no reason given"]
        raise StackTrouble(f"`{' '.join(command)}` failed: {told[-1]}")

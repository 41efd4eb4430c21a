"""The lock files: every version that is installed, with the number of its hashes."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from runtime.settings import ROOT

LOCKS = tuple(sorted((ROOT / "requirements").glob("*.txt")))


class Locked(Struct, frozen=True):
    """One version of a package, and which lock has it; `name` as indexes normalise it."""

    name: str
    version: Version
    lock: str


def requirements(text: str) -> list[tuple[Requirement, int]]:
    """Each requirement of a lock with the number of its hashes."""
    found = re.findall(r"^(\S[^\\\n]*)\\?\n((?: +--hash=.*\n?)*)", text, re.MULTILINE)
    return [(Requirement(each.strip()), hashes.count("--hash=sha256:")) for each, hashes in found]


def locked(locks: tuple[Path, ...] = LOCKS) -> Iterator[Locked]:
    """Every version of every lock, also those that only other systems install."""
    for lock in locks:
        for requirement, _ in requirements(lock.read_text("utf-8")):
            (pinned,) = requirement.specifier
            yield Locked(canonicalize_name(requirement.name), Version(pinned.version), lock.name)

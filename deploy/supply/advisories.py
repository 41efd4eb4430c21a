"""The Python Packaging Advisory Database from a clone: which advisories are about a version. OSV's form, as YAML."""

import io
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

FOLDER = "vulns"
_MODIFIED = re.compile(r"^modified: *['\"]?(\d{4}-\d\d-\d\d)", re.MULTILINE)


class NoDatabase(ValueError):
    """The path holds no advisories, or one that cannot be read: the message says what to give in its place."""


class Advisory(Struct, frozen=True, kw_only=True):
    """One advisory: its own id, the ids that others know it by, and what of which package it is about."""

    id: str
    aliases: tuple[str, ...]
    told: str
    affected: tuple[Mapping[str, Any], ...]

    def concerns(self, name: str, version: Version) -> bool:
        """Whether it says that this version is vulnerable. `name` as indexes normalise it."""
        ours = [
            each
            for each in self.affected
            if each["package"]["ecosystem"] == "PyPI" and canonicalize_name(each["package"]["name"]) == name
        ]
        return any(_listed(each, version) or _within(each, version) for each in ours)

    def mended(self, name: str) -> list[str]:
        """The versions in which it is mended, in order; none where there is no such yet."""
        found = {
            event["fixed"]
            for each in self.affected
            if canonicalize_name(each["package"]["name"]) == name
            for span in _spans(each)
            for event in span
            if "fixed" in event
        }
        return sorted(found, key=Version)


class Database(Struct, frozen=True):
    """Advisories by package, and the day of the newest of all that the clone holds."""

    advisories: dict[str, list[Advisory]]
    count: int
    newest: str


def read_database(path: Path, names: Iterable[str]) -> Database:
    """The advisories about these packages. `path` is a clone, with a work tree or without. Raises NoDatabase."""
    wanted, found, days = set(names), dict[str, list[Advisory]](), list[str]()
    for file, text in _files(path):
        modified = _MODIFIED.search(text)
        days.append(modified[1] if modified else "")
        name = canonicalize_name(file.parent.name)
        if name in wanted:
            found.setdefault(name, []).extend(_advisory(file, text))
    if not days:
        raise NoDatabase(f"{path}: no advisories; give a clone of the PyPA's advisory-database")
    return Database(found, len(days), max(days))


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if (path / FOLDER).is_dir():
        for file in sorted((path / FOLDER).rglob("*.yaml")):
            yield file, file.read_text("utf-8")
        return
    command = ["git", "-C", str(path), "archive", "--format=tar", "HEAD", FOLDER]
    done = subprocess.run(command, capture_output=True)  # noqa: S603
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip()
        raise NoDatabase(f"{path}: no folder {FOLDER} and no clone that has one; git says: {told}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            held = archive.extractfile(member) if member.name.endswith(".yaml") else None
            if held:
                yield Path(member.name), held.read().decode("utf-8")


def _advisory(file: Path, text: str) -> Iterator[Advisory]:
    """The advisory, nothing where it was withdrawn."""
    try:
        # Dates stay text: what OSV calls a version may look like one.
        told = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # the loader that makes nothing but text
        if "withdrawn" not in told:
            summary = told.get("summary") or " ".join(told["details"].split())
            yield Advisory(
                id=told["id"], aliases=tuple(told.get("aliases", ())), told=summary, affected=tuple(told["affected"])
            )
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise NoDatabase(f"{file}: no advisory in OSV's form ({error!r})") from None


def _listed(affected: Mapping[str, Any], version: Version) -> bool:
    return any(_same(listed, version) for listed in affected.get("versions", ()))


def _same(listed: str, version: Version) -> bool:
    try:
        return Version(listed) == version
    except InvalidVersion:
        return False  # of the time before PEP 440: no lock can hold it


def _within(affected: Mapping[str, Any], version: Version) -> bool:
    return any(_in_span(span, version) for span in _spans(affected))


def _spans(affected: Mapping[str, Any]) -> list[list[Mapping[str, str]]]:
    return [each["events"] for each in affected.get("ranges", ()) if each["type"] == "ECOSYSTEM"]


def _in_span(events: list[Mapping[str, str]], version: Version) -> bool:
    """Whether the last event that the version has reached leaves it vulnerable."""
    inside = False
    for kind, at in sorted(((kind, at) for event in events for kind, at in event.items()), key=_when):
        if kind == "introduced" and (at == "0" or version >= Version(at)):
            inside = True
        elif (kind == "fixed" and version >= Version(at)) or (kind == "last_affected" and version > Version(at)):
            inside = False
    return inside


def _when(event: tuple[str, str]) -> tuple[Version, bool]:
    # Where something is mended and comes again in one version, it comes again.
    return Version(event[1]), event[0] == "introduced"

"""AsyncAPI's own JSON Schema, out of the npm package that publishes it: fetched once, known by its digest."""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest

from deploy.local.settings import LocalSettings

PACKAGE = "@asyncapi/specs@6.11.1"
ARCHIVE = "asyncapi-specs-6.11.1.tgz"
INSIDE = "package/schemas/3.0.0-without-$id.json"
# As npm's own lock files have it.
SHA512 = "A3WBLqAKGoJ2+6FWFtpjBlCQ1oFCcs4GxF7zsIGvNqp/klGUHjlA3aAcZ9XMMpLGE8zPeYDz2x9FmO6DSuKraQ=="


def asyncapi_schema() -> dict[str, Any]:
    """The schema of AsyncAPI 3.0.0; the test is skipped where it is not in the cache and no npm can fetch it."""
    archive = LocalSettings().cache / ARCHIVE
    if not archive.exists():
        _fetch(archive)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == SHA512, f"{archive} is not {PACKAGE}: delete it"
    with tarfile.open(archive) as opened:
        member = opened.extractfile(INSIDE)
        assert member is not None
        schema: dict[str, Any] = json.load(member)
    return schema


def _fetch(archive: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"AsyncAPI's schema comes from {PACKAGE}, and there is no npm")
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        done = subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"npm could not fetch {PACKAGE}: {done.stderr[-200:]}")
        (Path(folder) / ARCHIVE).rename(archive)

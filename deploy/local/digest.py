"""One number for all that lies in a folder."""

import hashlib
from pathlib import Path


def folder_digest(folder: Path) -> str:
    """SHA-256, in hex, over the lines `<SHA-256 of a file> <its path from the folder>`, sorted by path."""
    lines = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        lines.update(f"{digest} {path.relative_to(folder).as_posix()}\n".encode())
    return lines.hexdigest()

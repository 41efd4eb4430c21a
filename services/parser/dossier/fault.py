"""A fault in a dossier's files: where it stands, what is wrong, how to mend it."""

import re

from msgspec import Struct

_TABLE = re.compile(r"^\s*\[\[(\w+)\]\]", re.MULTILINE)


class Fault(Struct, frozen=True, order=True):
    """One fault; `line` counts from 1."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. {self.remedy}"


class Source(Struct, frozen=True):
    """A file of a dossier as it is written; `name` is dossier and file."""

    name: str
    text: str

    def fault(self, table: str, index: int, what: str, remedy: str, word: str = "") -> Fault:
        """A fault of the entry `index` (from 0) of [[table]], at the line that holds `word`."""
        return Fault(self.name, self._line(table, index, word), what, remedy)

    def _line(self, table: str, index: int, word: str) -> int:
        starts = [match for match in _TABLE.finditer(self.text)]
        ours = [match.start(1) for match in starts if match[1] == table]
        start = ours[index] if index < len(ours) else 0
        following = min((match.start() for match in starts if match.start() > start and ours), default=len(self.text))
        at = self.text.find(word, start, following) if word else start
        return self.text.count("\n", 0, at if at >= 0 else start) + 1

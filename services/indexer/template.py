"""Index templates, put together from the reviewed JSON files beside this one."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("templates")
# "$name" as a whole value in a template stands for the file name.json beside it; "$names" for the synonym filter.
_INSERTED = ("analysis", "folding", "irregular", "prose", "evidence", "mentions", "offset")


def articles_template(dossier: str, spellings: Mapping[str, object]) -> dict[str, Any]:
    """The body of the put-index-template request for a dossier's articles.

    `spellings` is where its synonym filter takes the spellings of names from: a set's name, or rules.
    """
    inserted = {name: _read(name) for name in _INSERTED} | {"names": {"type": "synonym_graph", **spellings}}
    template: dict[str, Any] = _filled(_read("articles"), dossier, inserted)
    return template


def ledger_template() -> dict[str, Any]:
    """The body of the put-index-template request for the ledger."""
    template: dict[str, Any] = _read("ledger")
    return template


def versions_template() -> dict[str, Any]:
    """The body of the put-index-template request for the texts that articles had."""
    template: dict[str, Any] = _read("versions")
    return template


def _filled(node: Any, dossier: str, inserted: Mapping[str, Any]) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, dossier, inserted) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, dossier, inserted) for value in node]
    if not isinstance(node, str):
        return node
    if node.startswith("$") and node[1:] in inserted:
        return _filled(inserted[node[1:]], dossier, inserted)
    return node.replace("$dossier", dossier)


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

"""The messages by name, and their JSON Schemas as docs publish them: `python -m contracts.schemas` writes them."""

import json
from pathlib import Path
from typing import Any

import msgspec

from contracts.article import Article
from contracts.audit import Audit
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.urls import UrlDiscovered, Visit

MESSAGES: dict[str, type[msgspec.Struct]] = {
    kind.__name__: kind for kind in (UrlDiscovered, Visit, Page, Article, Outcome, DeadLetter, Audit)
}
FOLDER = Path(__file__).with_name("schemas")
EXAMPLES = Path(__file__).with_name("examples")


def schema_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The message's JSON Schema (2020-12), its version required although the code fills it in."""
    schema = msgspec.json.schema(kind)
    described = schema["$defs"][kind.__name__]
    described["required"] = ["version", *described.get("required", [])]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__, **schema}


def write_schemas(folder: Path = FOLDER) -> None:
    """Write each message's schema to <folder>/<message>.json."""
    folder.mkdir(exist_ok=True)
    for name, kind in MESSAGES.items():
        text = json.dumps(schema_of(kind), ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_schemas()

"""docs/settings.md: every setting of every service; `python -m operations.settings_page` writes it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from deploy.local.settings import LocalSettings
from operations.service_settings import service_settings
from operations.settings import OperationsSettings
from runtime.refusals import allowed, names, unit_of
from runtime.settings import ROOT, ServiceSettings

PAGE = ROOT / "docs" / "settings.md"
OPENING = """# Settings

Every setting is a variable of the environment; what is set to nothing counts as not set. A variable whose name begins
with `MASAR_` and that nobody reads, or whose value does not hold, is refused at the start, with exit status 2 and a
line that says the name, what is allowed and, where a slip is likely, which name was meant. A service looks at what all
share and at its own; `masar run` looks at the settings of all services before it starts anything.

`python -m operations.settings_page` writes this page from the classes of settings; a test says when it is stale.
What docker-compose.yml itself reads stands in [.env.example](../.env.example).
"""
SHARED = "All services and the `masar` command"
COMMAND = "The `masar` command alone"
MACHINE = "The local stack of `masar run`, `make test` and `make compose-test`"


def settings_page() -> str:
    """The page's text."""
    shared = names(ServiceSettings)
    chapters: dict[str, Mapping[str, FieldInfo]] = {SHARED: shared}
    for part, kind in service_settings().items():
        chapters[f"The {part}"] = _own(kind, shared)
    chapters[COMMAND] = _own(OperationsSettings, shared)
    chapters[MACHINE] = names(LocalSettings)
    return "\n".join([OPENING, *(_chapter(title, fields) for title, fields in chapters.items())])


def _own(kind: type[BaseSettings], shared: Mapping[str, FieldInfo]) -> dict[str, FieldInfo]:
    return {name: field for name, field in names(kind).items() if name not in shared}


def _chapter(title: str, fields: Mapping[str, FieldInfo]) -> str:
    head = f"## {title}\n\n| setting | default | unit | allowed | effect |\n|---|---|---|---|---|\n"
    return head + "".join(f"{row}\n" for row in _rows(fields.items()))


def _rows(fields: Iterable[tuple[str, FieldInfo]]) -> Iterable[str]:
    for name, field in fields:
        unit = unit_of(field) or "–"
        words = allowed(field).replace(f" ({unit})", "").replace("|", "\\|")
        yield f"| `{name}` | {_default(field.default)} | {unit} | {words} | {field.description} |"


def _default(value: Any) -> str:
    if value is None or value == "":
        return "not set"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT) if value.is_relative_to(ROOT) else value}`"
    return f"`{value:.10g}`" if isinstance(value, float) else f"`{value}`"


if __name__ == "__main__":
    PAGE.write_text(settings_page(), encoding="utf-8")

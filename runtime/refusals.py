"""What is said of settings that are unknown or malformed: the name, what is allowed, the likely slip."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import AliasChoices, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

PREFIX = "MASAR_"
# Whose names begin so looks after them himself: an environment is often shared by all services.
PARTS = tuple(f"{PREFIX}{part}_" for part in ("CRAWLER", "PARSER", "INDEXER", "WATCH", "DESK", "CONTROL", "TEST"))
# Of the `masar` command, the local stack and docker-compose.yml; a test compares.
ELSEWHERE = frozenset(
    f"{PREFIX}{name}"
    for name in (
        *("BASE", "CACHE", "DATA", "ELASTICSEARCH_CPUS", "ELASTICSEARCH_HEAP", "ELASTICSEARCH_IMAGE"),
        *("ELASTICSEARCH_MEMORY", "ELASTICSEARCH_PORT", "GRAFANA_IMAGE", "GRAFANA_PORT", "IMAGE", "JAVA_HOME"),
        *("KAFKA_CPUS", "KAFKA_IMAGE", "KAFKA_MEMORY", "KAFKA_UI_IMAGE", "KAFKA_UI_PORT", "KAFKA_USERS"),
        *("PRESS_PORT", "PROMETHEUS_IMAGE", "PROMETHEUS_PORT", "SECRETS", "SMTP", "SMTP_FROM"),
        *("SMTP_SECURITY", "SMTP_USER", "SMTP_PASSWORD", "SMTP_PASSWORD_FILE", "SMTP_CA_FILE"),
    )
)
# As docker-compose.yml names what it gives a service from outside; the services themselves read none of these.
COMPOSED = ("MEMORY", "CPUS", "PORT")


@dataclass(frozen=True)
class Unit:
    """What a number counts."""

    name: str


def names(kind: type[BaseSettings]) -> dict[str, FieldInfo]:
    """The variables that a class of settings reads, with the field of each."""
    prefix = kind.model_config.get("env_prefix", "")
    return {_alias(field) or f"{prefix}{name}".upper(): field for name, field in kind.model_fields.items()}


def unknown(kind: type[BaseSettings], given: Iterable[str]) -> list[str]:
    """A line for each variable of Masar's that nobody reads."""
    known = names(kind)
    mine = {part for part in PARTS for name in known if name.startswith(part)}
    return [
        _unknown(name, known) for name in sorted(given) if name.startswith(PREFIX) and not _known(name, known, mine)
    ]


def malformed(kind: type[BaseSettings], error: ValidationError) -> list[str]:
    """A line for each variable whose value does not hold; a secret's value is not told."""
    fields = names(kind)
    by_place = {
        place.upper(): name for place, name in zip((*fields, *kind.model_fields), (*fields, *fields), strict=True)
    }
    lines = []
    for wrong in error.errors():
        name = by_place.get(str(wrong["loc"][0]).upper(), str(wrong["loc"][0]))
        reason = wrong["msg"].removeprefix("Value error, ") if wrong["type"] == "value_error" else ""
        expected = f"it must be {allowed(fields[name])}" if name in fields and not reason else reason or wrong["msg"]
        lines.append(f"{name}{_value(fields.get(name), wrong['input'])} is refused: {expected}")
    return lines


def allowed(field: FieldInfo) -> str:
    """What a setting may be, in words: a choice, or a number with its bounds and unit."""
    kinds = [each for each in (get_args(field.annotation) or (field.annotation,)) if each is not type(None)]
    if get_origin(field.annotation) is Literal:
        return "one of " + ", ".join(str(choice) for choice in get_args(field.annotation))
    if bool in kinds:
        return "true or false"
    if int in kinds or float in kinds:
        whole = "a whole number" if int in kinds else "a number"
        return " ".join(part for part in (whole, _bounds(field), _counted(field)) if part)
    for rule in field.metadata:
        if getattr(rule, "pattern", None):
            return f"text of the form {rule.pattern}"
    return "a path" if any(getattr(each, "__name__", "") == "Path" for each in kinds) else "text"


def unit_of(field: FieldInfo) -> str | None:
    """What a numeric setting counts, null for others."""
    return next((rule.name for rule in field.metadata if isinstance(rule, Unit)), None)


def _alias(field: FieldInfo) -> str | None:
    alias = field.validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else str(alias) if alias else None


def _known(name: str, known: Mapping[str, FieldInfo], mine: set[str]) -> bool:
    if name in known or name in ELSEWHERE:
        return True
    part = next((part for part in PARTS if name.startswith(part)), None)
    if part is None:
        return False
    return part not in mine or name.removeprefix(part) in COMPOSED


def _unknown(name: str, known: Mapping[str, FieldInfo]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    advice = f"did you mean {close[0]}?" if close else "docs/settings.md lists those that there are"
    return f"{name} is no setting: {advice}"


def _value(field: FieldInfo | None, value: Any) -> str:
    # A password may also stand in an address: https://user:password@host.
    secret = field is not None and SecretStr in (get_args(field.annotation) or (field.annotation,))
    return "" if secret or "@" in str(value) else f"={value}"


def _bounds(field: FieldInfo) -> str:
    said = {Ge: ("of at least", "ge"), Gt: ("above", "gt"), Le: ("of at most", "le")}
    told = [(said[type(rule)], rule) for rule in field.metadata if type(rule) in said]
    return " and ".join(f"{words} {getattr(rule, bound)}" for (words, bound), rule in told)


def _counted(field: FieldInfo) -> str:
    unit = unit_of(field)
    return f"({unit})" if unit in ("seconds", "bytes", "megabytes") else ""

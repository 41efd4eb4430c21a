"""Which dead letters a command means: the arguments and options that all of `masar dead` share."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from queues.dead import Chosen


def choosing(command: Callable[..., None]) -> Callable[..., None]:
    """The command as typer is to see it: with the options of `_chosen` in place of its first parameter."""
    options = list(inspect.signature(_chosen).parameters.values())
    own = list(inspect.signature(command).parameters.values())[1:]

    @wraps(command)
    def asked(**given: Any) -> None:
        command(_chosen(**{each.name: given.pop(each.name) for each in options}), **given)

    vars(asked)["__signature__"] = inspect.Signature([*options, *own])
    asked.__annotations__ = {each.name: each.annotation for each in (*options, *own)}
    return asked


def _chosen(
    letter_ids: Annotated[
        list[str] | None, typer.Argument(help="topic/partition/offset, as `list` and `show` give them.")
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Only letters of this topic.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Only letters of this reason.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Only letters of records that had been replayed before.")
    ] = False,
) -> Chosen:
    return Chosen(topic=topic, reason=reason, ids=frozenset(letter_ids or ()), again=again)

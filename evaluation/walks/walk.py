"""One walk: a fault is injected, its alert is waited for, and what a person then types is timed."""

import re
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import yaml
from msgspec import Struct

from deploy.local.trouble import StackTrouble
from evaluation.walks.scene import PATIENCE, Scene
from evaluation.walks.scraping import RULES

# Longest line of an answer that is told.
SHOWN = 220


class Step(Struct, frozen=True):
    """What a person types or looks at. `ask` is given what the steps before it found, and returns what is shown and
    how it is called; `names` finds in it what leads on: its group, where it has one, is what the next steps are given.
    """

    ask: Callable[[Scene, Sequence[str]], tuple[str, str]]
    names: str


class Walk(Struct, frozen=True, kw_only=True):
    """A fault, how it is injected (for as long as the block lasts), its alert with the labels, at most three steps."""

    fault: str
    how: str
    inject: Callable[[Scene], AbstractContextManager[None]]
    alert: str
    labels: dict[str, str] = {}
    steps: tuple[Step, ...]


class Taken(Struct, frozen=True):
    """A step as it was taken: what was typed, the seconds until its answer, and the line of it that led on."""

    typed: str
    seconds: float
    line: str


class Walked(Struct, frozen=True, kw_only=True):
    """A walk as it went, in seconds: `sign` from the fault to the alert's condition, `patience` as its rule waits on.
    `found` is whether every step named what it should."""

    fault: str
    how: str
    alert: str
    sign: float
    patience: float
    steps: tuple[Taken, ...]
    found: bool

    @property
    def seconds(self) -> float:
        """From the fault to the cause, the person's reading and typing left out."""
        return self.sign + self.patience + sum(step.seconds for step in self.steps)


def typed(*words: str, names: str, left_out: Sequence[str] = ("--allow-loopback",)) -> Step:
    """A `masar` command; `{0}` in a word is what the first step found. `left_out` is needed only on this press."""

    def ask(scene: Scene, found: Sequence[str]) -> tuple[str, str]:
        filled = [word.format(*found, press=scene.press) for word in words]
        return " ".join(("masar", *(word for word in filled if word not in left_out))), scene.masar(*filled)

    return Step(ask, names)


def go(walk: Walk, scene: Scene) -> Walked:
    """Inject the fault, wait for the alert, take the steps, mend. Raises StackTrouble where no alert comes."""
    labels = "".join(f',{name}="{value}"' for name, value in walk.labels.items())
    firing = f'ALERTS{{alertname="{walk.alert}",alertstate="firing"{labels}}}'
    if scene.prometheus.ask(firing):
        raise StackTrouble(f"{walk.alert} fires before the fault")
    with walk.inject(scene):
        began = time.monotonic()
        scene.until(f"the alert {walk.alert}", lambda: scene.prometheus.ask(firing), PATIENCE)
        sign = time.monotonic() - began
        steps, found = take(walk.steps, scene)
    return Walked(
        fault=walk.fault,
        how=walk.how,
        alert=walk.alert,
        sign=sign,
        patience=patience_of(walk.alert),
        steps=steps,
        found=found,
    )


def patience_of(alert: str) -> float:
    """How long the condition must hold until the alert of the repository's rules fires, in seconds."""
    groups: list[dict[str, Any]] = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    told = next(rule["for"] for group in groups for rule in group["rules"] if rule.get("alert") == alert)
    return float(told[:-1]) * {"s": 1, "m": 60, "h": 3600}[told[-1]]


def take(steps: Sequence[Step], scene: Scene) -> tuple[tuple[Taken, ...], bool]:
    """Take the steps until one does not lead on; whether all did."""
    taken: list[Taken] = []
    found: list[str] = []
    for step in steps:
        began = time.monotonic()
        called, shown = step.ask(scene, found)
        seconds = time.monotonic() - began
        match = re.search(step.names, shown, re.MULTILINE)
        if match is None:
            return (*taken, Taken(called, seconds, f"nothing like {step.names!r} in: {shown[-SHOWN:]}")), False
        found.append(match[1] if match.re.groups else match[0])
        taken.append(Taken(called, seconds, " ".join(match[0].split())[:SHOWN]))
    return tuple(taken), True

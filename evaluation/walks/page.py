"""docs/runbooks/walks.md: the five walks as they were last measured."""

from collections.abc import Sequence

from evaluation.walks.walk import Taken, Walked
from runtime.settings import ROOT

PAGE = ROOT / "docs" / "runbooks" / "walks.md"
_HEAD = """# Five faults, timed

`make walks ARGS=--page` injects each fault into the whole pipeline over a Kafka and an Elasticsearch of its
own, waits until the condition of [the alert](../../deploy/prometheus/rules/masar.yml) holds in a real
Prometheus, types what [faults.md](faults.md) says, and writes this page. Seconds are the machine's: *sign* from
the fault until the condition holds, at the services' usual settings; *rule* what the rule waits on before it
tells anybody (added, not waited for); *steps* until the commands have answered. What a person takes to read and
to type comes on top.

For ParserSlower alone the rule's windows are shorter here, 20 seconds against a minute in place of five minutes
against a day: to its sign add up to five minutes. The parser reads every page of the small press whole, and not
one in two minutes.

| fault | alert | sign | rule | steps | together |
|---|---|---|---|---|---|
"""


def page(walked: Sequence[Walked]) -> str:
    """The whole page."""
    rows = [_row(each) for each in walked]
    parts = [_part(each) for each in walked]
    return _HEAD + "\n".join(rows) + "\n" + "".join(parts)


def _row(each: Walked) -> str:
    steps = sum(step.seconds for step in each.steps)
    told = f"{len(each.steps)} in {steps:.1f} s" if each.found else "the cause was not found"
    together = f"{each.seconds:.0f} s"
    return f"| {each.fault} | {each.alert} | {each.sign:.0f} s | {each.patience:.0f} s | {told} | {together} |"


def _part(each: Walked) -> str:
    steps = "\n".join(_step(number, step) for number, step in enumerate(each.steps, 1))
    return f"\n## {each.fault[0].upper()}{each.fault[1:]}\n{each.how[0].upper()}{each.how[1:]}.\n\n{steps}\n"


def _step(number: int, step: Taken) -> str:
    called = step.typed if step.typed.startswith("dashboard") else f"`{step.typed}`"
    return f"{number}. {called}, {step.seconds:.1f} s\n   ```\n   {step.line}\n   ```"

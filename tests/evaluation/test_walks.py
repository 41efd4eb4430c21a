"""The walks from a fault to its cause: what is measured is what the rules and the runbooks say."""

from collections.abc import Sequence

import pytest

from evaluation.walks.page import PAGE, page
from evaluation.walks.scene import Scene, without_patience
from evaluation.walks.scraping import RULES
from evaluation.walks.walk import Step, Taken, Walk, Walked, patience_of, take
from evaluation.walks.walks import WALKS
from runtime.settings import ROOT

FAULTS = (ROOT / "docs" / "runbooks" / "faults.md").read_text("utf-8")


def test_there_are_five_each_of_three_steps_at_most() -> None:
    assert len(WALKS) == 5
    assert all(1 <= len(walk.steps) <= 3 for walk in WALKS)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.alert)
def test_each_fault_has_an_alert_among_the_rules_and_its_words_in_the_runbook(walk: Walk) -> None:
    assert patience_of(walk.alert) > 0
    assert f"## {walk.fault[0].upper()}{walk.fault[1:]}\n" in FAULTS
    assert f"[{walk.alert}]" in FAULTS


def test_rules_are_taken_as_they_are_but_for_their_patience() -> None:
    rules = RULES.read_text("utf-8")
    hasty = without_patience(rules)
    assert hasty.count("for: 0s") == rules.count("for: ")
    assert [line for line in hasty.splitlines() if "expr: masar_dead_letters " in line] == [
        line for line in rules.splitlines() if "expr: masar_dead_letters " in line
    ]


def says(*answers: str) -> Step:
    """A step that answers what it was given by those before it, and these words."""

    def ask(scene: Scene, found: Sequence[str]) -> tuple[str, str]:
        return f"ask {' '.join(found)}".strip(), "\n".join(answers)

    return Step(ask, r"^the (cause): .*$")


def test_a_step_is_given_what_those_before_it_found_and_tells_the_line() -> None:
    steps, found = take((says("noise", "the cause: a pin"), says("the cause: a needle")), None)  # type: ignore[arg-type]
    assert found
    assert [(step.typed, step.line) for step in steps] == [
        ("ask", "the cause: a pin"),
        ("ask cause", "the cause: a needle"),
    ]


def test_a_walk_whose_command_names_no_cause_has_not_led_there() -> None:
    steps, found = take((says("all is well"), says("the cause: a pin")), None)  # type: ignore[arg-type]
    assert not found
    assert len(steps) == 1
    assert "all is well" in steps[0].line


def test_the_page_says_what_a_walk_took() -> None:
    walked = Walked(
        fault="a pin in it",
        how="somebody puts one there",
        alert="Pin",
        sign=4.0,
        patience=60.0,
        steps=(Taken("masar look", 1.5, "the cause: a pin"),),
        found=True,
    )
    assert walked.seconds == 65.5
    assert "| a pin in it | Pin | 4 s | 60 s | 1 in 1.5 s | 66 s |" in page([walked])


def test_the_page_of_the_repository_has_every_walk_at_its_cause() -> None:
    text = PAGE.read_text("utf-8")
    assert "not found" not in text
    for walk in WALKS:
        assert f"| {walk.fault} | {walk.alert} |" in text

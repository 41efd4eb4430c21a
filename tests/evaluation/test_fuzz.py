"""The pages with names, each in a process of its own, and a little of every kind of case at random."""

import pytest
from hypothesis import HealthCheck, given, settings

from evaluation.fuzz.alone import Told, alone
from evaluation.fuzz.case import KINDS, Case
from evaluation.fuzz.cases import cases
from evaluation.fuzz.judge import OUTCOMES, REFUSALS, Unsound, judge, knowledge
from evaluation.fuzz.monsters import monsters
from evaluation.fuzz.spent import MOST_MEBIBYTES, Spent, spent_on

# All foods are tried by `make fuzz ARGS=--monsters` in minutes; here those that were too much once.
ONCE = ("verbs of speech", "speakers", "ligatures", "dossier terms", "names", "letters and spaces", "ordinals")
FOODS = {f"{food} as {place}" for food in ONCE for place in ("paragraph", "markup")}
SHAPES = {name: make for name, make in monsters().items() if " as " not in name or name in FOODS}
# Ten times a page's bound, for slow machines; what is quadratic takes minutes.
PATIENCE = 20.0


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    knowledge()


@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES)
def test_a_monster_is_read_or_refused_in_little_room(make):
    case = make()
    told = alone(lambda: judge(case))

    assert told.fault in (None, "slow"), told
    assert told.seconds < PATIENCE
    assert told.mebibytes < MOST_MEBIBYTES
    assert told.outcome in OUTCOMES | REFUSALS


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_drawn_is_read_or_refused_by_name(kind):
    @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(cases(kind))
    def read(case: Case) -> None:
        assert judge(case)[0] in OUTCOMES | REFUSALS

    read()


def test_a_hang_is_told_apart_from_an_error():
    def broken() -> tuple[str, Spent]:
        raise Unsound("the body is not its paragraphs")

    def hangs() -> tuple[str, Spent]:
        return spent_on(lambda: "".join("x" for _ in iter(int, 1)), hangs=0.1)

    assert alone(broken).fault == "Unsound"
    assert alone(hangs).fault == "hang"
    assert alone(lambda: ("no_text", Spent(2.5, 90.0))) == Told("no_text", "slow", None, 2.5, 90.0)

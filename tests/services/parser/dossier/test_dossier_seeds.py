"""The five real articles that the project started from come out at the level and phase that readers gave them."""

from pathlib import Path

import pytest

from services.parser.dossier.enrich import Reading, enrich
from services.parser.dossier.gate import Gate
from services.parser.dossier.load import load_dossier

ROOT = Path(__file__).parents[4]
SEEDS = ROOT.parent / "shared" / "seeds"
DUSHANBE = load_dossier(ROOT / "dossiers" / "dushanbe")

pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the seeds lie in ../shared, which is absent")


def _seed(number: str) -> Reading:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    paragraphs = tuple(line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    return Reading(
        title=paragraphs[0],
        subtitle=None,
        summary=None,
        paragraphs=paragraphs[1:],
        body="\n".join(paragraphs[1:]),
        published=None,
        country=None,
    )


@pytest.mark.parametrize(
    ("number", "level", "main", "method"),
    [
        ("000", "core", "dushanbe-2022", "title"),
        ("001", "core", "kuwait-2024", "name"),
        ("002", "related", None, None),
        ("003", "core", "dushanbe-2019", "days"),
        ("004", "core", "dushanbe-2019", "title"),
    ],
)
def test_level_and_main_phase_of_a_seed(number: str, level: str, main: str | None, method: str | None) -> None:
    enrichment = enrich(DUSHANBE, _seed(number))

    assert enrichment.relevance.level == level
    assert [(phase.id, phase.method) for phase in enrichment.phases if phase.main] == ([(main, method)] if main else [])


def test_an_article_that_recounts_the_phases_has_them_all() -> None:
    phases = enrich(DUSHANBE, _seed("001")).phases

    assert {phase.id for phase in phases} == {"dushanbe-2018", "dushanbe-2019", "dushanbe-2022", "kuwait-2024"}


def test_the_others_have_their_phase_alone() -> None:
    for number in ("000", "003", "004"):
        assert len(enrich(DUSHANBE, _seed(number)).phases) == 1


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_score_is_the_sum_of_the_evidence_and_the_evidence_is_printed_text(number: str) -> None:
    reading = _seed(number)
    relevance = enrich(DUSHANBE, reading).relevance

    assert relevance.score == pytest.approx(min(1.0, sum(one.weight for one in relevance.evidence)), abs=0.001)
    for one in relevance.evidence:
        assert (reading.title if one.field == "title" else reading.body)[one.start : one.end] == one.surface  # type: ignore[index]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_gate_admits_every_seed(number: str) -> None:
    reading = _seed(number)

    assert Gate([DUSHANBE]).admits(f"<html><body><h1>{reading.title}</h1>{reading.body}</body></html>") == {"dushanbe"}

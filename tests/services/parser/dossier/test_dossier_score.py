"""The score of an article can be added up by hand, from its evidence and the dossier's files alone."""

import tomllib
from pathlib import Path

import pytest
from dossier_texts import DUSHANBE, ROOT, WATER, reading
from hypothesis import given
from hypothesis import strategies as st
from seeds import SEEDS

from contracts.article import Evidence, Relevance
from contracts.search_form import folded
from services.parser.dossier.compiled import Dossier
from services.parser.dossier.enrich import Reading, enrich

PIECES = st.sampled_from(
    [
        "عملية دوشنبه لمكافحة الإرهاب وتمويله",
        "مرحلة الكويت من عملية دوشانبي",
        "مؤتمر دوشنبه",
        "انطلق في دوشنبه مؤتمر دولي عن مكافحة الإرهاب",
        "عملية دوشنبه للمياه",
        "الماء من أجل التنمية المستدامة",
        "على هامش",
        "العام الماضي",
        "أمن الحدود وإدارتها",
        "آليات مرنة لأمن الحدود",
        "إعلان الكويت",
        "منظمة شنغهاي للتعاون",
        "مؤتمر التحالف الدولي ضد داعش في الكويت",
        "طاجيكستان",
        "حديث آخر لا صلة له بالأمر " * 12,
        "\n",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=14), st.lists(PIECES, max_size=3))
def test_the_score_is_what_a_reader_adds_up(pieces: list[str], title: list[str]) -> None:
    for dossier in (DUSHANBE, WATER):
        _check(dossier, reading(*" ".join(pieces).split("\n"), title=" ".join(title).replace("\n", " ") or None))


@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds lie in ../shared, which is absent")
def test_the_scores_of_the_seeds_are_what_a_reader_adds_up() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        title, _, body = path.read_text(encoding="utf-8").partition("\n")
        _check(DUSHANBE, reading(*body.split("\n"), title=title))


def test_the_example_of_the_docs_adds_up() -> None:
    text = "اختتم في الكويت مؤتمر «تعزيز التعاون الدولي في مكافحة الإرهاب» بحضور فريق العمل المالي."
    relevance = enrich(DUSHANBE, reading(text)).relevance

    assert [(one.term, one.weight) for one in relevance.evidence] == [
        ("title-2024-half", 0.5),
        ("conference-in-kuwait", 0.2),
        ("countering-terrorism", 0.1),
        ("terrorism", 0.05),
        ("money-laundering-bodies", -0.3),
    ]
    assert (relevance.score, relevance.level) == (0.55, "mention")


def _check(dossier: Dossier, article: Reading) -> None:
    relevance = enrich(dossier, article).relevance
    terms = tomllib.loads((ROOT / "dossiers" / dossier.id / "terms.toml").read_text(encoding="utf-8"))
    assert relevance.score == pytest.approx(by_hand(relevance.evidence), abs=0.0011)
    assert relevance.level == level_of(relevance, terms["levels"])
    _check_weights(relevance, article, terms, ROOT / "dossiers" / dossier.id)


def by_hand(evidence: tuple[Evidence, ...]) -> float:
    """The rule of docs/extend-a-dossier.md: the sum of the weights, cut to 1."""
    return min(1.0, sum(one.weight for one in evidence))


def level_of(relevance: Relevance, levels: dict[str, float]) -> str:
    reached = [name for name in ("core", "mention", "related") if relevance.score >= levels[name]]
    return reached[0] if reached else "off_topic"


def _check_weights(relevance: Relevance, article: Reading, terms: dict, folder: Path) -> None:
    """Each weight is the file's; what is named late or in passing, and what colours, stays under its cap."""
    listed = {term["id"]: term for term in terms["term"]}
    against = folder / "exclusions.toml"
    excluded = tomllib.loads(against.read_text(encoding="utf-8"))["exclusion"] if against.exists() else []
    weights = {one["id"]: one.get("weight", 0.0) for one in excluded}
    counted = [one.term for one in relevance.evidence]
    assert len(counted) == len(set(counted)), "a term counts once"
    cut = context = late = leading = taken = 0.0
    for one in relevance.evidence:
        term = listed.get(one.term)
        if term is None:
            assert -weights[one.term] <= one.weight < 0
            taken -= one.weight
        elif term.get("context"):
            context += one.weight
        elif one.field == "body" and len(folded(article.body[: one.start])) >= terms["levels"]["lead"]:
            late += one.weight
        elif one.weight == term["weight"]:
            leading += one.weight
        else:
            cut += one.weight
        assert term is None or 0 <= one.weight <= term["weight"]
    assert context <= terms["levels"]["context_cap"] + 1e-9
    assert late + cut <= terms["levels"]["in_passing_cap"] + 1e-9
    assert taken <= leading + terms["levels"]["in_passing_cap"] + 1e-9

"""The five articles that the project began with: two of them are one story."""

from pathlib import Path

import pytest

from lineage.entry import LineageArticle
from lineage.lineage import Lineage

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def test_the_two_accounts_of_2019_are_one_family_and_no_copies() -> None:
    if not SEEDS.exists():
        pytest.skip("../shared/seeds is absent")
    bodies = {path.name[:3]: path.read_text() for path in SEEDS.glob("*.txt")}
    lineage = Lineage.restore(
        LineageArticle(page_id=name, outlet=name, agency=None, published=None, body=body)
        for name, body in bodies.items()
    )
    told = {name: lineage.story_of(name) for name in bodies}
    assert told["003"].id == told["004"].id
    assert len({told[name].id for name in ("000", "001", "002", "003")}) == 4
    assert {story.role for story in told.values()} == {"independent"}
    passages = told["003"].passages or told["004"].passages
    later = "003" if told["003"].passages else "004"
    assert any("تُظهر بوضوع" in bodies[later][passage.start : passage.end] for passage in passages)

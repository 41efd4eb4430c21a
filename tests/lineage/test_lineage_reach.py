"""The index tells every article that may have other sources now, checked against an index made anew."""

import random
from collections import defaultdict

import pytest

from lineage import index, postings, sources
from lineage.index import Index
from lineage.sources import Sources
from lineage.standing import Standing

DAY = 86_400.0
Held = dict[Standing, list[int]]


def standing(number: int, day: float) -> Standing:
    return Standing(day * DAY, -200, f"{number:02}", 2, day * DAY, True)


def made_anew(held: Held) -> dict[str, Sources]:
    """Everybody's sources, from nothing but who holds what."""
    fresh = Index()
    for each in held:
        fresh.add(each, held[each], defaultdict(Sources))
    return {each.page_id: fresh.sources(each, held[each]) for each in held}


@pytest.mark.parametrize("seed", range(40))
def test_sources_kept_up_are_those_of_an_index_made_anew(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FIRST_HOLDERS", 4)
    monkeypatch.setattr(sources, "CLOSEST", 2)
    monkeypatch.setattr(sources, "PRINTED_FIRST", 1)
    monkeypatch.setattr(sources, "LEAST_SHARED", ((0, 1 + seed % 3),))
    # Fingerprints share a shard; and an index is made at every step, of all its shards.
    monkeypatch.setattr(postings, "SHARDS", 2)
    draw = random.Random(seed)
    kept, held, known = Index(), Held(), dict[str, Sources]()
    for number in range(60):
        if held and draw.random() < 0.3:
            gone = draw.choice(sorted(held))
            del known[gone.page_id]
            disturbed = kept.remove(gone, held.pop(gone))
        else:
            one_more = standing(number, draw.uniform(0, 20 if seed % 2 else 600))
            held[one_more] = [fingerprint for fingerprint in range(8) if draw.random() < 0.6]
            entered = kept.add(one_more, held[one_more], known)
            disturbed = entered.disturbed
            known[one_more.page_id] = entered.sources
        known |= {each.page_id: kept.sources(each, held[each]) for each in held if each.page_id in disturbed}
        assert known == made_anew(held)


def test_the_first_to_print_a_short_passage_is_a_source_beside_many_copies_of_the_rest() -> None:
    kept, nobody = Index(), defaultdict[str, Sources](Sources)
    copies = [standing(number, number) for number in range(20)]
    for each in copies:
        kept.add(each, range(10), nobody)
    other = standing(30, 25)
    kept.add(other, [10, 11, 12], nobody)
    found = kept.add(standing(31, 30), range(13), nobody).sources
    assert found.pages == {*(each.page_id for each in copies[: sources.CLOSEST]), other.page_id}

"""The index: how often a passage is printed bounds no memory of it, and wears it out in the end."""

from wire_copy import FIRST, OTHER, SECOND, THIRD, WIRE, article

from lineage.entry import LineageArticle
from lineage.index import WORN_SPELLS
from lineage.lineage import Lineage
from lineage.sources import CLOSEST


def copies(number: int) -> list[LineageArticle]:
    """Copies of one wire report, an hour apart."""
    stamps = (f"2022-10-{18 + hour // 24}T{hour % 24:02}:00" for hour in range(number))
    return [article(f"{place:03}", WIRE, published=stamp) for place, stamp in enumerate(stamps)]


def relatives(lineage: Lineage, page: str) -> list[str]:
    return [each.page_id for each in lineage.story_of(page).relatives]


def test_a_further_copy_is_compared_with_the_first_ones_only() -> None:
    lineage = Lineage.restore(copies(100))
    assert {lineage.story_of(each.page_id).id for each in copies(100)} == {"000"}
    assert relatives(lineage, "099") == [each.page_id for each in copies(CLOSEST)]
    assert lineage.story_of("099").origin_page_id == "000"


def test_when_a_copy_goes_another_comes_within_reach() -> None:
    lineage = Lineage.restore(copies(100))
    changed = lineage.remove("001")
    assert relatives(lineage, "099") == ["000", *(each.page_id for each in copies(CLOSEST + 1)[2:])]
    assert {"002", "099"} <= changed
    assert lineage.add(copies(2)[1]) == changed | {"001"}


def test_a_short_passage_of_another_story_is_traced_beside_many_copies_of_the_rest() -> None:
    elsewhere = article("elsewhere", f"{OTHER}\n{THIRD}", published="2022-10-01")
    mixed = article("mixed", f"{FIRST}\n{SECOND}\n{THIRD}", published="2022-11-01")
    shorter = [article(each.page_id, f"{FIRST}\n{SECOND}", published=each.published) for each in copies(60)]
    lineage = Lineage.restore([elsewhere, *shorter, mixed])
    assert {"elsewhere", "000"} <= set(relatives(lineage, "mixed"))
    assert len(relatives(lineage, "mixed")) == CLOSEST + 1


def test_a_paragraph_that_comes_back_every_other_month_relates_nothing() -> None:
    months = [
        article(f"{month:02}", f"{_words_of_its_own(month)}\n{SECOND}", published=f"2022-{2 * month - 1:02}-15")
        for month in range(1, WORN_SPELLS + 1)
    ]
    few, many = Lineage.restore(months[:-1]), Lineage.restore(months)
    assert few.story_of("05").id == "01"
    assert many.story_of("05").id == "05"
    assert many.remove("06") >= {f"{month:02}" for month in range(2, WORN_SPELLS)}
    assert many.story_of("05").id == "01"


def _words_of_its_own(month: int) -> str:
    return " ".join(chr(0x627 + month) * (2 + place % 5) + chr(0x627 + place) for place in range(26))

"""The index: how often a passage is printed bounds no memory of it, and wears it out in the end."""

from wire_copy import SECOND, WIRE, article

from services.parser.lineage.entry import LineageArticle
from services.parser.lineage.index import FIRST_HOLDERS, FIRST_OF_MANY, MANY_HOLDERS, WORN_SPELLS
from services.parser.lineage.lineage import Lineage


def copies(number: int) -> list[LineageArticle]:
    """Copies of one wire report, an hour apart."""
    stamps = (f"2022-10-{18 + hour // 24}T{hour % 24:02}:00" for hour in range(number))
    return [article(f"{place:03}", WIRE, published=stamp) for place, stamp in enumerate(stamps)]


def relatives(lineage: Lineage, page: str) -> list[str]:
    return [each.page_id for each in lineage.story_of(page).relatives]


def test_a_further_copy_is_compared_with_the_first_ones_only() -> None:
    lineage = Lineage.restore(copies(MANY_HOLDERS))
    last = lineage.story_of("047")
    assert last.origin_page_id == last.id == "000"
    assert relatives(lineage, "047") == [each.page_id for each in copies(FIRST_HOLDERS)]


def test_many_copies_are_compared_with_fewer_and_with_more_again_when_one_goes() -> None:
    lineage = Lineage.restore(copies(MANY_HOLDERS + 1))
    assert relatives(lineage, "047") == [each.page_id for each in copies(FIRST_OF_MANY)]
    assert {lineage.story_of(each.page_id).id for each in copies(MANY_HOLDERS + 1)} == {"000"}
    assert "047" in lineage.remove("048")
    assert relatives(lineage, "047") == [each.page_id for each in copies(FIRST_HOLDERS)]


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

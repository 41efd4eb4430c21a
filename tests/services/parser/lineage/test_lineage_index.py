"""The index: how often a passage is printed bounds no memory of it, and wears it out in the end."""

from wire_copy import SECOND, WIRE, article

from services.parser.lineage.entry import LineageArticle
from services.parser.lineage.index import FIRST_HOLDERS, WORN_SPELLS
from services.parser.lineage.lineage import Lineage


def copies(number: int) -> list[LineageArticle]:
    """Copies of one wire report, an hour apart."""
    stamps = (f"2022-10-{18 + hour // 24}T{hour % 24:02}:00" for hour in range(number))
    return [article(f"{place:03}", WIRE, published=stamp) for place, stamp in enumerate(stamps)]


def test_the_hundredth_copy_is_compared_with_the_first_ones_only() -> None:
    lineage = Lineage.restore(copies(100))
    last = lineage.story_of("099")
    assert last.origin_page_id == last.id == "000"
    assert [each.page_id for each in last.relatives] == [each.page_id for each in copies(FIRST_HOLDERS)]


def test_a_paragraph_that_comes_back_every_other_month_relates_nothing() -> None:
    months = [
        article(f"{month:02}", f"{SECOND}\n{_words_of_its_own(month)}", published=f"2022-{2 * month - 1:02}-15")
        for month in range(1, WORN_SPELLS + 1)
    ]
    few, many = Lineage.restore(months[:-1]), Lineage.restore(months)
    assert few.story_of("05").id == "01"
    assert many.story_of("05").id == "05"
    assert many.remove("06") >= {f"{month:02}" for month in range(2, WORN_SPELLS)}
    assert many.story_of("05").id == "01"


def _words_of_its_own(month: int) -> str:
    return " ".join(chr(0x627 + month) * (2 + place % 5) + chr(0x627 + place) for place in range(26))

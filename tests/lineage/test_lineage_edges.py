"""Texts as the press really sends them: broken, doubled, joined, rewritten."""

import json

import pytest
from wire_copy import FIRST, OTHER, SECOND, THIRD, WIRE

from lineage.lines import trace_lines


def told(*lines: dict) -> dict[str, dict]:
    """The story of each article by page id."""
    read = (json.loads(line) for line in trace_lines(json.dumps({"outlet": "dar", **line}) for line in lines))
    return {line["page_id"]: line["story"] for line in read}


def wire(page_id: str, body: str, published: str | None = "2022-10-18") -> dict:
    return {"page_id": page_id, "body": body, "published": published}


def test_neither_date_nor_agency_need_be_there() -> None:
    stories = told({"page_id": "a", "body": WIRE}, {"page_id": "b", "body": SECOND, "published": "", "agency": ""})
    assert stories["b"]["origin_page_id"] == "a"
    assert stories["b"]["reason"] == "completeness"


def test_empty_bodies_are_related_to_nothing() -> None:
    stories = told(wire("a", ""), wire("b", " \n"), wire("c", "…"))
    assert {page: story["id"] for page, story in stories.items()} == {"a": "a", "b": "b", "c": "c"}


def test_an_outlet_that_prints_a_text_twice_reprints_itself() -> None:
    stories = told(wire("a", WIRE), wire("b", WIRE, "2022-10-20"))
    assert (stories["b"]["role"], stories["b"]["origin_page_id"]) == ("reprint", "a")


def test_a_wire_in_a_very_long_text_is_found_in_its_place() -> None:
    long = "\n".join(f"كلمة{number} جديدة{number} هنا{number}" for number in range(20_000))
    (passage,) = told(wire("a", WIRE), wire("b", f"{long}\n{WIRE}", "2022-10-19"))["b"]["passages"]
    assert (passage["start"], passage["other_start"]) == (len(long) + 1, 0)


def test_paragraphs_in_another_order_are_kept_all_the_same() -> None:
    story = told(wire("a", WIRE), wire("b", f"{THIRD}\n{SECOND}\n{FIRST}", "2022-10-19"))["b"]
    assert (story["role"], story["shared"], len(story["passages"]), story["cut"]) == ("reprint", 1.0, 3, [])


def test_a_round_up_joins_the_stories_that_it_quotes() -> None:
    apart = told(wire("a", WIRE), wire("b", OTHER))
    joined = told(wire("a", WIRE), wire("b", OTHER), wire("c", f"{SECOND}\n{OTHER}", "2022-10-19"))
    assert len({story["id"] for story in apart.values()}) == 2
    assert len({story["id"] for story in joined.values()}) == 1
    assert {each["page_id"] for each in joined["c"]["relatives"]} == {"a", "b"}


@pytest.mark.parametrize(("before", "after"), [("ثلثي", "نصف"), ("ثمن سيارة", "ثمن دراجة"), ("بعد أسبوعين", "قريبا")])
def test_a_changed_word_is_shown_within_what_was_kept(before: str, after: str) -> None:
    copy = WIRE.replace(before, after) + "\nانتهى الخبر هنا."
    story = told(wire("a", WIRE + "\nانتهى الخبر هنا."), wire("b", copy, "2022-10-19"))["b"]
    assert [word for change in story["changed"] for word in change["surface"].split()][-1] in after
    assert story["cut"] == []


def test_a_translation_shares_no_passages() -> None:
    english = "Technical committees of twelve states discussed in Dushanbe today how to exchange fingerprints."
    assert told(wire("a", WIRE), wire("b", english))["b"]["id"] == "b"

"""Dead letters are counted by reason, and no reason becomes a label without end."""

from datetime import UTC, datetime

import msgspec

from contracts import codec
from contracts.dead_letter import REPLAYED_FROM, DeadLetter
from operations.dead_view import rows
from queues.dead import Chosen
from queues.letters import MOST_REASONS, OTHER, Brief, by_reason

AT = datetime(2024, 11, 5, 6, 0, tzinfo=UTC)


def brief(offset: int, reason: str = "empty_page", *headers: tuple[str, bytes]) -> Brief:
    return Brief("masar.pages", 0, offset, "decode", reason, AT, headers)


def test_reasons_past_the_fiftieth_count_as_other() -> None:
    counted = by_reason([brief(number, f"reason {number}") for number in range(MOST_REASONS + 7)])
    assert len(counted) == MOST_REASONS + 1
    assert counted["masar.pages", "decode", OTHER] == 7


def test_a_letter_is_read_without_the_record_that_it_holds() -> None:
    letter = DeadLetter(
        topic="masar.pages",
        partition=3,
        offset=7,
        key=None,
        value=b"x" * 1000,
        headers=((REPLAYED_FROM, b"masar.pages/3/2"),),
        step="decode",
        reason="empty_page",
        error="no bytes",
        at=AT,
    )
    read = msgspec.json.decode(codec.encode(letter), type=Brief)
    assert (read.id, read.again) == (letter.id, "masar.pages/3/2")


def test_the_list_says_how_many_wait_and_how_many_died_again() -> None:
    letters = [brief(1), brief(2), brief(3, "empty_page", (REPLAYED_FROM, b"masar.pages/0/1"))]
    (row,) = rows(letters, lambda letter: letter.offset == 1)
    assert (row.count, row.waiting, row.again) == (3, 2, 1)


def test_letters_are_chosen_by_what_is_asked() -> None:
    letters = [brief(1), brief(2, "not_html"), brief(3, "empty_page", (REPLAYED_FROM, b"masar.pages/0/1"))]

    def chosen(**asked: object) -> list[int]:
        return [letter.offset for letter in filter(Chosen(**asked).has, letters)]

    assert chosen(reason="empty_page") == [1, 3]
    assert chosen(ids=frozenset({"masar.pages/0/2"})) == [2]
    assert chosen(again=True) == [3]
    assert chosen(topic="masar.urls") == []
    assert Chosen().all
    assert not Chosen(again=True).all

"""What no label names is listed with its surroundings and counts as right only where a reader judged it so."""

from pathlib import Path

import msgspec

from evaluation.extras import Extra, stated

FILE = Path(__file__).parents[2] / "evaluation" / "extras.jsonl"
JUDGED = [msgspec.json.decode(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FIRST = JUDGED[0]


def test_a_judged_extra_counts_and_another_does_not() -> None:
    judged = Extra(FIRST["id"], FIRST["what"], FIRST["value"], 0, 1, "body")
    other = Extra(FIRST["id"], FIRST["what"], FIRST["value"] + "؟", 0, 1, "body")

    assert stated([judged, other]) == (FIRST["verdict"] == "stated")
    assert other.judged() == ""


def test_an_extra_is_shown_with_what_stands_around_it() -> None:
    line = Extra("p1", "person", "ياسر الزيدي", 4, 15, "body").line("قال ياسر الزيدي\nإنه سيعود")

    assert line == "  p1: person ياسر الزيدي, not judged, body [4, 15): قال ياسر الزيدي إنه سيعود"


def test_every_judgement_is_one_of_two_and_is_given_once() -> None:
    assert {one["verdict"] for one in JUDGED} <= {"stated", "wrong"}
    assert len({(one["id"], one["what"], one["value"]) for one in JUDGED}) == len(JUDGED)

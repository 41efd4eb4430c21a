"""The verbs of speech, as verbs.toml and speech.toml have them."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from dossier_texts import quoted, speakers_in

from contracts.search_form import folded
from services.parser.dossier.said import verbs
from services.parser.dossier.said.verbs import read_verbs

FOLDER = Path(verbs.__file__).parent
SPEECH = tomllib.loads((FOLDER / "speech.toml").read_text(encoding="utf-8"))


def test_no_form_stands_twice() -> None:
    file = tomllib.loads((FOLDER / "verbs.toml").read_text(encoding="utf-8"))
    columns = ("he", "she", "they", "participles")
    forms = Counter(form for line in file["verb"] for column in columns for form in line.get(column, "").split())

    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize("name", ["ambiguous", "at_commas", "of_whom"])
def test_what_is_said_of_verbs_is_said_of_known_ones(name: str) -> None:
    assert {*map(folded, SPEECH[name])} <= read_verbs().finite


def test_what_a_verb_opens_is_known() -> None:
    known = {
        *[
            "عن",
            "على",
            "إلى",
            "عند",
            "من",
            "ب",
            "ل",
            "object",
            "thanks",
            "question",
            "again",
            "noun",
            "as",
            "that",
            "in_it",
        ]
    }

    assert {word for words in read_verbs().opens.values() for word in words} <= known


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ويقترح حمد المشعان تشكيل فريق.", "تشكيل فريق"),
        ("وقال حمد المشعان كلمة، مبديا تأييد البلاد للأمر.", "تأييد البلاد للأمر"),
        ("وقال حمد المشعان كلمة، منددا بالهجوم الأخير.", "بالهجوم الأخير"),
        ("وينفي حمد المشعان وجود خلاف.", "وجود خلاف"),
    ],
)
def test_a_verb_is_heard_in_all_its_forms(text: str, said: str) -> None:
    assert quoted(text) == [("hamad-al-mashaan", False, said)]


@pytest.mark.parametrize(
    "text",
    ["ولم يكشف حمد المشعان عن الأمر.", "ولن يعلن حمد المشعان تشكيل فريق.", "ويذكر أن العمل مستمر منذ سنوات."],
)
def test_what_was_not_said_is_no_speech(text: str) -> None:
    assert quoted(text) == []


def test_several_speak_for_themselves_within_what_one_tells() -> None:
    text = "قال حمد المشعان إن محققين استبعدوا وقوع هجوم، مؤكدا أن العمل مستمر."

    assert speakers_in(text) == ["hamad-al-mashaan"] * 2

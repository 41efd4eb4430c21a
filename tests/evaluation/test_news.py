"""The labelled news of 2013 to 2017: the labels fit their texts, and most of what is said has its speaker."""

from pathlib import Path

import pytest

from evaluation.labelled import Labelled, reading_of
from evaluation.news import labelled_news
from evaluation.quoted import quotes_of_labelled
from services.parser.dossier.enrich import enrich
from services.parser.dossier.load import load_dossier

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

pytestmark = pytest.mark.skipif(not (SHARED / "eval" / "copies.jsonl.gz").exists(), reason="../shared/eval is absent")


@pytest.fixture(scope="module")
def news() -> list[Labelled]:
    return labelled_news(SHARED)


def test_every_label_is_of_its_text(news: list[Labelled]) -> None:
    said = [(page, one) for page in news for one in page.speech or ()]

    assert len(said) > 800
    assert [(page.id, one.begins) for page, one in said if len(one.begins) < 3] == []
    assert [(page.id, name) for page in news for (name,) in page.people if name not in page.text] == []


def test_most_of_what_is_said_has_its_speaker(news: list[Labelled]) -> None:
    dossier = load_dossier(ROOT / "dossiers" / "dushanbe")
    places, speakers = quotes_of_labelled(
        [(page, enrich(dossier, reading_of(page.text), off_topic_too=True)) for page in news]
    )

    assert places.precision >= 0.92
    assert speakers.precision >= 0.87
    assert speakers.recall >= 0.70

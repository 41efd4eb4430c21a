"""Real news of 2013 to 2017 from ../shared/eval with the people and the speech that readers labelled in it.

The labels (`news_labels.jsonl`) hold places and names alone: the texts stay where they are. Their readers had no sight
of the code. They cover the first letters of each text, in ten sets, of which each was read once before anything was
mended on it (docs/measurements.md).
"""

import gzip
import json
from pathlib import Path

from contracts.article import ActorFound
from contracts.search_form import folded
from evaluation.labelled import Labelled, Speech, reading_of
from evaluation.measures import score_of
from evaluation.quoted import quote_errors, quotes_of_labelled
from services.parser.dossier.enrich import Enrichment, enrich
from services.parser.dossier.load import Dossier

_LABELS = Path(__file__).with_name("news_labels.jsonl")
_SIGNS = '.،,؛:”"»'
_LETTERS = 1200  # of a text that were labelled, up to the last space


def labelled_news(shared: Path) -> list[Labelled]:
    """The labelled texts, each its title, a newline and its first letters."""
    texts = _texts(shared / "eval")
    lines = _LABELS.read_text(encoding="utf-8").splitlines()
    return [_labelled(line, texts[line["set"], line["row"]]) for line in map(json.loads, lines)]


def print_news(dossier: Dossier, articles: list[Labelled]) -> None:
    """Print how many people and how much speech are found, of all texts and of those that concern the dossier."""
    read = [(article, enrich(dossier, reading_of(article.text), off_topic_too=True)) for article in articles]
    related = [(article, one) for article, one in read if one.relevance.level != "off_topic"]
    for name, pairs in (("all texts", read), ("texts that are not off topic", related)):
        places, speakers = quotes_of_labelled(pairs)
        print(f"{name}: {len(pairs)}")
        print(f"  people: {score_of(_people(article, one) for article, one in pairs)}")
        print(f"  speech, found where the labels have it: {places}")
        print(f"  speech, with its speaker: {speakers}")
    for article, one in read:
        for line in quote_errors(article, one):
            print(line)


def _texts(folder: Path) -> dict[tuple[str, int], str]:
    """The texts by their set and row."""
    with gzip.open(folder / "copies.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [(("copies", row), line) for row, line in enumerate(map(json.loads, lines))]
    with (folder / "hard_negatives.jsonl").open(encoding="utf-8") as lines:
        rows += [(("hard_negatives", row), line) for row, line in enumerate(map(json.loads, lines))]
    return {key: f"{line['title'].strip()}\n{_opening(line['text'].strip())}" for key, line in rows}


def _opening(text: str) -> str:
    opening = text[:_LETTERS]
    return opening[: opening.rfind(" ")]


def _labelled(line: dict, text: str) -> Labelled:  # type: ignore[type-arg]  # a record of the label file
    return Labelled(
        id=line["id"],
        text=text,
        level="related",
        phases=(),
        people=tuple((name,) for name in line["people"] if not name.startswith("~")),
        block=line["id"],
        claims=frozenset(),
        speech=tuple(Speech(one["speaker"], _begins(text, one["at"], one["words"])) for one in line["speech"]),
    )


def _begins(text: str, at: int, words: int) -> str:
    """So many words from a place on, without the signs behind them."""
    return " ".join(text[at:].split()[:words]).rstrip(_SIGNS)


def _people(article: Labelled, one: Enrichment) -> tuple[set[str], set[str]]:
    """Who is found and who is labelled, each by the label's name where one has all words of the other."""
    gold = [name for (name,) in article.people]
    found = (actor for actor in one.actors if actor.kind == "person")
    return {next((name for name in gold if _is_same(actor, name)), actor.name_ar) for actor in found}, set(gold)


def _is_same(actor: ActorFound, name: str) -> bool:
    words = {*folded(name).split()}
    printed = ({*folded(mention.surface).split()} for mention in actor.mentions)
    return any(one <= words or words <= one for one in printed)

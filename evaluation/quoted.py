"""Who says what: the speech that the dossier finds, against labels that give a speaker and the first words said."""

import re
from collections.abc import Iterator, Sequence

from contracts.article import ActorFound, Quote
from contracts.search_form import folded
from evaluation.labelled import Labelled, Speech
from evaluation.measures import Score
from services.parser.dossier.enrich import Enrichment

_REACH = 30  # folded letters from where we begin what was said to where the label does, at most
_OPENER = re.compile(r"^(?:(?:ب?ان(?:ه|ها|هم|هما|نا|ني)?|الي|عن|علي|من|ل)\s+)+")  # «that», which only one may have


def quotes_of_labelled(pairs: Sequence[tuple[Labelled, Enrichment]]) -> tuple[Score, Score]:
    """Of the articles with labelled speech: the score of its places, and of places with the right speaker.

    What nobody named is said to say needs to be found by neither.
    """
    places, speakers = Score(0, 0, 0), Score(0, 0, 0)
    for article, one in pairs:
        if article.speech is None:
            continue
        found = list(_matched(article.speech, one))
        known = [speech for speech in article.speech if speech.speaker is not None]
        matched = [(speech, quote) for speech, quote in found if speech is not None and speech.speaker is not None]
        right = [(speech, quote) for speech, quote in matched if _is_speaker(speech, quote, one.actors)]
        unsaid = sum(speech is None for speech, _ in found)
        places = _sum(places, Score(len(matched), unsaid, len(known) - len(matched)))
        wrong = unsaid + len(matched) - len(right)
        speakers = _sum(speakers, Score(len(right), wrong, len(known) - len(right)))
    return places, speakers


def quote_errors(article: Labelled, one: Enrichment) -> Iterator[str]:
    """A line for each stretch that was missed, that is none, or that has another speaker."""
    if article.speech is None:
        return
    found = list(_matched(article.speech, one))
    met = [speech for speech, _ in found if speech is not None]
    for speech, quote in found:
        if speech is None:
            yield f"  {article.id}: speech of {quote.speaker}, not labelled: {quote.surface[:60]}"
        elif speech.speaker is not None and not _is_speaker(speech, quote, one.actors):
            yield f"  {article.id}: speech of {speech.speaker}, ours {quote.speaker}: {quote.surface[:60]}"
    for speech in article.speech:
        if speech.speaker is not None and speech not in met:
            yield f"  {article.id}: speech of {speech.speaker} missed: {speech.begins}"


def _matched(labels: Sequence[Speech], one: Enrichment) -> Iterator[tuple[Speech | None, Quote]]:
    """Each quote with the label whose first words stand at its beginning; null where none has them there."""
    left = list(labels)
    for quote in one.quotes:
        beginning = _plain(quote.surface)
        label = next((each for each in left if 0 <= beginning.find(_plain(each.begins)) <= _REACH), None)
        if label is not None:
            left.remove(label)
        yield label, quote


def _plain(text: str) -> str:
    """A text folded, without the signs of quoting and what opens it."""
    return _OPENER.sub("", re.sub(r"[«»“”\"]", "", folded(text)).strip())


def _is_speaker(speech: Speech, quote: Quote, actors: Sequence[ActorFound]) -> bool:
    """Whether the quote's speaker is printed as the label has it, or as a part of that; «the source» is «a source close
    to …»."""
    spellings = {
        folded(mention.surface)
        for actor in actors
        if quote.speaker in (actor.id, actor.name_ar)
        for mention in actor.mentions
    } | {folded(quote.speaker)}
    named = folded(speech.speaker or "")
    return any(spelling.removeprefix("ال") in named or named in spelling for spelling in spellings)


def _sum(one: Score, other: Score) -> Score:
    return Score(one.right + other.right, one.wrong + other.wrong, one.missed + other.missed)

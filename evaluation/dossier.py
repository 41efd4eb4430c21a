"""How well the dossier reads labelled texts: `python -m evaluation.dossier ../shared [--openings FILE]`.

It starts an Elasticsearch for the keyword baseline; `--elasticsearch` names one that runs, `--offline` leaves it out.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from contracts.article import ActorFound, Evidence, Mention
from contracts.search_form import folded
from evaluation.extras import Extra, stated
from evaluation.keyword_query import keyword_hits
from evaluation.labelled import Labelled, labelled_articles, own_pages, plain_news, reading_of
from evaluation.measures import Score, score_of
from evaluation.news import labelled_news, print_news
from evaluation.quoted import quote_errors, quotes_of_labelled
from evaluation.servers import elasticsearch_for
from evaluation.tfidf import cross_validated
from services.parser.dossier.enrich import Enrichment, Reading, enrich
from services.parser.dossier.gate import Gate
from services.parser.dossier.load import Dossier, load_dossier

_FOLDER = Path(__file__).parents[1] / "dossiers" / "dushanbe"
# The labels know these kinds of figures; others that we find are not counted.
_KINDS = frozenset(
    ("participants", "ministers", "states", "international_orgs", "civil_society", "session_ordinal", "camps")
)
_OF_CONFERENCE = _KINDS - {"camps"}
_PAGE = 2800  # letters of a page of 5 KB


def main() -> None:
    """Print every figure of the evaluation, as long as somebody reads (… | head)."""
    try:
        _evaluate()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be said at the exit


def _evaluate() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--openings", type=Path, help="real openings, one {id, text} a line")
    arguments.add_argument("--own", action="store_true", help="the pages of our own writing instead")
    arguments.add_argument("--news", action="store_true", help="people and speech in labelled news of 2013 to 2017")
    arguments.add_argument("--elasticsearch", help="http://host:port of a running one for the keyword baseline")
    arguments.add_argument("--offline", action="store_true", help="leave the keyword baseline out")
    given = arguments.parse_args()
    dossier = load_dossier(_FOLDER)
    if given.news:
        print_news(dossier, labelled_news(given.shared))
        return
    articles = own_pages() if given.own else labelled_articles(given.shared, given.openings)
    kind = "of our own writing" if given.own else "real openings" if given.openings else "restated"
    print(f"{len(articles)} labelled Arabic texts ({kind})")
    read = [enrich(dossier, reading_of(article.text), off_topic_too=True) for article in articles]
    _print_levels(articles, read, None if given.offline else _keywords(given.elasticsearch, articles))
    _print_labelled(articles, read)
    for name in ("hard_negatives", "ordinary_news"):
        _print_negatives(dossier, name, plain_news(given.shared / "eval" / f"{name}.jsonl"))
    _print_cost(dossier, plain_news(given.shared / "eval" / "ordinary_news.jsonl"), articles)


def _keywords(address: str | None, articles: Sequence[Labelled]) -> dict[str, list[bool]]:
    with elasticsearch_for(address, heap="512m") as elasticsearch:
        return keyword_hits(elasticsearch, [article.text for article in articles])


def _print_levels(
    articles: Sequence[Labelled], read: Sequence[Enrichment], keywords: dict[str, list[bool]] | None
) -> None:
    rows = {"this dossier": [one.relevance.level == "core" for one in read]}
    rows |= {f"Elasticsearch, arabic: {name}": found for name, found in (keywords or {}).items()}
    rows["TF-IDF and logistic regression, cross-validated"] = _without_dossier(articles)
    print("level core against the rest:")
    for name, found in rows.items():
        print(f"  {name:<52} {_core(found, articles)}")


def _print_labelled(articles: Sequence[Labelled], read: Sequence[Enrichment]) -> None:
    pairs = list(zip(articles, read, strict=True))
    print("confusion (label, ours):", dict(Counter((one.level, two.relevance.level) for one, two in pairs)))
    core = [(article, one) for article, one in pairs if article.level == "core"]
    right = [article.phases[:1] == tuple(phase.id for phase in one.phases if phase.main) for article, one in core]
    print(f"main phase of core texts: {sum(right)} of {len(right)}")
    about = [(article, one) for article, one in pairs if article.level in ("core", "mention")]
    for name, chosen in (("persons of core and mention texts", about), ("persons of all texts", pairs)):
        score = score_of((_people(one, article), set(article.people)) for article, one in chosen)
        _print_found(name, score, [extra for article, one in chosen for extra in _more_people(one, article)])
    score = score_of((_claims(one), _known(article.claims)) for article, one in pairs)
    _print_found("claims", score, [extra for article, one in pairs for extra in _more_claims(one, article)])
    of_conference = [(_of_conference(one), _known(article.claims, _OF_CONFERENCE)) for article, one in core]
    print(f"claims of core texts that are tied to a phase, against the labels: {score_of(of_conference)}")
    if any(article.speech is not None for article in articles):
        places, speakers = quotes_of_labelled(pairs)
        print(f"speech, found where the labels have it: {places}")
        print(f"speech, with its speaker: {speakers}")
    for article, one in pairs:
        _print_errors(article, one)


def _print_found(name: str, score: Score, extras: Sequence[Extra]) -> None:
    """The score against the labels, and with what a reader found to be stated though no label has it."""
    print(f"{name}, against the labels: {score}")
    if more := stated(extras):
        read = Score(score.right + more, score.wrong - more, score.missed)
        print(f"{name}, after reading the {len(extras)} that no label has: {read}")


def _core(found: Sequence[bool], articles: Sequence[Labelled]) -> Score:
    return score_of(
        [
            ({i} if hit else set(), {i} if article.level == "core" else set())
            for i, (hit, article) in enumerate(zip(found, articles, strict=True))
        ]
    )


def _without_dossier(articles: Sequence[Labelled]) -> list[bool]:
    labels = [article.level == "core" for article in articles]
    return cross_validated([article.text for article in articles], labels, [article.block for article in articles])


def _people(one: Enrichment, article: Labelled) -> set[tuple[str, ...]]:
    """The persons found, each as the label's entry that it meets, or as its own forms."""
    return {_met(_surfaces(actor), article) for actor in one.actors if actor.kind == "person"}


def _met(surfaces: tuple[str, ...], article: Labelled) -> tuple[str, ...]:
    """The label's entry of which one form is one of ours, or else holds one or lies in one."""
    forms = {folded(surface) for surface in surfaces}
    for gold in article.people:
        if forms & set(map(folded, gold)):
            return gold
    for gold in article.people:
        if any(one in form or form in one for form in forms for one in map(folded, gold)):
            return gold
    return surfaces


def _more_people(one: Enrichment, article: Labelled) -> list[Extra]:
    """The persons found that no label has."""
    return [
        _extra(article, "person", actor.name_ar, actor.mentions[0])
        for actor in one.actors
        if actor.kind == "person" and _met(_surfaces(actor), article) not in article.people
    ]


def _extra(article: Labelled, what: str, value: str, at: Mention | Evidence) -> Extra:
    return Extra(article.id, what, value, at.start, at.end, at.field)


def _surfaces(actor: ActorFound) -> tuple[str, ...]:
    return tuple(mention.surface for mention in actor.mentions)


def _more_claims(one: Enrichment, article: Labelled) -> list[Extra]:
    """The figures found that no label has."""
    return [
        _extra(article, "claim", f"{claim.kind}={claim.value:g}", claim.evidence[0])
        for claim in one.claims
        if claim.kind in _KINDS and (claim.kind, float(claim.value)) not in _known(article.claims)
    ]


def _claims(one: Enrichment) -> set[tuple[str, float]]:
    return {(claim.kind, float(claim.value)) for claim in one.claims if claim.kind in _KINDS}


def _of_conference(one: Enrichment) -> set[tuple[str, float]]:
    """The figures that we tie to a phase."""
    return {(claim.kind, float(claim.value)) for claim in one.claims if claim.phase and claim.kind in _OF_CONFERENCE}


def _known(claims: frozenset[tuple[str, float]], kinds: frozenset[str] = _KINDS) -> set[tuple[str, float]]:
    return {claim for claim in claims if claim[0] in kinds}


def _print_errors(article: Labelled, one: Enrichment) -> None:
    level = one.relevance.level
    main = [phase.id for phase in one.phases if phase.main]
    if (level == "core") != (article.level == "core"):
        print(f"  {article.id}: labelled {article.level}, ours {level} {one.relevance.score}")
    if article.level == "core" and article.phases[:1] != tuple(main):
        print(f"  {article.id}: phase {article.phases}, ours {main}")
    found, gold = _people(one, article), set(article.people)
    for what, ours, labels in (("persons", found, gold), ("claims", _claims(one), _known(article.claims))):
        if labels - ours:
            print(f"  {article.id}: {what} missed {sorted(labels - ours)}")
    for extra in (*_more_people(one, article), *_more_claims(one, article)):
        reading = reading_of(article.text)
        print(extra.line(reading.body if extra.field == "body" else reading.title or ""))
    for line in quote_errors(article, one):
        print(line)


def _print_negatives(dossier: Dossier, name: str, readings: Sequence[Reading]) -> None:
    levels = Counter(enrich(dossier, reading).relevance.level for reading in readings)
    print(f"{name}: {dict(levels)}")


def _print_cost(dossier: Dossier, readings: Sequence[Reading], articles: Sequence[Labelled]) -> None:
    gate = Gate([dossier])
    text = "\n".join(reading.body for reading in readings)
    pages = [text[at : at + _PAGE] for at in range(0, len(text) - _PAGE, _PAGE)]
    began = time.process_time()
    admitted = sum(bool(gate.admits(page)) for page in pages)
    gating = time.process_time() - began
    print(f"gate: {len(pages) / gating:,.0f} pages of 5 KB a second and core, {admitted} of {len(pages)} admitted")
    core = [reading_of(article.text) for article in articles if article.level == "core"]
    for name, texts in (("an article of ordinary news", readings), ("a core text", core)):
        if not texts:
            continue
        began = time.process_time()
        for reading in texts:
            enrich(dossier, reading)
        spent = 1000 * (time.process_time() - began)
        letters = sum(len(reading.body) for reading in texts) / len(texts)
        print(f"enrichment: {spent / len(texts):.2f} CPU milliseconds {name} of {letters:,.0f} letters")


if __name__ == "__main__":
    main()

"""What a reader asks of the index, read from the parameters of an address: the same for pages, feeds and exports."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from queries.search import FACETS, Asked
from services.desk.asking import Asking, BadQuestion
from services.desk.shown import MARKS

# Facets of the search page, in its order. A country stands for its outlets: the index knows only these.
SHOWN = ("phase", "country", "outlet", "agency", "actor", "level", "role")
PARAMETERS = ("q", *SHOWN, "since", "until", "new", "claim", "sort", "copies")
LONGEST = 300


class Question(Struct, frozen=True):
    """A question, and the filters that were chosen for it by name."""

    asked: Asked
    chosen: Mapping[str, str]
    claim: tuple[str, float] | None = None

    @property
    def empty(self) -> bool:
        """Whether everything is asked for."""
        asked = self.asked
        return not (asked.text or self.chosen or asked.since or asked.until or asked.read_after or self.claim)


def question(asking: Asking, size: int, start: int = 0) -> Question:
    """The question of an address. Raises BadQuestion, naming the parameter that does not hold."""
    chosen = {name: value for name in SHOWN if (value := asking.given(name))}
    since, until = asking.day("since"), asking.day("until")
    if since and until and since > until:
        raise BadQuestion(f"since={since} is after until={until}: turn them round")
    asked = Asked(
        text=asking.given("q", LONGEST) or "",
        filters={name: value for name, value in chosen.items() if name in FACETS},
        since=since,
        until=until,
        read_after=asking.moment("new"),
        one_a_story=asking.given("copies") != "all",
        newest=asking.given("sort") == "newest",
        size=size,
        start=start,
        outlets=asking.dossier.outlets_of(chosen["country"]) if "country" in chosen else None,
        about="level" not in chosen,
        marks=MARKS,
    )
    return Question(asked, chosen, _claim(asking))


def with_claim(query: dict[str, Any], found: Question) -> dict[str, Any]:
    """The query, narrowed to articles that state the figure that was asked for, of the phase if one is chosen."""
    if found.claim is None:
        return query
    kind, value = found.claim
    of_one: list[dict[str, Any]] = [{"term": {"claims.kind": kind}}, {"term": {"claims.value": value}}]
    if phase := found.chosen.get("phase"):
        of_one.append({"term": {"claims.phase": phase}})
    query["bool"]["filter"].append({"nested": {"path": "claims", "query": {"bool": {"filter": of_one}}}})
    return query


def kept(asking: Asking) -> Iterator[tuple[str, str]]:
    """The parameters of the question as they were given, for forms and for the addresses of its other forms."""
    for name in PARAMETERS:
        if value := asking.given(name, LONGEST):
            yield name, value


def _claim(asking: Asking) -> tuple[str, float] | None:
    given = asking.given("claim")
    if given is None:
        return None
    kind, _, value = given.partition(":")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", value):
        raise BadQuestion(f"claim={given}: write a kind and a figure, as participants:450")
    return kind, float(value)

"""All that a dossier says about one article."""

from msgspec import Struct

from contracts.article import ActorFound, Claim, DocumentCited, PhaseFound, Quote, Relevance
from services.parser.dates import dates_in
from services.parser.dossier.actors import actors_of, sightings_in
from services.parser.dossier.claim_phase import ClaimPhases
from services.parser.dossier.claims import claims_of
from services.parser.dossier.compiled import Dossier
from services.parser.dossier.documents import documents_of
from services.parser.dossier.local_offices import of_this_state
from services.parser.dossier.phases import phases_of
from services.parser.dossier.reading import Reading, folded_fields
from services.parser.dossier.relevance import relevance_of
from services.parser.dossier.said.quotes import quotes_of

__all__ = ["Enrichment", "Reading", "enrich"]


class Enrichment(Struct, frozen=True, kw_only=True):
    """What was inferred about an article, in the types of the article message."""

    relevance: Relevance
    phases: tuple[PhaseFound, ...] = ()
    actors: tuple[ActorFound, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[DocumentCited, ...] = ()


def enrich(dossier: Dossier, reading: Reading, off_topic_too: bool = False) -> Enrichment:
    """Relevance of an article to a dossier and what it says; off topic, only where that is asked for."""
    fields = folded_fields(reading)
    relevance = relevance_of(dossier, fields)
    if relevance.level == "off_topic" and not off_topic_too:
        return Enrichment(relevance=relevance)
    about = relevance.level in ("core", "mention")
    seen = sightings_in(dossier, fields, titled_only=relevance.level == "off_topic")
    sightings = list(of_this_state(seen, reading.country))
    dated = [(field, dates_in(field.printed)) for field in fields] if about else []
    phases = phases_of(dossier, dated, reading.published) if about else ()
    spoken = [field for field in fields if field.is_arabic]
    claim_phases = ClaimPhases(dossier, phases, relevance.level == "core")
    return Enrichment(
        relevance=relevance,
        phases=phases,
        actors=actors_of(sightings, reading.published),
        quotes=quotes_of(dossier, spoken, sightings, reading.published),
        claims=claims_of(dossier, spoken, dated, reading.published, claim_phases),
        documents=documents_of(dossier, spoken, phases),
    )

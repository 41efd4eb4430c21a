"""Texts as readings, and the two dossiers, for the tests beside."""

from pathlib import Path

from contracts.article import DateFound
from services.parser.dossier.enrich import Enrichment, Reading, enrich
from services.parser.dossier.load import load_dossier

ROOT = Path(__file__).parents[2]
DUSHANBE = load_dossier(ROOT / "dossiers" / "dushanbe")
# Makes any text that follows it one about the process.
PROCESS = "عملية دوشنبه لمكافحة الإرهاب."
WATER = load_dossier(ROOT / "dossiers" / "water")


def reading(
    *paragraphs: str, title: str | None = None, published: str | None = None, country: str | None = "KW"
) -> Reading:
    """A reading of the paragraphs in an outlet of that country; `published` is a day, ISO 8601."""
    date = DateFound(at=published, grain="day", surface=published, method="test", confidence=1.0) if published else None
    return Reading(
        title=title,
        subtitle=None,
        summary=None,
        paragraphs=paragraphs,
        body="\n".join(paragraphs),
        published=date,
        country=country,
    )


def enriched(
    *paragraphs: str, title: str | None = None, published: str | None = None, country: str | None = "KW"
) -> Enrichment:
    """What the Dushanbe dossier says of the paragraphs, in an outlet of that country."""
    read = reading(*paragraphs, title=title, published=published, country=country)
    return enrich(DUSHANBE, read, off_topic_too=True)


def quoted(text: str) -> list[tuple[str, bool, str]]:
    """Who speaks in a text about the process, whether directly, and what is said."""
    return [(quote.speaker, quote.direct, quote.surface) for quote in enriched(PROCESS, text).quotes]


def speakers_in(text: str) -> list[str]:
    """Who speaks in a text about the process, once for each stretch of speech."""
    return [speaker for speaker, _, _ in quoted(text)]

"""Texts that an article cites: resolutions by number and year, declarations and the like by name."""

import re
from collections.abc import Iterator, Sequence

from contracts.article import DocumentCited, Mention, PhaseFound
from services.parser.dossier.compiled import DocumentMatcher, Dossier
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Document
from services.parser.dossier.sentences import sentence_end

# A resolution's number and, where printed, its year: «رقم 2462 (2019م)», «2199 لسنة 2015», «(2253)», «2178 و2396».
_NUMBER = re.compile(
    r"\(?(?P<number>\d{4})\)?(?!\s*م\b)"
    r"(?:\s*(?:ل?سنه|ل?عام|للعام)?\s*\(?(?P<year>(?:19|20)\d\d)\s?م?\)?)?"
)
_REACH = 90  # letters from «قرار» to its last number
_COUNCIL_NUMBERS = range(1000, 3000)  # the Security Council's from 1990 on; earlier ones have three digits


def documents_of(
    dossier: Dossier, fields: Sequence[FoldedField], phases: Sequence[PhaseFound]
) -> tuple[DocumentCited, ...]:
    """Every document cited, with its mentions. A declaration of a phase counts where the article is of that phase."""
    main = next((phase.id for phase in phases if phase.main), None)
    cited: dict[str, tuple[DocumentCited, list[Mention]]] = {}
    for field in fields:
        for document, start, end in (*_named(dossier.documents, field, main), *_numbered(dossier.documents, field)):
            cited.setdefault(document.id, (document, []))[1].append(field.mention(start, end))
    return tuple(
        DocumentCited(
            id=document.id,
            kind=document.kind,
            number=document.number,
            year=document.year,
            mentions=tuple(mentions),
        )
        for document, mentions in cited.values()
    )


def _named(matcher: DocumentMatcher, field: FoldedField, main: str | None) -> Iterator[tuple[DocumentCited, int, int]]:
    taken: set[tuple[int, int]] = set()
    for document, patterns in sorted(matcher.named, key=lambda pair: pair[0].phase is None):
        if document.phase not in (None, main):
            continue
        for pattern in patterns:
            for span in pattern.matches(field.text):
                if span not in taken:
                    taken.add(span)
                    yield _cited(document), *span


def _numbered(matcher: DocumentMatcher, field: FoldedField) -> Iterator[tuple[DocumentCited, int, int]]:
    """Each number after a word for resolution, in the same sentence."""
    if matcher.resolution is None:
        return
    ends: set[int] = set()
    words = list(matcher.resolution.matches(field.text))
    for at, (start, end) in enumerate(words):
        limit = min(sentence_end(field.text, end), end + _REACH)
        following = words[at + 1][0] if at + 1 < len(words) else limit
        for match in _NUMBER.finditer(field.text, end, min(limit, following)):
            number, year = int(match["number"]), int(match["year"]) if match["year"] else None
            known = matcher.by_number.get(number)
            if match.end("number") in ends or (known is None and not _is_resolution(field.text, match, number)):
                continue
            ends.add(match.end("number"))
            yield _resolution(known, number, year), start, match.end()


def _is_resolution(text: str, match: re.Match[str], number: int) -> bool:
    """Whether an unlisted number is a resolution's and not a year: it has its own year or «رقم» before it."""
    named = text[: match.start()].rstrip(" (").endswith("رقم")
    return number in _COUNCIL_NUMBERS and (named or match["year"] is not None)


def _resolution(known: Document | None, number: int, year: int | None) -> DocumentCited:
    if known is not None:
        return _cited(known)
    return DocumentCited(id=f"resolution-{number}", kind="resolution", number=number, year=year)


def _cited(document: Document) -> DocumentCited:
    return DocumentCited(id=document.id, kind=document.kind, number=document.number, year=document.year)

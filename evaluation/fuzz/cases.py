"""Cases of every kind, as hypothesis draws them: pages changed a little or beyond recognition."""

from collections.abc import Sequence

from hypothesis import strategies as st

from evaluation.fuzz.case import Case, Kind
from evaluation.fuzz.seeds import pieces, seeds

# How often a piece is repeated; seldom so often that a page of the largest size comes of it.
_TIMES = (*[1] * 30, *[2] * 8, *[3] * 8, *[10] * 8, *[60] * 4, 300, 300, 2_000, 20_000)
_LONGEST = 2_000_000
_FINE = 1 << 16
_CHARSETS = ("utf-8", "windows-1256", "iso-8859-6", "utf-16", "utf-16-be", "cp1252", "cp720")

_places = st.integers(0, _FINE)
_times = st.sampled_from(_TIMES)
_anything = st.text(max_size=20)


def cases(kind: Kind) -> st.SearchStrategy[Case]:
    """The cases of one kind."""
    return {"html": _html, "date": _date, "json_ld": _json_ld, "charset": _charset}[kind]()


def _html() -> st.SearchStrategy[Case]:
    pages = st.builds(_changed, st.sampled_from(seeds()), st.lists(_changes(_markup()), max_size=10))
    made = st.lists(_repeated(_markup()), max_size=40).map("".join).map(lambda page: page.encode("utf-8", "replace"))
    return st.one_of(pages, made).map(lambda body: Case(kind="html", body=body))


def _date() -> st.SearchStrategy[Case]:
    texts = st.lists(_repeated(st.one_of(st.sampled_from(pieces().dates), _anything)), max_size=12)
    return st.builds(
        lambda parts, tie: _encoded("date", tie.join(parts)), texts, st.sampled_from([" ", "", "  ", "\n"])
    )


def _json_ld() -> st.SearchStrategy[Case]:
    loose = st.lists(_repeated(st.one_of(st.sampled_from(pieces().json), _anything)), max_size=25).map("".join)
    return loose.map(lambda text: _encoded("json_ld", text))


def _charset() -> st.SearchStrategy[Case]:
    pages = st.builds(_changed, st.sampled_from(seeds()), st.lists(_changes(_markup()), max_size=3))
    written = st.builds(
        lambda page, charset: page.decode("utf-8", "replace").encode(charset, "replace"),
        pages,
        st.sampled_from(_CHARSETS),
    )
    damaged = st.builds(
        _damaged, st.one_of(pages, written), st.lists(st.tuples(_places, st.binary(max_size=4)), max_size=20)
    )
    label = st.one_of(
        st.none(), st.sampled_from(pieces().labels).map("text/html; charset={}".format), st.text(max_size=30)
    )
    return st.builds(
        lambda body, content_type: Case(kind="charset", body=body, content_type=content_type),
        st.one_of(damaged, st.binary(max_size=300)),
        label.map(_encodable),
    )


def _markup() -> st.SearchStrategy[str]:
    known = pieces()
    opened = st.builds(
        lambda tag, told: f"<{tag} {told}>", st.sampled_from(known.tags), st.sampled_from(known.attributes)
    )
    closed = st.sampled_from(known.tags).map("</{}>".format)
    script = st.lists(st.sampled_from(known.json), max_size=8).map(
        lambda parts: f'<script type="application/ld+json">{"".join(parts)}</script>'
    )
    return st.one_of(opened, closed, st.sampled_from(known.words), st.sampled_from(known.dates), script, _anything)


def _repeated(piece: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda text, times: text * min(times, _LONGEST // max(1, 2 * len(text))), piece, _times)


_Change = tuple[int, int, str]


def _changes(piece: st.SearchStrategy[str]) -> st.SearchStrategy[_Change]:
    """From where to where (in 65,536ths of the page, the latter close by), and what is put there instead."""
    length = st.sampled_from((0, 0, 0, 1, 20, 2_000, _FINE))
    return st.tuples(_places, length, _repeated(piece))


def _changed(page: bytes, changes: Sequence[_Change]) -> bytes:
    for at, length, text in changes:
        start = at * len(page) // _FINE
        end = start + length * len(page) // _FINE
        page = (page[:start] + text.encode("utf-8", "replace") + page[end:])[:_LONGEST]
    return page


def _damaged(page: bytes, damages: Sequence[tuple[int, bytes]]) -> bytes:
    for at, inserted in damages:
        start = at * len(page) // _FINE
        page = page[:start] + inserted + page[start + 1 :]
    return page


def _encoded(kind: Kind, text: str) -> Case:
    return Case(kind=kind, body=text[:_LONGEST].encode("utf-8", "replace"))


def _encodable(text: str | None) -> str | None:
    """A header as it can be written down with the case."""
    return text.encode("utf-8", "replace").decode() if text else None

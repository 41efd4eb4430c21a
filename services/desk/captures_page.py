"""The raw page in the archive: its record as the crawler wrote it, or what the server sent, as plain text."""

from starlette.responses import Response

from services.desk.article_page import find_article
from services.desk.asking import Asking, NotHere


def capture_page(asking: Asking) -> Response:
    """The record of one fetch: form `warc` is the WARC record, `txt` the source of the page; never run as a page."""
    number, form = int(asking.part("number")), asking.part("form")
    article = find_article(asking, asking.part("page_id"))
    captures = asking.desk.captures
    found = captures.of(article["page_id"]) if captures else []
    if captures is None or number >= len(found) or form not in ("warc", "txt"):
        raise NotHere(asking.request.url.path)
    name = f"{article['page_id']}-{found[number].at:%Y%m%dT%H%M%S}"
    try:
        if form == "warc":
            return _file(captures.record(found[number]), "application/warc", f"{name}.warc.gz")
        source = captures.payload(found[number])
    except OSError:
        raise NotHere(f"{asking.request.url.path}: {found[number].file}") from None
    charset = article.get("charset") or "utf-8"
    return _file(source, f"text/plain; charset={charset}", f"{name}.html.txt")


def _file(content: bytes, kind: str, name: str) -> Response:
    # A page of the press is never opened here as one: its scripts would run under this site's name.
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

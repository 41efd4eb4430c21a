"""Is it a page that people read: HTML by its label, or by its looks where it has none?"""

from services.crawler.fetch import Answer

_HTML_TYPES = ("text/html", "application/xhtml+xml")
# As much of the start as the WHATWG's MIME sniffing looks at, and the marks that HTML starts with.
_HEAD = 1445
_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<article", b"<p>")


def may_be_html(answer: Answer) -> bool:
    """Whether the head of an answer promises HTML, or says nothing."""
    label = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    return label in _HTML_TYPES or not label


def looks_like_html(answer: Answer) -> bool:
    """Whether an answer is HTML: labelled so or, without a label, by how it starts."""
    if answer.header("content-type"):
        return may_be_html(answer)
    start = answer.body[:_HEAD].lower()
    return any(mark in start for mark in _MARKS)

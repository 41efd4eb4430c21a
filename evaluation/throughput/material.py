"""Pages of a bench: ordinary news that no dossier concerns, and relevant articles; about 60 KB each, all of our own.

One ordinary page in four holds a word of the dossier's gate somewhere, so it is read whole before it is found to be off
topic. Of real ordinary news one text in eight does (72 of the 600 in ../shared/eval/ordinary_news.jsonl); pages have
menus and other headlines besides.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from contracts.addresses import page_id
from contracts.page import Page
from evaluation.faults.press import WORDS

# Bytes of a page, as the pages of the large dailies have with their furniture.
WEIGHT = 60_000
# The sentence of such a page; the gate knows one of its words.
ADMITTED_EVERY = 4
_ADMITTED = "وأغلقت الأمطار الطريق إلى الحدود يوما كاملا."
_ORDINARY = tuple(word for word in WORDS if word != "الحدود")
_FURNITURE = (
    '<li class="nav-item"><a class="nav-link" href="/section/{0}">قسم {0}</a></li>'
    '<div class="card"><a href="/news/{0}"><img src="/images/{0}.jpg" alt=""></a><h3>خبر آخر رقم {0}</h3></div>'
    '<script>window.slot{0} = {{"id": {0}, "size": [300, 250], "path": "/ads/news/right/{0}"}};</script>'
)


def pages(ordinary: int, relevant: int, seed: int = 1) -> Iterator[Page]:
    """The pages in random order, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # texts, no secrets
    kinds = [False] * ordinary + [True] * relevant
    chance.shuffle(kinds)
    for number, concerns in enumerate(kinds):
        yield _page(number, concerns, chance)


def _page(number: int, concerns: bool, chance: random.Random) -> Page:
    url = f"http://paper{number % 40}.example/news/{number}"
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet=f"paper{number % 40}",
        fetched_at=datetime(2024, 11, 5, 6, 0, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=_html(number, concerns, chance),
        discovered_by="bench",
    )


def _html(number: int, concerns: bool, chance: random.Random) -> bytes:
    words = WORDS if concerns else _ORDINARY
    said = [" ".join(chance.choices(words, k=40)) + "." for _ in range(9)]
    if concerns:
        said.insert(0, f"تواصلت أعمال مؤتمر «عملية دوشنبه لمكافحة الإرهاب وتمويله» في الكويت بمشاركة {number} وفدا.")
    elif number % ADMITTED_EVERY == 0:
        said.insert(4, _ADMITTED)
    title = " ".join(chance.choices(words, k=7))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in said)
    head = f"<!doctype html><html lang=ar><head><meta charset=utf-8><title>{title}</title></head><body>"
    article = f"<article><h1>{title}</h1><time datetime=2024-11-04>4 نوفمبر 2024</time>{text}</article>"
    bare = len((head + article).encode())
    piece = _FURNITURE.format(number)
    furniture = "".join(
        _FURNITURE.format(chance.randrange(10**6)) for _ in range((WEIGHT - bare) // len(piece.encode()))
    )
    return f"{head}<nav>{furniture}</nav>{article}</body></html>".encode()

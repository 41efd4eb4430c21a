"""Which of a page's titles is the article's, without the site's name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.parser.furniture import is_site_name, key_of

# How templates join headline and site: «headline | site», «headline - section - site».
_JOINT = re.compile(r"\s+[|\-–—:•»«·/]+\s+|\s*[|]\s*|\s*::\s*")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SITE_WORDS = 5
# The longest headline seen has 180 characters; a longer <title> is no title.
_LONGEST = 500
_LEAST_LETTERS = 12
_LEAST_WORDS = 3


def choose_title(
    printed: Sequence[str], declared: Sequence[str | None], whole: str | None, site: str | None
) -> str | None:
    """The article's title, or None where the page names none.

    `printed` are the page's h1 texts, `declared` what JSON-LD and Open Graph say, best first, `whole` the text of
    <title>, `site` the site's name. A printed title that a declared one confirms wins: it is what readers see.
    """
    said = [title for title in (*declared, whole) if title]
    confirmed = [title for title in printed if any(_agree(title, other) for other in said)]
    if confirmed:
        return _as_said_twice(max(confirmed, key=len), declared, whole)
    for title in declared:
        if title and len(title) >= _LEAST_LETTERS:
            return without_site(title, site)
    if len(printed) == 1 and _may_be_title(printed[0], whole or ""):
        return printed[0]
    title = without_site(whole, site) if whole else ""
    # One word alone is a file's name or the site's.
    if len(title) >= _LEAST_LETTERS and " " in title and not is_site_name(title):
        return title
    return next((title for title in printed if len(title) >= _LEAST_LETTERS), None)


def _may_be_title(printed: str, whole: str) -> bool:
    names_the_site = is_site_name(printed) or squeezed(printed) in squeezed(whole)
    return len(printed.split()) >= _LEAST_WORDS and not names_the_site


def _as_said_twice(printed: str, declared: Sequence[str | None], whole: str | None) -> str:
    """The printed title, or the form of it that head and <title> both give: it differs in quotation marks only."""
    for title in declared:
        if title and whole and whole.startswith(title) and squeezed(title) == squeezed(printed):
            return title
    return printed


def without_site(title: str, site: str | None) -> str:
    """A title without the names of site and section that follow or precede it."""
    title = title[:_LONGEST]
    site_key = key_of(site) if site else ""
    while joints := list(_JOINT.finditer(title)):
        head, tail = title[: joints[-1].start()], title[joints[-1].end() :]
        first, rest = title[: joints[0].start()], title[joints[0].end() :]
        if (site_key and key_of(first) == site_key) or is_site_name(first):
            title = rest
        elif _is_name(tail, head) or (site_key and key_of(tail) == site_key):
            title = head
        else:
            break
    return title.strip()


def _is_name(tail: str, head: str) -> bool:
    words = tail.split()
    return 0 < len(words) <= _SITE_WORDS and len(head) >= 2 * _LEAST_LETTERS and len(tail) < 0.7 * len(head)


def _agree(printed: str, said: str) -> bool:
    one, other = squeezed(printed), squeezed(said)
    if len(one) < 4 or len(other) < 4:
        return False
    # What a longer title only begins or ends with may be the site's name, which some templates print as their h1.
    if len(one) < 0.4 * len(other) and (other.startswith(one) or other.endswith(one)):
        return False
    # A title may be cut in the head («…») or carry the site's name there.
    return one in other or (other in one and len(other) > 0.5 * len(one)) or one[:40] == other[:40]


def squeezed(title: str) -> str:
    """A title's letters and digits alone, as titles are compared that differ in punctuation and case."""
    return _squeezed(title[:_LONGEST])


@lru_cache(4096)
def _squeezed(title: str) -> str:
    return _BETWEEN_WORDS.sub("", key_of(title))

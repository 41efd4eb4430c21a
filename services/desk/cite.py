"""Citations of an article: BibTeX, RIS and CSL-JSON, with the time of retrieval and a hash of the text."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Literal, get_args

import msgspec

Form = Literal["bib", "ris", "csl"]
FORMS: tuple[Form, ...] = get_args(Form)
TYPES: dict[Form, str] = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
# What BibTeX reads as its own; invisible marks of direction would break its sorting.
_BRACED = str.maketrans({character: f"\\{character}" for character in "&%$#_{}"} | {"\\": "\\textbackslash{}"})
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def content_hash(article: Mapping[str, Any]) -> str:
    """SHA-256 of the printed body in UTF-8, as hexadecimal: whoever holds the text can compute it again."""
    return sha256(article["body"].encode()).hexdigest()


def cite(form: Form, article: Mapping[str, Any], outlet: str, permalink: str) -> str:
    """The article's citation. `outlet` is the outlet's name, `permalink` the address of its page here."""
    told = _told(article, outlet, permalink)
    return {"bib": _bib, "ris": _ris, "csl": _csl}[form](told)


def _told(article: Mapping[str, Any], outlet: str, permalink: str) -> dict[str, str]:
    byline = article.get("byline") or {}
    published = (article.get("published") or {}).get("at") or ""
    return {
        "id": f"{article['outlet']}-{article['page_id'][:12]}",
        "title": _line(article.get("title") or ""),
        "author": _line(byline.get("author") or byline.get("agency") or ""),
        "outlet": _line(outlet),
        "day": published[:10],
        "url": _line(article["url"]),
        "retrieved": str(article["fetched_at"]),
        "language": article["language"],
        "note": f"Retrieved {article['fetched_at']}; SHA-256 of the text {content_hash(article)}; "
        f"revision {article['revision']}; {permalink}",
    }


def _bib(told: Mapping[str, str]) -> str:
    fields = {
        "title": f"{{{told['title'].translate(_BRACED)}}}",
        "author": f"{{{told['author'].translate(_BRACED)}}}" if told["author"] else "",
        "journal": told["outlet"].translate(_BRACED),
        "date": told["day"],
        "url": told["url"].translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "urldate": told["retrieved"][:10],
        "langid": {"ar": "arabic"}.get(told["language"], told["language"]),
        "note": told["note"].translate(_BRACED),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{told['id']},", *lines, "}", ""])


def _ris(told: Mapping[str, str]) -> str:
    entries = [
        ("TY", "NEWS"),
        ("ID", told["id"]),
        ("TI", told["title"]),
        ("AU", told["author"]),
        ("T2", told["outlet"]),
        ("DA", told["day"].replace("-", "/")),
        ("UR", told["url"]),
        ("Y2", told["retrieved"][:10].replace("-", "/")),
        ("LA", told["language"]),
        ("N1", told["note"]),
    ]
    return "".join(f"{name}  - {value}\r\n" for name, value in [*entries, ("ER", "")] if value or name == "ER")


def _csl(told: Mapping[str, str]) -> str:
    entry: dict[str, Any] = {
        "id": told["id"],
        "type": "article-newspaper",
        "title": told["title"],
        "container-title": told["outlet"],
        "URL": told["url"],
        "language": told["language"],
        "accessed": {"date-parts": [_parts(told["retrieved"][:10])]},
        "note": told["note"],
    }
    if told["author"]:
        entry["author"] = [{"literal": told["author"]}]
    if told["day"]:
        entry["issued"] = {"date-parts": [_parts(told["day"])]}
    return msgspec.json.encode([entry]).decode()


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def _line(text: str) -> str:
    return " ".join(_DIRECTION.sub("", text).split())

"""A page's HTML to what it says: title, paragraphs, and what may date and sign them."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from contracts.outlet import Rule
from services.parser.container import find_container
from services.parser.furniture import may_date
from services.parser.headline import choose_title, squeezed
from services.parser.json_ld import Declared, read_json_ld
from services.parser.landmarks import collapsed, read_landmarks
from services.parser.lines import Reading, read_lines
from services.parser.meta import Meta, read_meta
from services.parser.nature import nature_of
from services.parser.seen import DateSeen, Extracted, Nature
from services.parser.story import Story, read_story
from services.parser.surroundings import Surroundings, read_surroundings
from services.parser.tree import parse

__all__ = ["Extracted", "Text", "extract", "read_text"]

_LONGEST_BYLINE = 90
_MOST_BYLINES = 16
_MOST_HEADINGS = 40
# Less text than this may be a teaser, or no article at all.
_LITTLE = 400
# What templates leave in heads and headings can be of any length; longer than this it is none of what it is called.
_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_NAME, _LONGEST_DATE = 1_000, 5_000, 300, 300
_MOST_AUTHORS, _MOST_DATES = 16, 200


class Text(Struct, frozen=True):
    """An article's text, and where in its page it was found: nothing around it was looked at yet."""

    story: Story
    declared: Declared
    meta: Meta
    ruled: dict[str, LexborNode]
    headline: LexborNode | None
    container: LexborNode | None
    reading: Reading


def extract(html: str | bytes, url: str, rule: Rule | None) -> Extracted:
    """Take an article out of a page's HTML, given as text or as sound UTF-8; never raises for what a page may hold.

    `rule` is the outlet's own, which goes before JSON-LD and the general search for running text. Offsets play no
    part here: paragraphs are as printed, white space collapsed.
    """
    text = read_text(html, url, rule)
    around = Surroundings()
    if text.container is not None:
        around = read_surroundings(text.headline, text.container, text.reading.passed)
    return _extracted(html, text, around)


def read_text(html: str | bytes, url: str, rule: Rule | None) -> Text:
    """The article's text and headline alone: what dates and signs it is not looked for."""
    tree = parse(html)
    landmarks = read_landmarks(tree)
    declared, meta = read_json_ld(landmarks.scripts), read_meta(landmarks, url)
    ruled = _ruled(tree, rule)
    title = _text(ruled.get("title")) or choose_title(
        [text for text, _ in landmarks.headlines], [declared.headline, meta.shared_title], meta.title, meta.site
    )
    headline = _headline(tree, landmarks.headlines, title)
    container = ruled.get("body") or find_container(tree, headline)
    reading = read_lines(container) if container is not None else Reading()
    story = _whole(read_story(reading.lines, title), declared)
    return Text(story, declared, meta, ruled, headline, container, reading)


def _headline(
    tree: LexborHTMLParser, headlines: Sequence[tuple[str, LexborNode]], title: str | None
) -> LexborNode | None:
    """The element in which the title stands: a heading, or what is named as one."""
    if not title:
        return None
    found = next((node for text, node in headlines if squeezed(text) == squeezed(title)), None)
    if found is not None:
        return found
    others = tree.css("h2,h3,[class*=title],[class*=headline]")[:_MOST_HEADINGS]
    return next((node for node in others if squeezed(collapsed(node.text())) == squeezed(title)), None)


def _extracted(html: str | bytes, text: Text, around: Surroundings) -> Extracted:
    story, declared, meta, ruled = text.story, text.declared, text.meta, text.ruled
    told = sum(map(len, story.paragraphs))
    author = _text(ruled.get("author"))
    return Extracted(
        title=_cut(story.title or around.heading, _LONGEST_TITLE),
        subtitle=_cut(
            _text(ruled.get("subtitle")) or around.subtitle or story.subtitle or declared.subtitle, _LONGEST_SUMMARY
        ),
        kicker=around.kicker or story.kicker,
        summary=_cut(meta.summary or declared.summary, _LONGEST_SUMMARY),
        paragraphs=story.paragraphs,
        canonical_url=meta.canonical_url,
        declared_language=meta.language or declared.language,
        authors=_authors([*([author] if author else ()), *declared.authors, *meta.authors]),
        byline_lines=_byline_lines(around, story),
        dates=_dates(declared, meta, story, around, ruled),
        nature=_nature(html, told, declared, meta, text.reading) if told < _LITTLE else "article",
    )


def _nature(html: str | bytes, told: int, declared: Declared, meta: Meta, reading: Reading) -> Nature:
    printed = "\n".join(line.text for line in reading.lines)
    return nature_of(parse(html), told, printed, declared, meta)


def _whole(story: Story, declared: Declared) -> Story:
    """The story, with the text that JSON-LD gives where the page shows next to none."""
    told = sum(map(len, story.paragraphs))
    if told >= _LITTLE or not declared.body or len(declared.body) < 2 * told:
        return story
    body = parse(f"<pre>{declared.body}</pre>").body
    lines = read_lines(body).lines if body is not None else ()
    return msgspec.structs.replace(story, paragraphs=tuple(line.text for line in lines)) if lines else story


def _ruled(tree: LexborHTMLParser, rule: Rule | None) -> dict[str, LexborNode]:
    """What the outlet's rule finds: body, title, subtitle, published, author."""
    if rule is None:
        return {}
    for selector in rule.remove:
        for node in tree.css(selector):
            node.decompose()
    named = {name: getattr(rule, name) for name in ("body", "title", "subtitle", "published", "author")}
    found = {name: tree.css_first(selector) for name, selector in named.items() if selector}
    return {name: node for name, node in found.items() if node is not None}


def _byline_lines(around: Surroundings, story: Story) -> tuple[str, ...]:
    edges = [*story.paragraphs[:2], *story.paragraphs[-3:]]
    lines = [*around.authors, *around.before, *story.head_lines, *edges, *around.after]
    short = (line for line in lines if len(line) <= _LONGEST_BYLINE and line != story.title)
    return tuple(dict.fromkeys(short))[:_MOST_BYLINES]


def _dates(
    declared: Declared, meta: Meta, story: Story, around: Surroundings, ruled: dict[str, LexborNode]
) -> tuple[DateSeen, ...]:
    by_rule = [DateSeen(text, "rule", "published")] if (text := _text(ruled.get("published"))) else []
    marked = (*by_rule, *declared.dates, *meta.dates, *around.dates)
    said = {seen.text for seen in marked}
    lines = [
        *(
            DateSeen(line, "above_line" if line in around.above else "header_line")
            for line in (*around.before, *story.dates)
            if may_date(line)
        ),
        *(DateSeen(line, "body_line") for line in story.inner_dates),
        *(DateSeen(line, "footer_line") for line in around.after if may_date(line)),
    ]
    every = dict.fromkeys((*marked, *(seen for seen in lines if seen.text not in said)))
    return tuple(seen for seen in every if len(seen.text) <= _LONGEST_DATE)[:_MOST_DATES]


def _authors(named: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in named if len(name) <= _LONGEST_NAME))[:_MOST_AUTHORS]


def _cut(text: str | None, longest: int) -> str | None:
    """A text, its end cut off where it is longer than anything of its kind."""
    return text if text is None or len(text) <= longest else text[:longest].rstrip()


def _text(node: LexborNode | None) -> str | None:
    return (collapsed(node.text()) or None) if node is not None else None

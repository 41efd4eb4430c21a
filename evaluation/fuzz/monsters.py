"""Pages built to break readers, by name: each is as large or as deep as the crawler lets through, or as nasty."""

from collections.abc import Callable, Mapping

from contracts.topics import PAGE_BODY_LIMIT
from evaluation.fuzz.case import Case

_MILLION = 1_000_000
# A run that a linear pattern reads in no time, and a quadratic one not before tomorrow.
_RUN = 200_000
_SENTENCE = "قال الوزير إن المؤتمر سيعقد في العاصمة دوشنبه يوم 4 نوفمبر 2024 بمشاركة 450 وفدا. "
_HEAD = "<html lang=ar><head><title>عنوان الخبر الأول في الصحيفة</title></head><body><h1>عنوان الخبر الأول</h1>"
_STORY = f"<p>{_SENTENCE * 3}</p>" * 4
_JSON_LD = '<script type="application/ld+json">{}</script>'

# What a pattern with two neighbouring repetitions goes back over: spaces, digits, letters, signs that open and tie.
_FOODS: Mapping[str, str] = {
    "spaces": " ",
    "line breaks": "\n",
    "no-break spaces": "\xa0",
    "digits": "1",
    "Arabic digits": "٣",
    "digits and spaces": "1 ",
    "digits and slashes": "1/",
    "digits and points": "1.",
    "digits and commas": "1,",
    "digits and colons": "1:",
    "digits and dashes": "1-",
    "letters": "ب",
    "Latin letters": "a",
    "letters and spaces": "و ",
    "tatweel": "ـ",
    "vowel signs": "بَ",
    "direction marks": "\u200f",
    "ligatures": "ﷺ",
    "less-than signs": "<",
    "less-than and letter": "<a",
    "less-than and slash": "</",
    "open comments": "<!--",
    "open declarations": "<![CDATA[",
    "ampersands": "&",
    "open entities": "&#",
    "opening brackets": "(",
    "opening and closing brackets": "()",
    "guillemets": "«",
    "quotation marks": '"',
    "closed quotations": "«ا» ",
    "colons": ":",
    "dashes": "-",
    "dashes and spaces": " - ",
    "bars": " | ",
    "dots": "•",
    "full stops": ".",
    "commas": "،",
    "backslashes": "\\",
    "escapes": "\\u0627",
    "replacement signs": "\ufffd",
    "charset labels": "charset=",
    "camel case": "aA",
    "months": "نوفمبر ",
    "days and months": "4 نوفمبر ",
    "dates": "4 نوفمبر 2024 ",
    "numeric dates": "4/11/2024 ",
    "spans of days": "4 نوفمبر 2024 - ",
    "weekdays": "الاثنين ",
    "hours": "10:30 ص ",
    "ordinals": "الأول ",
    "numbers in words": "خمسة وعشرين ",
    "agencies": "كونا - ",
    "bracketed agencies": "(رويترز) ",
    "authors": "كتب: ",
    "verbs of speech": "قال ",
    "speakers": "قال الوزير: «",
    "named speakers": "وصل محمد عبد الله. قال الوزير محمد عبد الله إن ",
    "titles": "وزير خارجية ",
    "names": "محمد عبد الله ",
    "dossier terms": "مؤتمر دوشنبه لمكافحة الإرهاب ",
    "resolutions": "القرار 2462 ",
    "participants": "450 مشاركا من 92 دولة ",
    "figures of conferences": "مؤتمر دوشنبه لمكافحة الإرهاب عام 2022 ضم 50 دولة و",
    "pointers": "اقرأ أيضا: ",
}

_PLACES: Mapping[str, str] = {
    "paragraph": _HEAD + "<p>{}</p>" + _STORY,
    "headline": "<title>{0}</title><h1>{0}</h1>" + _STORY,
    "byline": _HEAD + '<div class="author">{0}</div><time class="date" datetime="{0}">{0}</time>' + _STORY,
    "names": _HEAD + '<div class="{0}" id="{0}" style="{0}">' + _STORY + "</div>",
    "JSON-LD": _JSON_LD.format('{{"@type":"NewsArticle","headline":"{0}","datePublished":"{0}"}}') + _HEAD + _STORY,
    "markup": _HEAD + _STORY + "{}",
    "unclosed": "{}",
}


def monsters() -> dict[str, Callable[[], Case]]:
    """Each monster's maker by name; they are made when asked for, since some have 10 MB."""
    foods = {
        f"{food} as {place}": _maker(frame, piece) for food, piece in _FOODS.items() for place, frame in _PLACES.items()
    }
    return {**_SHAPES, **_CHARSETS, **_TEXTS, **foods}


def _maker(frame: str, piece: str) -> Callable[[], Case]:
    return lambda: _page(
        frame.replace("{{", "{").replace("}}", "}").replace("{0}", "{}").replace("{}", piece * (_RUN // len(piece)))
    )


def _page(html: str) -> Case:
    return Case(kind="html", body=html.encode("utf-8", "replace")[:PAGE_BODY_LIMIT])


def _around(markup: str) -> Case:
    return _page(_HEAD + markup + _STORY)


def _nested(tag: str, closed: bool = True) -> Callable[[], Case]:
    depth = 100_000
    return lambda: _page(_HEAD + f"<{tag}>" * depth + _STORY + (f"</{tag}>" * depth if closed else ""))


_SHAPES: Mapping[str, Callable[[], Case]] = {
    **{f"nested {tag}, 100,000 deep": _nested(tag) for tag in ("div", "span", "b", "a", "blockquote", "svg", "font")},
    "nested lists, 100,000 deep": _nested("ul><li", closed=False),
    "nested tables, 100,000 deep": _nested("table><tr><td", closed=False),
    "nested templates, 100,000 deep": _nested("template", closed=False),
    "nested selects, 100,000 deep": _nested("select", closed=False),
    "misnested formatting": lambda: _page(_HEAD + "<b><i><p>" * 50_000 + _STORY + "</b></i></p>" * 50_000),
    "nobody closes": lambda: _page(_HEAD + "<div><p>كلمة" * 100_000),
    "an attribute of 10 MB": lambda: _around(f'<div class="{"x" * (PAGE_BODY_LIMIT - 10_000)}">'),
    "an attribute of 10 MB of names": lambda: _around(f'<div class="{"author " * (PAGE_BODY_LIMIT // 7 - 2000)}">'),
    "an address of 10 MB": lambda: _around(f'<link rel=canonical href="/{"x" * (PAGE_BODY_LIMIT - 10_000)}">'),
    "an attribute that never ends": lambda: _around('<div class="' + "x" * (PAGE_BODY_LIMIT - 10_000)),
    "a million attributes": lambda: _around("<div " + " ".join(f"a{n}=1" for n in range(_MILLION)) + ">"),
    "a million entities": lambda: _around(f"<p>{'&amp;' * _MILLION}</p>"),
    "a million named entities": lambda: _around(f"<p>{'&CounterClockwiseContourIntegral;' * 300_000}</p>"),
    "a million numeric entities": lambda: _around(f"<p>{'&#1575;' * _MILLION}</p>"),
    "a million broken entities": lambda: _around(f"<p>{'&ampx&#x;' * _MILLION}</p>"),
    "200,000 small paragraphs": lambda: _around("<p>كلمة وأخرى</p>" * 200_000),
    "200,000 paragraphs of dates": lambda: _around("<p>4/11/2024</p>" * 200_000),
    "100,000 links": lambda: _around("<a href='/1'>عنوان خبر آخر من أخبار اليوم</a>" * 100_000),
    "100,000 headings": lambda: _around("<h1>عنوان الخبر الأول</h1>" * 100_000),
    "100,000 sections": lambda: _around("<div class=news-body><p>" + "نص " * 20 + "</p></div>" * 60_000),
    "100,000 times": lambda: _around("<time datetime=2024-11-04>4 نوفمبر 2024</time>" * 100_000),
    "100,000 metas": lambda: _page('<meta name="date" content="2024-11-04">' * 100_000 + _HEAD + _STORY),
    "100,000 scripts": lambda: _page(_JSON_LD.format('{"@type":"NewsArticle"}') * 100_000 + _HEAD + _STORY),
    "speech before 100,000 full stops": lambda: _around(f"<p>{_SENTENCE}وأضاف أن ذلك مهم{'!.' * 50_000}جدا</p>"),
    "a million breaks": lambda: _around("<div>" + "كلمة<br>" * _MILLION + "</div>"),
    "a million rows": lambda: _around("<table>" + "<tr><td>1" * _MILLION + "</table>"),
    "a script of 10 MB": lambda: _around("<script>" + "x='<p>';" * (_MILLION + 200_000) + "</script>"),
    "a script that never ends": lambda: _around("<script>" + "x='<p>';" * (_MILLION + 200_000)),
    "a comment of 10 MB": lambda: _around("<!--" + "-" * (PAGE_BODY_LIMIT - 10_000)),
}

_TEXTS: Mapping[str, Callable[[], Case]] = {
    "one text of 10 MB": lambda: _around(f"<p>{_SENTENCE * (PAGE_BODY_LIMIT // 150)}"),
    "one word of 10 MB": lambda: _around(f"<p>{'كلمة' * (PAGE_BODY_LIMIT // 8 - 2000)}"),
    "paragraphs of 10 MB": lambda: _around(f"<p>{_SENTENCE}</p>" * (PAGE_BODY_LIMIT // 150)),
    "one line of 10 MB without markup": lambda: _page(_SENTENCE * (PAGE_BODY_LIMIT // 140)),
    "JSON-LD of 10 MB": lambda: _page(
        _HEAD + _JSON_LD.format('{"@type":"NewsArticle","articleBody":"' + _SENTENCE * (PAGE_BODY_LIMIT // 150) + '"}')
    ),
    "JSON-LD 100,000 deep": lambda: _page(_HEAD + _JSON_LD.format('{"@graph":' * 100_000 + "}" * 100_000) + _STORY),
    "JSON-LD of 100,000 lists": lambda: _page(_HEAD + _JSON_LD.format("[" * 100_000 + "]" * 100_000) + _STORY),
    "JSON-LD of a million nodes": lambda: _page(
        _HEAD + _JSON_LD.format("[" + '{"@type":1},' * (_MILLION // 2) + "{}]") + _STORY
    ),
    "JSON-LD of a million authors": lambda: _page(
        _HEAD + _JSON_LD.format('{"@type":"NewsArticle","author":[' + '"ا",' * _MILLION + '"ب"]}') + _STORY
    ),
    "JSON-LD of half letters": lambda: _page(
        _HEAD + _JSON_LD.format('{"@type":"NewsArticle","headline":"\\ud800 عنوان","articleBody":"\\udfff نص"}')
    ),
    "JSON-LD of a number without end": lambda: _page(
        _HEAD + _JSON_LD.format('{"@type":"NewsArticle","datePublished":' + "9" * _MILLION + "}") + _STORY
    ),
}


def _bytes(body: bytes, content_type: str | None = None) -> Callable[[], Case]:
    return lambda: Case(kind="charset", body=body, content_type=content_type)


_PRINTED = _HEAD + _STORY
_CHARSETS: Mapping[str, Callable[[], Case]] = {
    "no bytes": _bytes(b""),
    "10 MB of zeros": lambda: Case(kind="charset", body=bytes(PAGE_BODY_LIMIT)),
    "10 MB of 0xFF": lambda: Case(kind="charset", body=b"\xff" * PAGE_BODY_LIMIT),
    "every byte, over and over": lambda: Case(kind="charset", body=bytes(range(9, 256)) * 40_000),
    "more than the limit": lambda: Case(kind="charset", body=b"x" * (PAGE_BODY_LIMIT + 1)),
    "10 MB in windows-1256": lambda: Case(
        kind="charset", body=(_PRINTED * 20_000).encode("windows-1256", "replace")[:PAGE_BODY_LIMIT]
    ),
    "10 MB of damaged UTF-8": lambda: Case(kind="charset", body=b"\xd8\xa7\xd8 " * (PAGE_BODY_LIMIT // 4)),
    "10 MB of Latin letters in no charset": lambda: Case(
        kind="charset", body=b"\xe9\x81 mot " * (PAGE_BODY_LIMIT // 7)
    ),
    "UTF-16 cut in a letter": _bytes(_PRINTED.encode("utf-16")[:-1]),
    "UTF-16 without a mark": _bytes(_PRINTED.encode("utf-16-be")),
    "UTF-32 by its mark, then UTF-8": _bytes(b"\xff\xfe\x00\x00" + _PRINTED.encode()),
    "UTF-8 said to be UTF-16": _bytes(_PRINTED.encode(), "text/html; charset=utf-16"),
    "a label that Python knows and no browser": _bytes(_PRINTED.encode(), "text/html; charset=rot13"),
    "a label of half a letter": _bytes(_PRINTED.encode(), "text/html; charset=\udcff"),
    "a label of 10,000 quotes": _bytes(_PRINTED.encode(), "charset=" + "'\"" * 5_000),
    "labels over labels": _bytes(b"<meta charset=x-user-defined><meta charset=utf-7>" * 90 + _PRINTED.encode()),
    "overlong UTF-8 and half letters": _bytes(
        b"<p>" + b"\xc0\xbc\xed\xa0\x80\xf8\x88\x80\x80\x80" * 500 + _PRINTED.encode()
    ),
}

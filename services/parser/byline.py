"""Who wrote it: agency, author and place, from datelines, byline lines and credits, never from the running text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from contracts.article import Byline
from contracts.outlet import Outlet
from contracts.search_form import folded, search_form
from services.parser.agencies import agencies, agencies_in
from services.parser.dateline import BULLETS, Dateline, is_city, read_dateline, wording
from services.parser.dates import dates_in
from services.parser.person import is_house, is_named_person, is_person, names_somebody
from services.parser.seen import Extracted

_UNNAMED = "AGENCIES"
# Longer lines are text.
_LONGEST_LINE = 90
_LONGEST_CREDIT = 60
# A dateline stands at the first paragraph, or the second where a lead comes first.
_OPENING_PARAGRAPHS = 2
_WORDS_OF_A_NAME = 4
_HEADING = re.compile(r"[^:\n]{5,70}(?=:)")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,30})\)$")
_SPLIT = re.compile(r"\s*[|•·–—]\s*|\s+-\s*|\s*-\s+")


def read_byline(extracted: Extracted, outlet: Outlet | None) -> Byline:
    """The byline of what was extracted.

    The agency is sought in the dateline, then in the lines near title and end, in the closing credit and in the
    page's own metadata; where none is printed an agency's own outlet stands for it, without a surface.
    """
    credits = list(_credits(extracted))
    named = [each for each in credits if each.agency and each.agency != _UNNAMED]
    agency = next(iter(named), None) or next((each for each in credits if each.agency), None)
    author, line = _author(extracted, outlet)
    place = (agency and agency.place) or next((each.place for each in credits if each.place), None)
    place = place or _place(line) or next(filter(None, (_at_house(line, outlet) for line in _head(extracted))), None)
    return Byline(
        author=author,
        agency=agency.agency if agency else outlet.agency if outlet else None,
        place=place,
        surface=agency.surface if agency else line or next((each.surface for each in credits), None),
    )


def _credits(extracted: Extracted) -> Iterator[Dateline]:
    for paragraph in extracted.paragraphs[:_OPENING_PARAGRAPHS]:
        if found := read_dateline(paragraph):
            yield found
    for line in extracted.byline_lines:
        if len(line) <= _LONGEST_LINE and not _credits_a_picture(line) and (found := read_dateline(line)):
            yield found
    if extracted.paragraphs and (closing := _closing(extracted.paragraphs[-1])):
        yield closing
    for author in extracted.authors:
        if (found := read_dateline(author)) and found.agency:
            yield found


def _closing(paragraph: str) -> Dateline | None:
    """«المصدر: الأناضول» or «أ ف ب» as the last line, «(رويترز).» after the last sentence."""
    if len(paragraph) <= _LONGEST_CREDIT:
        found = read_dateline(paragraph)
        return found if found and found.agency and not _credits_a_picture(paragraph) else None
    start = max(0, len(paragraph) - _LONGEST_CREDIT)
    form = search_form(paragraph[start:])
    for named in agencies_in(form.text):
        left, right = form.text[: named.start].rstrip('«"“ '), form.text[named.end :].lstrip('»"” ')
        bracketed = left.endswith(("(", "/")) and right.startswith((")", "/"))
        sentence = left.rstrip("(/-–— ")
        if right.strip(")/. ") == "" and sentence.endswith((".", "!", "؟", "…")) and bracketed >= named.only_bracketed:
            first, _ = form.printed_span(len(sentence), named.end)
            return Dateline(named.id, None, paragraph[start + first :].strip())
    return None


def _author(extracted: Extracted, outlet: Outlet | None) -> tuple[str | None, str | None]:
    """The author and the line that names him; no line where only metadata do."""
    head, others = _head(extracted), _mastheads(extracted.byline_lines)
    for line in extracted.byline_lines:
        if len(line) > _LONGEST_LINE or line in others:
            continue
        if (who := _signed(line) or _person_and_place(line)) and is_person(who, outlet):
            return who, line
        if line in head and (who := _named(line, outlet) or _city_and_name(line, outlet)):
            return who, line
    for line in (*extracted.paragraphs[:1], *reversed(extracted.paragraphs[-2:])):
        if len(line) <= _LONGEST_CREDIT and (who := _alone(line, outlet)):
            return who, line
    for paragraph in (*extracted.paragraphs[:1], *extracted.paragraphs[-1:]):
        if (found := _signature().match(paragraph)) and is_person(found["who"], outlet):
            return found["who"].strip(), found[0].strip(" :-–—")
        if (heading := _HEADING.match(paragraph)) and (who := _heads(heading[0])) and is_person(who, outlet):
            return who, heading[0].strip()
    people = [_without_by(author) for author in extracted.authors]
    people = list(dict.fromkeys(person for person in people if is_person(person, outlet)))
    return ("، ".join(people[:3]) or None), None


def _signed(line: str) -> str | None:
    """The name after «كتب» and its like in a short line, up to the next separator or date."""
    dates = dates_in(line)
    line = line[: dates[0].start] if dates else line
    for part in _SPLIT.split(line.strip()):
        if found := _opens_with_by().match(part):
            return re.split(r"[:،,/(]", part[found.end() :].strip(" :/-–"))[0].strip(" .…") or _after_split(line, part)
    return None


def _after_split(line: str, by: str) -> str | None:
    """«كتبت - فاطمة علي»: the name stands in the part after the word."""
    parts = _SPLIT.split(line.strip())
    following = parts[parts.index(by) + 1 :]
    return following[0].strip(" :") if following else None


def _mastheads(lines: Sequence[str]) -> frozenset[str]:
    """The lines that stand under «رئيس التحرير» and the like."""
    roles = wording().masthead
    return frozenset(line for over, line in pairwise(lines) if folded(over).strip(" :") in roles)


def _head(extracted: Extracted) -> tuple[str, ...]:
    """The lines that stand before the text: what follows it may be headlines and readers' names."""
    text = frozenset(extracted.paragraphs)
    lines = extracted.byline_lines
    end = next((index for index, line in enumerate(lines) if line in text), len(lines))
    return lines[:end] if extracted.paragraphs else ()


def _city_and_name(line: str, outlet: Outlet | None) -> str | None:
    """«لندن: كميل الطويل»."""
    city, _, who = line.partition(":")
    return who.strip() if is_city(city.strip()) and is_named_person(who.strip(), outlet) else None


def _named(line: str, outlet: Outlet | None) -> str | None:
    """«غصون الحلبي», «هالة المنصوري/ ريم سعيد», «الصحيفة - عبد الرحيم الناصري»: a name and nothing beside it but
    another one, an agency or a house of few words."""
    if not names_somebody(line) or _credits_a_picture(line):
        return None
    parts = [part.strip(" .") for part in re.split(r"\s*[|/•·–—]\s*|\s+-\s*|\s*-\s+", line) if part.strip(" .")]
    people = [part for part in parts if is_named_person(part, outlet)]
    others = [part for part in parts if part not in people]
    return people[0] if people and len(others) <= 1 and all(len(each.split()) <= 2 for each in others) else None


def _alone(line: str, outlet: Outlet | None) -> str | None:
    """Who signs the text in a short line of its own at its ends."""
    return _beside_agency(line, outlet) or _named(line, outlet) or _city_and_name(line, outlet)


def _beside_agency(line: str, outlet: Outlet | None) -> str | None:
    """«بغداد - واع - نصار الربيعي», «الكويت/ مصطفى كامل/ الأناضول»: a first line of place, agency and person."""
    parts = [part.strip(' .:«»"') for part in re.split(r"[/|–—-]", line.lstrip(BULLETS)) if part.strip(' .:«»"')]
    others = [part for part in parts if is_city(part) or _is_agency(part)]
    people = [part for part in parts if part not in others and is_person(part, outlet)]
    return people[0] if len(others) == 2 and len(people) == 1 and len(people[0].split()) <= _WORDS_OF_A_NAME else None


def _is_agency(part: str) -> bool:
    plain = folded(part).strip()
    return any(each.start == 0 and each.end == len(plain) for each in agencies_in(plain))


def _at_house(line: str, outlet: Outlet | None) -> str | None:
    """«الصحيفة - أبوظبي»: the place in a line of the outlet's own name and a city."""
    parts = [part.strip(" ()") for part in re.split(r"\s*[|/:–—]\s*|\s+-\s*|\s*-\s+", line) if part.strip(" ()")]
    houses = [part for part in parts if is_house(folded(part).strip(), outlet)]
    cities = [part for part in parts if is_city(part)]
    return cities[0] if len(parts) == 2 and len(houses) == len(cities) == 1 else None


def _person_and_place(line: str) -> str | None:
    """«حسام أبو العلا - القاهرة», «عبدالله الغامدي (جدة)»."""
    line = _IN_BRACKETS.sub(r" - \1", line.strip())
    parts = [part.strip() for part in _SPLIT.split(line) if part.strip()]
    if len(parts) != 2 or is_city(parts[0]) == is_city(parts[1]):
        return None
    return parts[1] if is_city(parts[0]) else parts[0]


def _heads(heading: str) -> str | None:
    """«سعود الدعجاني - سبق - عسير», «سامي فؤاد من لندن» before the colon that opens the text: person, perhaps the
    paper, city."""
    heading = _from_city(heading)
    parts = [part.strip() for part in _SPLIT.split(heading.strip())]
    return parts[0] if len(parts) in (2, 3) and is_city(parts[-1]) and not is_city(parts[0]) else None


def _from_city(line: str) -> str:
    """«سامي فؤاد من لندن» as «سامي فؤاد - لندن»."""
    who, _, city = line.rpartition(" من ")
    return f"{who} - {city}" if len(who.split()) > 1 and is_city(city) else line


def _place(line: str | None) -> str | None:
    parts = _SPLIT.split(_IN_BRACKETS.sub(r" - \1", _from_city(line or "")))
    return next((part.strip() for part in parts if is_city(part)), None)


def _without_by(author: str) -> str:
    found = _opens_with_by().match(author.strip())
    return author.strip()[found.end() :].strip(" :/-–") if found else author.strip()


def _credits_a_picture(line: str) -> bool:
    return folded(line).startswith(wording().picture)


@cache
def _opens_with_by() -> re.Pattern[str]:
    by, with_separator = _printed(wording().by), _printed(wording().by_with_separator)
    return re.compile(rf"(?:(?:{by})(?![^\W_])|(?:{with_separator})(?=\s?(?:[:/\-–—|]|$)))", re.IGNORECASE)


@cache
def _signature() -> re.Pattern[str]:
    """At the head of a longer paragraph only «كتب: فلان -» counts: «كتب الرئيس على حسابه:» is a quotation."""
    return re.compile(
        rf"(?:{_printed(wording().by)})\s?[:/\-–—]\s?(?P<who>[^\W\d_]+(?:\s[^\W\d_]+){{1,3}})\s?[:\-–—|\n]",
        re.IGNORECASE,
    )


def _printed(forms: tuple[str, ...]) -> str:
    """Folded words as a pattern for printed text: hamza on alef and ta marbuta may be written."""
    ways = {"ا": "[اأإآ]", "ه": "[هة]", "ي": "[يى]"}
    return "|".join("".join(ways.get(letter, re.escape(letter)) for letter in form) for form in forms)


def agency_ids() -> frozenset[str]:
    """The ids that `Byline.agency` can carry."""
    return frozenset(agencies())

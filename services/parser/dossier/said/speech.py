"""The verbs by which the Arabic press reports speech, and the words that open what was said."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from contracts.search_form import folded
from services.parser.dossier.said.verbs import Verbs, read_verbs

_FILE = Path(__file__).with_name("speech.toml")


_MARKS = '[«“" ]*'  # may begin what is quoted
_PREPOSITIONS = ("عن", "عند", "من", "على", "إلى")


class Speech(Struct, frozen=True, kw_only=True):
    """speech.toml as patterns over the search form; a verb may have و or ف before it.

    `finite` matches a whole word, the others anywhere; `opener_after` are the openers of single verbs, by the verb;
    `according` ends where the name of who tells begins, or of what it stands `within`; `representing` are words by
    which someone speaks for someone else, `occasion` those that name a speech in which all was said; a line
    that begins with `announcing` is the heading of a speech, one with `whole_text` says no more than that it follows,
    one like `greeting` is its first; `as_follows` may end a line that says who speaks. Of the sets
    `after_nouns` are openers that go on with a noun that is said, where one stands before them: prepositions,
    questions, «بأن»; `feminine`, `of_several`, `of_nouns`, `topical`, `calling` and `going_on` are forms of verbs; each
    of the others is the list of its name, folded, and a line in speech.toml says what its words do.
    """

    verb: re.Pattern[str]
    finite: re.Pattern[str]
    opener: re.Pattern[str]
    opener_after: dict[str, re.Pattern[str]]
    according: re.Pattern[str]
    fronted: re.Pattern[str]
    representing: re.Pattern[str]
    occasion: re.Pattern[str]
    announcing: re.Pattern[str]
    whole_text: re.Pattern[str]
    greeting: re.Pattern[str]
    as_follows: re.Pattern[str]
    after_nouns: frozenset[str]
    bodies: frozenset[str]
    beside: frozenset[str]
    turning: frozenset[str]
    taken_up: frozenset[str]
    in_it: frozenset[str]
    feminine: frozenset[str]
    calling: frozenset[str]
    called: frozenset[str]
    topics: frozenset[str]
    clauses: frozenset[str]
    of_nouns: frozenset[str]
    no_nouns: frozenset[str]
    of_several: frozenset[str]
    topical: frozenset[str]
    times: frozenset[str]
    attending: frozenset[str]
    going_on: frozenset[str]
    describing: frozenset[str]
    led: frozenset[str]
    of_whom: frozenset[str]
    whose: frozenset[str]
    protagonists: frozenset[str]

    def opener_of(self, verb: str) -> re.Pattern[str]:
        """What opens the speech that a folded verb reports."""
        return self.opener_after.get(verb, self.opener)


@cache
def speech() -> Speech:
    """The patterns, compiled once."""
    lists = msgspec.toml.decode(_FILE.read_bytes(), type=dict[str, list[str]])
    verbs = read_verbs()
    ambiguous = {*map(folded, lists["ambiguous"])}
    return Speech(
        verb=re.compile(
            rf"(?<!\w){_behind(lists['of_things'])}(?:"
            rf"[وف]?(?P<sure>{_any(verbs.finite - ambiguous)}|(?P<participle>{_any(verbs.participles)}))"
            rf"|(?:(?<=\n)|(?<!.)|(?<=[-–] )|(?<=، )(?=(?:{_any(lists['at_commas'])})(?!\w))"
            rf"|{_once_behind(lists['before_verbs'])}|[وف])(?P<unsure>{_any(ambiguous)}))(?!\w)"
        ),
        finite=re.compile(rf"[وف]?(?:{_any(verbs.finite)})"),
        opener=_opener(lists["openers"], lists),
        opener_after=dict(_openers_after(verbs, lists)),
        according=re.compile(
            rf"(?<!\w)[وف]?(?P<by>{_any(lists['according'])}|(?P<within>{_any(lists['within'])}))(?: |(?<= ل))"
        ),
        fronted=re.compile(rf"\s*[وف]?(?:{_any(lists['fronted'])})(?!\w)"),
        representing=re.compile(rf"(?<!\w)(?:{_any(lists['representing'])})(?!\w)"),
        occasion=re.compile(
            rf"(?<!\w)[وف]?(?:{_any(lists['came'])}) (?:\w+ ){{1,4}}(?:{_any(lists['occasions'])})(?!\w)"
            rf"|(?:(?<=\n)|(?<=[.؟!] )|(?<!.))[وف]?في (?:{_any(lists['occasions'])}) ل(?=\w)"
        ),
        announcing=re.compile(rf"{_MARKS}(?:\w*نص (?:\w+ )?ل?)?(?P<speech>{_any(lists['speeches'])})(?!\w)"),
        whole_text=re.compile(rf"[^\n]{{,30}}(?<!\w)نص (?:{_any(lists['speeches'])})(?!\w)[ :.]*$", re.MULTILINE),
        greeting=re.compile(
            rf"{_MARKS}(?:(?:{_any(lists['blessings'])})(?!\w)|(?:{_any(lists['greetings'])})(?!\w)[^\n.]{{,200}}[،,!:]$)",
            re.MULTILINE,
        ),
        as_follows=re.compile(rf"(?: (?:{_any(lists['as_follows'])}))?[ .:،]*"),
        after_nouns=frozenset(map(folded, (*_PREPOSITIONS, *lists["questions"], *_with_that(lists["openers"])))),
        feminine=verbs.feminine,
        of_several=verbs.of_several,
        of_nouns=verbs.opening("noun"),
        topical=verbs.kinds["topic"],
        calling=verbs.kinds["calls"],
        going_on=verbs.kinds["goes_on"],
        **{name: frozenset(map(folded, lists[name])) for name in _sets() if name in lists},
    )


def _sets() -> Iterator[str]:
    """The names of the lists that are asked whether a word is one of theirs."""
    return (field.name for field in structs.fields(Speech) if field.type == frozenset[str])


def verb_of(match: re.Match[str]) -> str:
    """The verb or participle that a match of `Speech.verb` is, without what stands before it."""
    return match["sure"] or match["unsure"]


def is_tied(verb: re.Match[str]) -> bool:
    """Whether «and» or «then» ties a match of `Speech.verb` to what stands before it: وقال, but وصف."""
    return verb.start() < verb.start("sure" if verb["sure"] else "unsure")


def is_present(verb: re.Match[str]) -> bool:
    """Whether a match of `Speech.verb` has the form of a verb in the present that nothing ties: يؤكد, تدعو."""
    return not is_tied(verb) and verb[0][0] in "يت"


def is_of_several(verb: re.Match[str]) -> bool:
    """Whether a match of `Speech.verb` has a form of two or more who speak: أكدوا, مشددين."""
    return verb_of(verb) in speech().of_several


def calls_on(verb: re.Match[str]) -> bool:
    """Whether a match of `Speech.verb` turns to whoever is named behind it: دعا قطر إلى, شكر قطر على."""
    return verb_of(verb) in speech().calling


def _openers_after(verbs: Verbs, lists: dict[str, list[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What opens the speech of each form of a verb that has openers of its own."""
    alone = {"as": lists["as_which"], "thanks": lists["thanks"]}
    more = {"object": lists["objects"], "question": lists["questions"], "again": lists["again"]}
    more |= {preposition: [preposition] for preposition in _PREPOSITIONS}
    for form, opens in verbs.opens.items():
        words = [word for what in opens for word in more.get(what, ())]
        if opens and opens[0] in alone:
            yield form, _opener(alone[opens[0]], lists)
        elif words or verbs.tied(form):
            yield form, _opener([*lists["openers"], *words], lists, tied=verbs.tied(form))


def _with_that(openers: list[str]) -> Iterator[str]:
    """Those of the openers that are «with» and «that»: بأن, بأنه."""
    return (word for word in openers if word.startswith("ب"))


def _opener(words: list[str], lists: dict[str, list[str]], tied: str = "") -> re.Pattern[str]:
    """What opens speech: one of the words, a sign or, where one is `tied` to its noun, «with» or «to»."""
    noun = rf"(?<!\w)(?!(?:{_any(lists['not_with'])})(?!\w))(?P<tied>{tied}\w{{2,}})|" if tied else "(?P<tied>(?!))|"
    word = rf"(?<!\w)(?:{_any(words)})(?!\w)(?!\s(?:{_any(lists['places'])})(?!\w))\s?"
    return re.compile(rf"{noun}{_behind(lists['not_that'])}{word}|(?::(?: ?-(?=\s|$))?|[«“]|(?<!\w)\")\s?")


def _once_behind(words: list[str]) -> str:
    """That one of the words stands right before."""
    return "|".join(rf"(?<=\b{word} )" for word in map(folded, words))


def _behind(words: list[str]) -> str:
    """That none of the words stands right before."""
    return "".join(rf"(?<!\b{word} )" for word in map(folded, words))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, map(folded, words)), key=len, reverse=True))

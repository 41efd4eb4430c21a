"""The verbs by which the Arabic press reports speech, and the words that open what was said."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from contracts.search_form import folded

_FILE = Path(__file__).with_name("speech.toml")


# The prepositions behind the lists of verbs that take them.
_PREPOSITIONS = {"about": "عن", "from": "من", "on": "على", "to": "إلى"}


class Speech(Struct, frozen=True, kw_only=True):
    """speech.toml as patterns over the search form; a verb may have و or ف before it.

    `finite` matches a whole word, the others anywhere; `according` ends where the name of who tells begins.
    `representing` are the words by which someone speaks for someone else, `occasion` those that name a speech in which
    all was said. Of the sets: `bodies` are nouns that speak without a name; behind prepositions of `beside` nobody
    acts; `turning` words turn to someone; `taken_up` ones stand for someone named before; `in_it` behind a verb says
    that it is of what was named before; `feminine` are verbs and participles; behind verbs of `calling` nouns of
    `called` are called on; before a colon `topics` say what a headline is about; `clauses` begin a clause with its
    subject; verbs `of_nouns` take what is said right behind them, unless it is one of `no_nouns`; two or more speak by
    those `of_several`; of bodies `topical` ones tell what they spoke about and not what they said; `times` say when;
    who stands behind `attending` ones only attends; with `going_on` verbs goes on who spoke before; `describing` words
    are no part of a body's name; those `of_whom` are of who is named right before; who is named right behind `whose`
    ones does not speak; who spoke last may have an office of `protagonists` without being printed with it.
    """

    verb: re.Pattern[str]
    finite: re.Pattern[str]
    opener: re.Pattern[str]
    opener_after: dict[str, re.Pattern[str]]
    according: re.Pattern[str]
    fronted: re.Pattern[str]
    representing: re.Pattern[str]
    occasion: re.Pattern[str]
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
    lists["verbs"] += lists["of_several"]
    sure = [verb for verb in lists["verbs"] if verb not in lists["ambiguous"]]
    return Speech(
        verb=re.compile(
            rf"(?<!\w){_behind(lists['of_things'])}(?:"
            rf"[وف]?(?P<sure>{_any(sure)}|(?P<participle>{_any(lists['participles'])}))"
            rf"|(?:(?<=\n)|(?<!.)|(?<=[-–] )|(?<=، )(?=(?:{_any(lists['at_commas'])})(?!\w))"
            rf"|{_once_behind(lists['before_verbs'])}|[وف])(?P<unsure>{_any(lists['ambiguous'])}))(?!\w)"
        ),
        finite=re.compile(rf"[وف]?(?:{_any(lists['verbs'])})"),
        opener=_opener(lists["openers"], lists),
        opener_after=_openers_after(lists),
        according=re.compile(rf"(?<!\w)[وف]?(?P<by>{_any(lists['according'])})(?: |(?<= ل))"),
        fronted=re.compile(rf"\s*[وف]?(?:{_any(lists['fronted'])})(?!\w)"),
        representing=re.compile(rf"(?<!\w)(?:{_any(lists['representing'])})(?!\w)"),
        occasion=re.compile(
            rf"(?<!\w)[وف]?(?:{_any(lists['came'])}) (?:\w+ ){{1,4}}(?:{_any(lists['occasions'])})(?!\w)"
        ),
        feminine=frozenset(_feminine([*map(folded, lists["verbs"])], [*map(folded, lists["participles"])])),
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


def _openers_after(lists: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """What opens the speech of the verbs that take a preposition or an object besides."""
    taken: dict[str, list[str]] = {}
    for name, preposition in _PREPOSITIONS.items():
        for verb in lists[name]:
            taken.setdefault(folded(verb), []).append(preposition)
    for name in ("objects", "thanks", "questions", "again"):
        for verb in lists[f"of_{name}"]:
            taken.setdefault(folded(verb), []).extend(lists[name])
    tied = {folded(verb): "ب" for verb in lists["with"]} | {folded(verb): "ل" for verb in lists["to_tied"]}
    others = {
        verb: _opener([*lists["openers"], *taken.get(verb, ())], lists, tied=tied.get(verb, ""))
        for verb in {*taken, *tied}
    }
    return others | dict.fromkeys(map(folded, lists["of_which"]), _opener(lists["as_which"], lists))


def _opener(words: list[str], lists: dict[str, list[str]], tied: str = "") -> re.Pattern[str]:
    """What opens speech: one of the words, a sign or, where one is `tied` to its noun, «with» or «to»."""
    noun = rf"(?<!\w)(?!(?:{_any(lists['not_with'])})(?!\w))(?P<tied>{tied}\w{{2,}})|" if tied else "(?P<tied>(?!))|"
    word = rf"(?<!\w)(?:{_any(words)})(?!\w)(?!\s(?:{_any(lists['places'])})(?!\w))\s?"
    return re.compile(rf"{noun}{_behind(lists['not_that'])}{word}|(?::(?: ?-(?=\s|$))?|[«“]|(?<!\w)\")\s?")


def _feminine(verbs: list[str], participles: list[str]) -> Iterator[str]:
    """The feminine ones of folded verbs, in the past and in the present, and participles."""
    for verb in verbs:
        past = verb.endswith("ت") and any(verb[:-1] + weak in verbs for weak in ("", "ا", "ي"))  # دعا, دعت; but لفت
        if past or (verb[0] == "ت" and "ي" + verb[1:] in verbs):
            yield verb
    yield from (participle for participle in participles if participle.endswith("ه") and not participle.startswith("ب"))


def _once_behind(words: list[str]) -> str:
    """That one of the words stands right before."""
    return "|".join(rf"(?<=\b{word} )" for word in map(folded, words))


def _behind(words: list[str]) -> str:
    """That none of the words stands right before."""
    return "".join(rf"(?<!\b{word} )" for word in map(folded, words))


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, map(folded, words)), key=len, reverse=True))

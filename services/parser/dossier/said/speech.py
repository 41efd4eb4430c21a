"""The verbs by which the Arabic press reports speech, and the words that open what was said."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct, structs

from contracts.search_form import folded
from services.parser.dossier.said.lists import any_of, lists, not_behind, one_of, right_behind
from services.parser.dossier.said.verbs import Verbs, read_verbs

_PREPOSITIONS = ("عن", "عند", "من", "على", "إلى")


class Speech(Struct, frozen=True, kw_only=True):
    """speech.toml as patterns over the search form; a verb may have و or ف before it.

    `finite` matches a whole word, the others anywhere; `opener_after` are the openers of single verbs, by the verb;
    `according` ends where the name of who tells begins, or of what it stands `within`; `relaying` by verb is what
    stands between it and whom it is of. Of the sets `after_nouns` are openers that go on with a noun that is said,
    where one stands before them: prepositions, questions, objects, «بأن»; `feminine`, `of_several`, `of_nouns`,
    `topical`, `calling`, `thanking`, `going_on` and `opening` are forms of verbs; each of the others is the list of its
    name, folded, and a line in speech.toml says what its words do.
    """

    verb: re.Pattern[str]
    finite: re.Pattern[str]
    opener: re.Pattern[str]
    opener_after: dict[str, re.Pattern[str]]
    according: re.Pattern[str]
    after_nouns: frozenset[str]
    bodies: frozenset[str]
    bodies_behind: frozenset[str]
    people_behind: frozenset[str]
    quantifiers: frozenset[str]
    beside: frozenset[str]
    turning: frozenset[str]
    taken_up: frozenset[str]
    again_alone: frozenset[str]
    superlatives: frozenset[str]
    issued_to: frozenset[str]
    in_it: frozenset[str]
    feminine: frozenset[str]
    calling: frozenset[str]
    thanking: frozenset[str]
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
    opening: frozenset[str]
    relaying: dict[str, re.Pattern[str]]
    capitals: frozenset[str]
    agencies: frozenset[str]
    no_speakers: frozenset[str]
    of_men: frozenset[str]
    told_of: frozenset[str]
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
    verbs = read_verbs()
    ambiguous = {*map(folded, lists()["ambiguous"])}
    return Speech(
        verb=re.compile(
            rf"(?<!\w)(?:(?<=في حين )|(?<=كثيرا ما )|{not_behind('of_things')})(?:"
            rf"[وف]?(?P<sure>{any_of(verbs.finite - ambiguous)}|(?P<participle>{any_of(verbs.participles)}))"
            rf"|(?:(?<=\n)|(?<!.)|(?<=[-–] )|(?:(?<=، )|(?<=\.\. ))(?=(?:{one_of('at_commas')})(?!\w))"
            rf"|{right_behind('before_verbs', 'turned')}|(?=\w+ (?:{one_of('in_it')})(?!\w))|[وف])"
            rf"(?P<unsure>{any_of(ambiguous)}))(?!\w)"
        ),
        finite=re.compile(rf"[وف]?(?:{any_of(verbs.finite)})"),
        opener=_opener(lists()["openers"]),
        opener_after=dict(_openers_after(verbs)),
        according=re.compile(
            rf"(?<!\w)[وف]?(?P<by>(?P<told>(?:{one_of('by_what')}) (?:{one_of('was_told')})"
            rf"(?: (?:{one_of('times')}))*)|{one_of('according')}|(?P<within>{one_of('within')}))(?: |(?<= ل))"
        ),
        after_nouns=frozenset(map(folded, _after_nouns())),
        feminine=verbs.feminine,
        of_several=verbs.of_several,
        of_nouns=verbs.opening("noun"),
        topical=verbs.kinds["topic"],
        calling=verbs.kinds["calls"],
        thanking=verbs.kinds["thanks"],
        going_on=verbs.kinds["goes_on"],
        opening=verbs.kinds["opening"],
        relaying={verb: _behind_whom(*verbs.opens[verb]) for verb in verbs.kinds["relays"]},
        **{name: frozenset(map(folded, lists()[name])) for name in _sets() if name in lists()},
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


def calls_behind(verb: re.Match[str], before: bool | None) -> bool:
    """Whether a match of `Speech.verb` turns to what stands right behind it: not a woman's form, of which a state or a
    body is the subject (دعت مصر المجلس إلى), unless who spoke `before` is known to be feminine too."""
    return calls_on(verb) and not (verb_of(verb) in speech().feminine and not before)


def thanks(verb: re.Match[str]) -> bool:
    """Whether a match of `Speech.verb` needs whom it thanks: شكر الوزير فلانا على."""
    return verb_of(verb) in speech().thanking


def may_be_subject(verb: re.Match[str], word: str) -> bool:
    """Whether a definite word right behind a match of `Speech.verb` may be who speaks: behind a man's form a woman's is
    turned to, and so are things: ونبه الأسرة الدولية إلى, وناشد الحكومات أن."""
    of_men = not word.endswith(("ه", "ات")) or word in speech().of_men
    return of_men or not word.startswith("ال") or verb_of(verb) in speech().feminine


def _openers_after(verbs: Verbs) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What opens the speech of each form of a verb that has openers of its own."""
    alone = {"as": lists()["as_which"], "thanks": lists()["thanks"], "that": lists()["that_alone"]}
    more = {
        "object": lists()["objects"],
        "question": lists()["questions"],
        "again": lists()["again"],
        "in_it": ["فيه", "فيها"],
    }
    more |= {preposition: [preposition] for preposition in _PREPOSITIONS}
    for form, opens in verbs.opens.items():
        if form in verbs.kinds["relays"]:
            continue
        words = [word for what in opens for word in more.get(what, ())]
        if opens and opens[0] in alone:
            yield form, _opener(alone[opens[0]], signs=opens[0] != "that")
        elif words or verbs.tied(form):
            yield form, _opener([*lists()["openers"], *words], tied=verbs.tied(form))


def _behind_whom(preposition: str) -> re.Pattern[str]:
    """From a verb that relays what others say to whom it is of."""
    return re.compile(rf"[^\n.،]{{,60}}? {folded(preposition)} ")


def _after_nouns() -> Iterator[str]:
    """The openers that go on with a noun before them, of «that» those with «with»: بأن, بأنه."""
    yield from (*_PREPOSITIONS, *lists()["questions"], *lists()["objects"])
    yield from (word for word in lists()["openers"] if word.startswith("ب"))


def _opener(words: list[str], tied: str = "", signs: bool = True) -> re.Pattern[str]:
    """What opens speech: one of the words, one of the `signs` or, where one is `tied` to its noun, «with» or «to»."""
    noun = rf"(?<!\w)(?!(?:{one_of('not_with')})(?!\w))(?P<tied>{tied}\w{{2,}})|" if tied else "(?P<tied>(?!))|"
    word = rf"(?<!\w)(?:{any_of(words)})(?!\w)(?!\s(?:{one_of('places')})(?!\w))\s?"
    sign = r"|(?::(?: ?-(?=\s|$))?|[«“]|(?<!\w)\"|(?<=\s)”)\s?" if signs else ""
    return re.compile(rf"{noun}{not_behind('not_that')}{word}{sign}")

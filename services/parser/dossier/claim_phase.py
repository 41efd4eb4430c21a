"""Of which phase's conference a figure is stated; of none what is said of others, of borders or of members."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from contracts.article import PhaseFound
from services.parser.dossier.compiled import ConferenceMatcher, Dossier, PhaseMatcher
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.sentences import sentence_end, sentence_start

_MISSTATED = timedelta(days=31)  # how far from its days a conference may be stated to be held
_NAMED = 300  # letters before a figure in which its sentence names a phase
_LONGEST_WORD = 12  # letters of one that stands right before a figure


class ClaimPhases:
    """The phases of one article, and which of them a figure in it is of.

    Where the article is `about` one of them, a figure is of the phase that its sentence names nearest before it, else
    of the main one; elsewhere only its sentence tells.
    """

    def __init__(self, dossier: Dossier, phases: Sequence[PhaseFound], about: bool) -> None:
        found = {phase.id for phase in phases}
        self._matcher = dossier.claims.conference
        self._phases = [matcher for matcher in dossier.phases if matcher.id in found]
        self._numbers = {matcher.number for matcher in dossier.phases}
        self._main = next((phase.id for phase in phases if phase.main and about), None)

    def of_figure(self, kind: str, value: float, field: FoldedField, start: int, end: int) -> str | None:
        """The phase of the figure at the folded [start, end); null where it is of no conference of the process."""
        if self._matcher is None or not self._phases:
            return None
        first, last = sentence_start(field.text, start), sentence_end(field.text, end)
        if kind == self._matcher.entry.numbered:
            phase = self._numbered(value)
        elif kind in self._matcher.entry.kinds and not _is_behind(self._matcher, field.text, start):
            phase = self._named_in(field.text[max(first, start - _NAMED) : start])
        else:
            return None
        reach = self._matcher.entry.within
        around = field.text[max(first, start - reach) : min(last, end + reach)]
        return None if any(pattern.found_in(around) for pattern in self._matcher.apart) else phase

    def of_day(self, day: date) -> str | None:
        """The phase whose conference is held on a day, or is stated to be."""
        near = (
            matcher.id
            for matcher in self._phases
            if matcher.held and matcher.held.begins - _MISSTATED <= day <= matcher.held.ends + _MISSTATED
        )
        return next(near, None)

    def _numbered(self, value: float) -> str | None:
        """The phase of that number; the main one where the article speaks of no phase of that number, but one has it:
        some call the fourth conference the third."""
        known = next((matcher.id for matcher in self._phases if matcher.number == value), None)
        return known or (self._main if value in self._numbers else None)

    def _named_in(self, before: str) -> str | None:
        """The phase that is named last before a figure in its sentence."""
        named = [(start, phase.id) for phase in self._phases for start in _named(phase, before)]
        return max(named)[1] if named else self._main


def _named(phase: PhaseMatcher, sentence: str) -> Iterator[int]:
    """Where a part of a sentence names a phase."""
    for patterns in phase.cues.values():
        for pattern in patterns:
            for start, _ in pattern.matches(sentence):
                yield start
    if phase.held:
        for match in re.finditer(rf"(?<!\d){phase.held.year}(?!\d)", sentence):
            yield match.start()


def _is_behind(matcher: ConferenceMatcher, text: str, at: int) -> bool:
    """Whether a word stands right before a figure that makes it another matter's."""
    before = text[max(0, at - _LONGEST_WORD) : at]
    return matcher.behind is not None and matcher.behind.search(before) is not None

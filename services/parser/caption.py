"""Captions of pictures among the lines of a text, known by whom they credit."""

import re

from contracts.search_form import folded
from services.parser.agencies import agencies_in

_LONGEST = 150
# «وزير الخارجية خلال الجلسة (كونا)»: a place or two words before the bracket are a dateline's.
_FEWEST_WORDS = 3
_CREDITED = re.compile(r"(?P<shown>.*[^\s.؟!…:])\s*[(\[](?P<by>[^()\[\]]{2,40})[)\]]\s*\.?")


def credits_a_picture(line: str) -> bool:
    """Whether a line shows who or what and credits an agency for it: «جانب من الافتتاح (رويترز)»; a sentence with its
    full stop before the bracket is none."""
    if len(line) > _LONGEST or not line.rstrip(". ").endswith((")", "]")):
        return False
    found = _CREDITED.fullmatch(folded(line))
    if found is None or len(found["shown"].split()) < _FEWEST_WORDS:
        return False
    credited = agencies_in(found["by"])
    return any(each.end - each.start > len(found["by"]) // 2 for each in credited)

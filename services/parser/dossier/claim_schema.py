"""claims.toml as an Arabist writes it: which figures an article may state, and by which words they are told."""

from msgspec import Struct


class Counted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of figure: the nouns that a number must count to be one; `unit` is theirs in English.

    One of the patterns `followed_by`, where there are any, must follow the noun, and one of `preceded_by` stand
    before the number, none of `not_preceded_by`.
    """

    kind: str
    unit: str
    nouns: tuple[str, ...]
    followed_by: tuple[str, ...] = ()
    preceded_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()


class Bare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of figure whose noun stands before the number, and none behind it: عدد المشاركين 450.

    One of the patterns `preceded_by` must stand before the number in its clause, and a pause or one of `followed_by`
    right behind it.
    """

    kind: str
    unit: str
    preceded_by: tuple[str, ...]
    followed_by: tuple[str, ...] = ()


class Dual(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that are number and noun in one: يومين."""

    kind: str
    unit: str
    value: float
    words: tuple[str, ...]


class Ranked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an ordinal without the article numbers.

    It stands right before one of the patterns `before` (رابع مؤتمر) or right after one of `after` (مؤتمر دولي رابع);
    none of `not_followed_by` may follow, none of `not_preceded_by` stand before.
    """

    kind: str
    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    not_followed_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()


class Ordinal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an ordinal numbers; no more than `within` words stand between noun and ordinal.

    One of the patterns `followed_by`, where there are any, must follow the ordinal, none of `not_followed_by` may, and
    none of `not_preceded_by` may stand before the noun in its clause.
    """

    kind: str
    unit: str
    nouns: tuple[str, ...]
    followed_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()
    not_followed_by: tuple[str, ...] = ()
    within: int = 3


class Held(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The kinds of claim for the first and last day of a span that stands within `within` letters of one of `near`."""

    begins: str
    ends: str
    near: tuple[str, ...]
    within: int = 160


class Conference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which figures are stated of a conference: those of `kinds` and, as its number, those of the kind `numbered`.

    None is that has a pattern of `apart` within `within` letters in its sentence, nor a count with a word of `behind`
    right before it.
    """

    kinds: tuple[str, ...]
    numbered: str | None = None
    apart: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    within: int = 60


class Claims(Struct, frozen=True, forbid_unknown_fields=True):
    """claims.toml."""

    counted: tuple[Counted, ...] = ()
    bare: tuple[Bare, ...] = ()
    dual: tuple[Dual, ...] = ()
    ranked: tuple[Ranked, ...] = ()
    ordinal: tuple[Ordinal, ...] = ()
    held: Held | None = None
    conference: Conference | None = None

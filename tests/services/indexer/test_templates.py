"""The templates hold what the contracts and the parser's folding say."""

import typing
import unicodedata

import msgspec

from contracts.article import Article
from contracts.outcome import Outcome
from contracts.search_form import fold_letter
from services.indexer.template import articles_template, ledger_template

ARTICLES = articles_template("dushanbe", {"synonyms": []})["template"]


def _fields(kind):
    """The JSON shape of a message: name to shape, null for a plain value."""
    return {field.name: _shape(field.type) for field in msgspec.structs.fields(kind)}


def _shape(annotation):
    for part in (annotation, *typing.get_args(annotation)):
        if isinstance(part, type) and issubclass(part, msgspec.Struct):
            return _fields(part)
    return None


def _mapped(properties):
    return {
        name: _mapped(mapping["properties"]) if "properties" in mapping else None
        for name, mapping in properties.items()
    }


def test_every_field_of_an_article_is_mapped_and_no_other():
    expected = _fields(Article)
    del expected["paragraphs"]
    assert _mapped(ARTICLES["mappings"]["properties"]) == expected


def test_every_field_of_an_outcome_is_mapped_and_no_other():
    assert _mapped(ledger_template()["template"]["mappings"]["properties"]) == _fields(Outcome)


def test_letters_are_folded_as_the_parser_folds_them():
    rules = dict(rule.split("=>") for rule in ARTICLES["settings"]["analysis"]["char_filter"]["fold"]["mappings"])
    printed = {_plain(source): _plain(target) for source, target in rules.items()}
    blocks = (
        range(0x600, 0x700),
        range(0x750, 0x780),
        range(0x870, 0x900),
        range(0xFB50, 0xFE00),
        range(0xFE70, 0xFF00),
    )
    assigned = [chr(point) for block in blocks for point in block if unicodedata.category(chr(point)) != "Cn"]
    assert len(printed) > 900
    for letter in assigned:
        # Spaces and case are the tokenizer's and the lowercase filter's business.
        if not letter.isspace() and letter.lower() == letter:
            assert printed.get(letter, letter) == fold_letter(letter), f"U+{ord(letter):04X}"


def test_one_rule_is_enough_for_every_letter_because_rules_do_not_chain():
    rules = dict(rule.split("=>") for rule in ARTICLES["settings"]["analysis"]["char_filter"]["fold"]["mappings"])
    sources = {_plain(source) for source in rules}
    assert not [target for target in rules.values() if sources & set(_plain(target))]


def _plain(escaped):
    return escaped.encode().decode("unicode_escape")

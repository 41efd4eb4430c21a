"""The analyses that are compared: what makes their index, and what a query becomes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from queries.search import Asked, request
from services.indexer.spellings import read_families
from services.indexer.synonyms import rules_of
from services.indexer.template import articles_template

# The field that holds a text in every index.
FIELD = "body"
_SETTINGS: Mapping[str, object] = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": "-1",
    # Sizes are told at once after a merge.
    "store.stats_refresh_interval": "0s",
}


class Analysis(Struct, frozen=True):
    """One way to index and search Arabic: its name, index settings and mappings, and the query for a text."""

    name: str
    settings: Mapping[str, Any]
    mappings: Mapping[str, Any]
    query: Callable[[str], Mapping[str, Any]]


def analyses(dossier: Path) -> list[Analysis]:
    """Ours with the spellings of a dossier's folder, and Elasticsearch's own: `standard`, `arabic`, Snowball's.

    All are asked alike: any word of the query may fit. The last is ours as `masar search` asks: every word must.
    """
    ours = _ours(dossier)
    every_word = msgspec.structs.replace(
        ours, name="masar, every word", query=lambda text: request(Asked(text=text))["query"]
    )
    return [ours, _stock("standard", {}), _stock("arabic", {}), _stock("snowball", _SNOWBALL), every_word]


def _ours(dossier: Path) -> Analysis:
    rules = [rule["synonyms"] for rule in rules_of(read_families(dossier))]
    template = articles_template(dossier.name, {"synonyms": rules})["template"]
    return Analysis(
        "masar",
        {**_SETTINGS, "analysis": template["settings"]["analysis"]},
        template["mappings"],
        lambda text: {"multi_match": {"query": text, "type": "most_fields", "fields": [FIELD, f"{FIELD}.light^0.5"]}},
    )


def _stock(name: str, analysis: Mapping[str, Any]) -> Analysis:
    field = {"type": "text", "analyzer": name, "index_options": "offsets"}
    return Analysis(
        name,
        {**_SETTINGS, "analysis": analysis},
        {"properties": {FIELD: field}},
        lambda text: {"match": {FIELD: text}},
    )


# As Elasticsearch's pages on the filter show it, with the normalisation that its `arabic` analyzer has.
_SNOWBALL: Mapping[str, Any] = {
    "filter": {"arabic_snowball": {"type": "snowball", "language": "Arabic"}},
    "analyzer": {
        "snowball": {
            "tokenizer": "standard",
            "filter": ["lowercase", "decimal_digit", "arabic_normalization", "arabic_snowball"],
        }
    },
}

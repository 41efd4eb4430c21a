"""The baseline of an analyst: keyword queries in Elasticsearch, over a temporary index with the `arabic` analyzer."""

from collections.abc import Mapping, Sequence

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

_INDEX = "masar-eval-keywords"
_CITY = '("دوشنبه" OR "دوشانبه" OR "دوشانبي" OR "دوشنبيه" OR "دوشنبة")'
# What an analyst would type today: every spelling of the city, quoted; and, where that finds too much, the topic too.
QUERIES: Mapping[str, str] = {
    "the city's spellings": _CITY,
    "and «الإرهاب»": f"{_CITY} AND (الإرهاب OR إرهاب OR الإرهابية)",
    "or the conference in Kuwait": f'({_CITY} AND الإرهاب) OR ("مؤتمر" AND "الكويت" AND "مكافحة الإرهاب")',
}


def keyword_hits(address: str, texts: Sequence[str]) -> dict[str, list[bool]]:
    """For each query whether it finds each text. The index is made anew and deleted afterwards."""
    client = Elasticsearch(address)
    try:
        client.options(ignore_status=404).indices.delete(index=_INDEX)
        text = {"type": "text", "analyzer": "arabic"}
        client.indices.create(index=_INDEX, mappings={"properties": {"text": text}})
        bulk(client, ({"_index": _INDEX, "_id": str(at), "text": text} for at, text in enumerate(texts)), refresh=True)
        return {name: _found(client, query, len(texts)) for name, query in QUERIES.items()}
    finally:
        client.options(ignore_status=404).indices.delete(index=_INDEX)
        client.close()


def _found(client: Elasticsearch, query: str, count: int) -> list[bool]:
    wanted = {"query_string": {"query": query, "default_field": "text"}}
    hits = client.search(index=_INDEX, query=wanted, size=count, source=False)["hits"]["hits"]
    found = {hit["_id"] for hit in hits}
    return [str(at) in found for at in range(count)]

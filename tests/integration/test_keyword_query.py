"""The keyword baseline finds what an analyst's query finds, and leaves no index behind."""

import pytest
from elasticsearch import Elasticsearch

from evaluation.keyword_query import keyword_hits

pytestmark = pytest.mark.integration

TEXTS = [
    "اختتم في دوشانبي مؤتمر مكافحة الإرهاب.",
    "افتتح في دوشنبة معرض للكتاب.",
    "اختتم في الكويت مؤتمر مكافحة الإرهاب.",
    "أسعار الذهب اليوم.",
]


def test_the_queries_find_what_they_say(elasticsearch_address: str) -> None:
    found = keyword_hits(elasticsearch_address, TEXTS)

    assert list(found.values()) == [
        [True, True, False, False],
        [True, False, False, False],
        [True, False, True, False],
    ]
    client = Elasticsearch(elasticsearch_address)
    try:
        assert not client.indices.exists(index="masar-eval-keywords")
    finally:
        client.close()

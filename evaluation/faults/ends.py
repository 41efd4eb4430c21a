"""Has every page of a press come to the end that it must come to? As the index and the ledger have it."""

from collections import Counter
from collections.abc import Mapping

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from contracts.addresses import page_id
from contracts.indexes import ARTICLES
from queries.account import Account
from queries.ledger import outcomes


def indexed(client: Elasticsearch, planned: Mapping[str, str]) -> list[str]:
    """The addresses among `planned` that the index holds, one for each document."""
    client.indices.refresh(index=ARTICLES)
    found = scan(client, index=ARTICLES, query={"query": {"match_all": {}}, "_source": ["url"]})
    return [url for hit in found if (url := hit["_source"]["url"]) in planned]


def complaints(client: Elasticsearch, planned: Mapping[str, str]) -> list[str]:
    """What is lost, doubled, astray or left open, in words, over addresses and the ends they must come to."""
    there = indexed(client, planned)
    due = {url for url, end in planned.items() if end == "indexed"}
    account = Account()
    for outcome in outcomes(client):
        account.add(outcome)
    ends = account.ends()
    wrong = Counter((end, ends.get(page_id(url))) for url, end in planned.items() if ends.get(page_id(url)) != end)
    found = {
        "pages are not in the index": len(due - set(there)),
        "articles are in the index that should not be": len(set(there) - due),
        "articles are there twice": len(there) - len(set(there)),
        **{f"pages ended as {said or 'nothing yet'} and not as {end}": count for (end, said), count in wrong.items()},
    }
    return [f"{count} {what}" for what, count in found.items() if count]

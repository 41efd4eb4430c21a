"""The index's own forms of the invented words, looked up instead of made anew for every article.

Making the forms of a word takes most of the time of indexing, and the invented articles have but some thousand words:
what the analyzer makes of each is asked once. What stands in the index in the end is the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch

# Words asked at once: an index refuses to show more than 10,000 forms in one answer.
_AT_ONCE = 200


@contextmanager
def looked_up(client: Elasticsearch, index: str, texts: Sequence[str]) -> Iterator[None]:
    """While this lasts, the analyzer `light` of the index knows the words of these texts by heart.

    Raises RuntimeError where a text would be indexed otherwise than by the index's own analyzer.
    """
    (settings,) = client.indices.get_settings(index=index).body.values()
    own = settings["settings"]["index"]["analysis"]["analyzer"]["light"]
    rules = [f"{word} => {', '.join(forms)}" for word, forms in sorted(_forms(client, index, texts).items())]
    samples = ["\n".join(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    expected = [_tokens(client, index, "light", sample) for sample in samples]
    by_heart = {"tokenizer": "standard", "char_filter": ["fold"], "filter": ["lowercase", "by_heart"]}
    _set(
        client, index, {"filter": {"by_heart": {"type": "synonym", "synonyms": rules}}, "analyzer": {"light": by_heart}}
    )
    try:
        for sample, tokens in zip(samples, expected, strict=True):
            if _tokens(client, index, "light", sample) != tokens:
                raise RuntimeError(f"{index}: the looked up forms differ from the analyzer's own in: {sample[:80]}")
        yield
    finally:
        _set(client, index, {"filter": {"by_heart": None}, "analyzer": {"light": own}})


def _forms(client: Elasticsearch, index: str, texts: Sequence[str]) -> Mapping[str, list[str]]:
    words = sorted({token for text in texts for token in text.split()})
    folded: set[str] = set()
    for at in range(0, len(words), _AT_ONCE):
        folded |= {token for token, _, _ in _tokens(client, index, "exact", "\n".join(words[at : at + _AT_ONCE]))}
    exact, found = sorted(folded), dict[str, list[str]]()
    for at in range(0, len(exact), _AT_ONCE):
        some = exact[at : at + _AT_ONCE]
        by_place: dict[int, list[str]] = {}
        for form, _, start in _tokens(client, index, "light", "\n".join(some)):
            by_place.setdefault(start, []).append(form)
        start = 0
        for word in some:
            found[word] = by_place[start]
            start += len(word) + 1
    return found


def _tokens(client: Elasticsearch, index: str, analyzer: str, text: str) -> set[tuple[str, int, int]]:
    """Each token with its position and where it begins."""
    answer = client.indices.analyze(index=index, analyzer=analyzer, text=text)
    return {(token["token"], token["position"], token["start_offset"]) for token in answer["tokens"]}


def _set(client: Elasticsearch, index: str, analysis: Mapping[str, Any]) -> None:
    client.indices.close(index=index)
    try:
        client.indices.put_settings(index=index, settings={"analysis": analysis})
    finally:
        client.indices.open(index=index)
        client.cluster.health(index=index, wait_for_status="yellow", timeout="60s")

"""The client of Elasticsearch, which notes how long each page waited for it."""

from contextvars import ContextVar
from time import perf_counter
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.serializer import JsonSerializer

from services.desk.settings import DeskSettings


class Waited:
    """Seconds that one request of a reader waited for Elasticsearch."""

    def __init__(self) -> None:
        self.seconds = 0.0


waited: ContextVar[Waited | None] = ContextVar("waited", default=None)


class QuickJson(JsonSerializer):
    """Reads answers in a fraction of the time: those with hundreds of articles took longer to read than to be found."""

    def json_loads(self, data: bytes) -> Any:
        """The answer; what is no proper JSON is left to the client's own reading."""
        try:
            return msgspec.json.decode(data)
        except msgspec.DecodeError:
            return super().json_loads(data)


class NotingElasticsearch(Elasticsearch):
    """As its parent, and adds the time of each request to the Waited of the reader's request."""

    def perform_request(self, *args: Any, **named: Any) -> Any:
        """Ask, and note the time."""
        began = perf_counter()
        try:
            return super().perform_request(*args, **named)
        finally:
            if noted := waited.get():
                noted.seconds += perf_counter() - began


def open_index(settings: DeskSettings) -> NotingElasticsearch:
    """A client that tries once: whoever reads a page can ask again. Raises OSError where the key's file is missing."""
    return NotingElasticsearch(
        settings.elasticsearch,
        api_key=settings.elasticsearch_key,
        **settings.elasticsearch_trust,
        request_timeout=settings.ask_time,
        max_retries=0,
        retry_on_timeout=False,
        connections_per_node=40,
        serializers={QuickJson.mimetype: QuickJson()},
        # A node that was away is asked again at once: there is but this one address.
        dead_node_backoff_factor=0,
    )

"""How a log line says which record and which page it is about: the same five fields in every service."""

from typing import Any


def place_of(
    topic: str, partition: int, offset: int, page_id: str | None = None, outlet: str | None = None
) -> dict[str, Any]:
    """The record's topic, partition and offset; page_id and outlet where the record could be read so far."""
    read = {"page_id": page_id, "outlet": outlet} if page_id else {}
    return {**read, "topic": topic, "partition": partition, "offset": offset}

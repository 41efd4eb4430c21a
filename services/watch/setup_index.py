"""The index of days and alarms, made where it is missing."""

import json
from pathlib import Path

from elasticsearch import BadRequestError, Elasticsearch

from contracts.completeness import COMPLETENESS

TEMPLATE = Path(__file__).with_name("templates") / "completeness.json"


def install_completeness(client: Elasticsearch) -> None:
    """Template, index and alias. Safe to repeat. Raises the client's errors."""
    client.indices.put_index_template(name=COMPLETENESS, **json.loads(TEMPLATE.read_text(encoding="utf-8")))
    if client.indices.exists_alias(name=COMPLETENESS):
        return
    try:
        client.indices.create(index=f"{COMPLETENESS}-v1", aliases={COMPLETENESS: {}})
    except BadRequestError as error:
        # Another setup, running at the same time, was quicker.
        if error.error != "resource_already_exists_exception":
            raise

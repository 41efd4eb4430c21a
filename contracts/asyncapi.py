"""The topics as an AsyncAPI 3 document: `python -m contracts.asyncapi` writes it, beside the messages' schemas."""

import json
from pathlib import Path
from typing import Any

from contracts.access import Access, all_access
from contracts.codec import VERSION
from contracts.schemas import MESSAGES
from contracts.topics import TABLE, Topic, all_topics

FILE = Path(__file__).with_name("asyncapi.json")
BINDING = "0.5.0"
SCHEMA_FORMAT = "application/schema+json;version=2020-12"
ABOUT = (
    "Messages are JSON in UTF-8 with a version in each. Unknown fields are ignored; a message that lacks one, or whose "
    "version is newer than the reader knows, becomes a dead letter. Delivery is at least once; whatever is repeated "
    "changes nothing. Dead letters of a topic stand in <topic>.dead."
)


def document() -> dict[str, Any]:
    """The document: a channel for each topic that carries messages, an operation for each right to read or write it."""
    topics = [topic for topic in all_topics() if topic.message != TABLE]
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Masar's topics", "version": f"{VERSION}.0.0", "description": ABOUT},
        "defaultContentType": "application/json",
        "servers": _servers(),
        "channels": {topic.name: _channel(topic) for topic in topics},
        "operations": {
            f"{user}.{action}.{topic.name}": _operation(action, user, access, topic)
            for user, access in all_access().items()
            for action, names in (("receive", access.reads), ("send", access.writes))
            for topic in topics
            if topic.name in names
        },
        "components": {
            "messages": {name: _message(name) for name in MESSAGES},
            "securitySchemes": {"scram": {"type": "scramSha512", "description": "A user for each service"}},
        },
    }


def write_document(file: Path = FILE) -> None:
    """Write the document as JSON."""
    file.write_text(f"{json.dumps(document(), ensure_ascii=False, indent=2)}\n", encoding="utf-8")


def _servers() -> dict[str, Any]:
    return {
        "local": {
            "host": "127.0.0.1:9092",
            "protocol": "kafka",
            "description": "The Kafka of `make run`: on loopback, open",
        },
        "compose": {
            "host": "kafka:9092",
            "protocol": "kafka",
            "description": "The Kafka of docker-compose.yml: within its network, each client a user of its own",
            "security": [{"$ref": "#/components/securitySchemes/scram"}],
        },
    }


def _channel(topic: Topic) -> dict[str, Any]:
    return {
        "address": topic.name,
        "description": f"Keyed by {topic.key}",
        "messages": {topic.message: {"$ref": f"#/components/messages/{topic.message}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": ["compact" if topic.compacted else "delete"],
                    "retention.ms": int(topic.config()["retention.ms"]),
                    "max.message.bytes": topic.max_message_bytes,
                },
                "bindingVersion": BINDING,
            }
        },
    }


def _operation(action: str, user: str, access: Access, topic: Topic) -> dict[str, Any]:
    channel = f"#/channels/{topic.name}"
    operation: dict[str, Any] = {
        "action": action,
        "channel": {"$ref": channel},
        "summary": f"The {user} {'reads' if action == 'receive' else 'writes'} {topic.name}",
        "tags": [{"name": user}],
        "messages": [{"$ref": f"{channel}/messages/{topic.message}"}],
    }
    if action == "receive" and access.group:
        group = {"type": "string", "enum": [access.group]}
        operation["bindings"] = {"kafka": {"groupId": group, "bindingVersion": BINDING}}
    return operation


def _message(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "summary": (MESSAGES[name].__doc__ or "").split("\n")[0],
        "contentType": "application/json",
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": {"$ref": f"./schemas/{name}.json"}},
        "bindings": {"kafka": {"key": {"type": "string"}, "bindingVersion": BINDING}},
        "examples": [{"name": "example", "payload": {"$ref": f"./examples/{name}.json"}}],
    }


if __name__ == "__main__":
    write_document()

"""Messages to bytes and back: JSON by msgspec, a version in each.

Errors of `decode`, all of them `MessageRejected`:
    MessageNotReadable   the bytes are no JSON object, or a field is missing or of the wrong type
    MessageTooNew        the version is above the one that this code knows
"""

from typing import TypeVar

import msgspec

Message = TypeVar("Message", bound=msgspec.Struct)

VERSION = 1


class MessageRejected(ValueError):
    """A record that this code cannot take; `reason` is the short name for its dead letter."""

    reason = "message_rejected"


class MessageNotReadable(MessageRejected):
    reason = "message_not_readable"


class MessageTooNew(MessageRejected):
    reason = "message_too_new"


class _Envelope(msgspec.Struct):
    version: int


def encode(message: msgspec.Struct) -> bytes:
    """The message as UTF-8 JSON; datetimes as RFC 3339, bytes as base64."""
    return msgspec.json.encode(message)


def decode(data: bytes | None, kind: type[Message]) -> Message:
    """The message of the given kind in `data`. Unknown fields are ignored, missing ones rejected.

    Raises MessageNotReadable or MessageTooNew, naming the kind and what was wrong.
    """
    if not data:
        raise MessageNotReadable(f"expected {kind.__name__}, got an empty record")
    try:
        version = msgspec.json.decode(data, type=_Envelope).version
        if version > VERSION:
            raise MessageTooNew(
                f"{kind.__name__} of version {version}, this service reads up to {VERSION}: upgrade it, then replay"
            )
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MessageNotReadable(f"expected {kind.__name__}: {error}") from error

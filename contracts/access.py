"""Who reads and writes which topic, read from access.toml."""

from functools import cache
from pathlib import Path

import msgspec

from contracts.topics import OUTCOMES, all_topics, dead


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What one user of Kafka may do; `looks` means that it reads every topic and sees every group's offsets."""

    group: str | None = None
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    looks: bool = False


@cache
def all_access() -> dict[str, Access]:
    """The access of every user by its name, with dead letters and outcomes in it."""
    described = msgspec.toml.decode(Path(__file__).with_name("access.toml").read_bytes(), type=dict[str, Access])
    return {user: _whole(access) for user, access in described.items()}


def _whole(access: Access) -> Access:
    topics = tuple(topic.name for topic in all_topics())
    letters = tuple(dead(topic) for topic in access.reads if dead(topic) in topics)
    # Who does no work has no outcomes to tell.
    told = (OUTCOMES,) if access.reads or access.writes else ()
    writes = tuple(dict.fromkeys((*access.writes, *letters, *told)))
    return msgspec.structs.replace(access, reads=topics if access.looks else access.reads, writes=writes)

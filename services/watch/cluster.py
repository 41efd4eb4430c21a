"""Elasticsearch's state: its own word on it, its disks, its indexes, and whether they take documents."""

from elasticsearch import ApiError, Elasticsearch
from msgspec import Struct

_MASARS = "masar-*"
_STATUS = {"green": 2, "yellow": 1, "red": 0}


class Index(Struct, frozen=True):
    """One index: its documents, and its bytes over all copies."""

    name: str
    documents: int
    bytes: int


class Cluster(Struct, frozen=True, kw_only=True):
    """`disks` has free and all bytes by node; `blocked` are indexes that nobody may write to. Empty where the key that
    was given may not see them."""

    status: int
    disks: dict[str, tuple[int, int]]
    indexes: tuple[Index, ...]
    blocked: tuple[str, ...]


def cluster_of(client: Elasticsearch) -> Cluster:
    """Look once. Raises the client's errors where Elasticsearch does not answer at all."""
    health = client.cluster.health(filter_path="status")
    return Cluster(
        status=_STATUS.get(str(health["status"]), 0),
        disks=_disks(client),
        indexes=_indexes(client),
        blocked=_blocked(client),
    )


def _disks(client: Elasticsearch) -> dict[str, tuple[int, int]]:
    try:
        told = client.nodes.stats(metric="fs", filter_path="nodes.*.name,nodes.*.fs.total")
    except ApiError:
        return {}
    totals = {node["name"]: node["fs"]["total"] for node in told["nodes"].values()}
    return {name: (total["available_in_bytes"], total["total_in_bytes"]) for name, total in totals.items()}


def _indexes(client: Elasticsearch) -> tuple[Index, ...]:
    try:
        told = client.indices.stats(
            index=_MASARS, metric=["docs", "store"], filter_path="indices.*.*.docs,indices.*.*.store"
        )
    except ApiError:
        return ()
    return tuple(
        Index(name, held["primaries"]["docs"]["count"], held["total"]["store"]["size_in_bytes"])
        for name, held in sorted(told.get("indices", {}).items())
    )


def _blocked(client: Elasticsearch) -> tuple[str, ...]:
    try:
        told = client.indices.get_settings(index=_MASARS, name="index.blocks.*", flat_settings=True)
    except ApiError:
        return ()
    return tuple(
        name
        for name, held in sorted(told.items())
        if "true"
        in [held["settings"].get(f"index.blocks.{block}") for block in ("read_only_allow_delete", "write", "read_only")]
    )

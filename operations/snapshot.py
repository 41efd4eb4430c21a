"""Snapshots of the indexes in a folder that Elasticsearch writes to: made, listed, restored."""

from datetime import UTC, datetime

from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct

REPOSITORY = "masar"
OURS = "masar-*"
# A snapshot of years of articles takes minutes; the request waits for its end.
PATIENCE = 3600.0


class Snapshot(Struct, frozen=True, kw_only=True):
    """One snapshot: `state` is SUCCESS when all of it can be restored."""

    name: str
    state: str
    at: str
    indexes: tuple[str, ...]


class SnapshotTrouble(Exception):
    """A snapshot that is not whole; one line that says why."""


def open_repository(client: Elasticsearch, location: str) -> None:
    """Make the repository known. `location` is a folder within the server's path.repo.

    Raises the client's errors: the server refuses folders outside, and those that it cannot write to.
    """
    client.snapshot.create_repository(name=REPOSITORY, repository={"type": "fs", "settings": {"location": location}})


def make(client: Elasticsearch, name: str | None = None) -> Snapshot:
    """Take all of Masar's indexes with their aliases; returns when it is done. Raises SnapshotTrouble."""
    name = name or f"masar-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    patient = client.options(request_timeout=PATIENCE)
    answer = patient.snapshot.create(
        repository=REPOSITORY, snapshot=name, indices=OURS, include_global_state=False, wait_for_completion=True
    )
    return _whole(_told(answer["snapshot"]))


def listed(client: Elasticsearch) -> list[Snapshot]:
    """All snapshots, oldest first."""
    try:
        found = client.snapshot.get(repository=REPOSITORY, snapshot="*")["snapshots"]
    except NotFoundError:
        return []
    return [_told(each) for each in found]


def present(client: Elasticsearch) -> list[str]:
    """The indexes that a restore would replace."""
    return sorted(client.indices.get(index=OURS, allow_no_indices=True, features="aliases").body)


def restore(client: Elasticsearch, name: str) -> Snapshot:
    """Put a snapshot's indexes with their aliases in the place of all that are there now.

    Raises SnapshotTrouble before anything is deleted where there is no such snapshot or it is not whole.
    """
    found = {each.name: each for each in listed(client)}
    if name not in found:
        raise SnapshotTrouble(f"no snapshot {name}: there are {', '.join(found) or 'none'}")
    chosen = _whole(found[name])
    for index in present(client):
        client.indices.delete(index=index)
    patient = client.options(request_timeout=PATIENCE)
    patient.snapshot.restore(
        repository=REPOSITORY, snapshot=name, indices=OURS, include_aliases=True, wait_for_completion=True
    )
    return chosen


def _whole(snapshot: Snapshot) -> Snapshot:
    if snapshot.state != "SUCCESS":
        raise SnapshotTrouble(f"snapshot {snapshot.name} is {snapshot.state}, not whole")
    return snapshot


def _told(found: dict[str, object]) -> Snapshot:
    indexes = found["indices"]
    assert isinstance(indexes, list)  # noqa: S101  # as the API has it
    return Snapshot(
        name=str(found["snapshot"]), state=str(found["state"]), at=str(found["start_time"]), indexes=tuple(indexes)
    )

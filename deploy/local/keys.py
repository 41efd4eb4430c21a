"""Elasticsearch's keys of a local stack: one file for each role, readable by who started the stack and nobody else."""

import base64
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import httpx

from deploy.local.elasticsearch import SUPERUSER
from deploy.local.secret import keep_secret, kept_secret, make_private
from deploy.local.trouble import StackTrouble

Role = Literal["setup", "indexer", "reader", "desk", "watch"]
ROLES = Path(__file__).with_name("roles.toml")
# Seconds; on a busy machine the index of keys takes some to start.
PATIENCE = 60.0


def key_file(folder: Path, role: Role) -> Path:
    """Where the API key of a role lies, as base64 on one line."""
    return folder / f"elasticsearch-{role}.key"


def superuser_password(folder: Path) -> str:
    """The password of Elasticsearch's superuser, made at the first start; no service and no command uses it."""
    make_private(folder)
    return kept_secret(folder / "elasticsearch-superuser.password")


def make_keys(address: str, folder: Path, dossiers: Sequence[str]) -> None:
    """A key for each role where it is missing or no longer valid; those that hold get what roles.toml now says.

    The key that a new one is made for is void from then on.
    Raises StackTrouble when Elasticsearch refuses.
    """
    login = (SUPERUSER, superuser_password(folder))
    with httpx.Client(base_url=address, auth=login, timeout=60, trust_env=False) as superuser:
        for role in get_args(Role):
            rights, file = {role: role_of(role, dossiers)}, key_file(folder, role)
            if not (file.exists() and _update(superuser, file, rights)):
                keep_secret(file, _create(superuser, role, rights))


def role_of(role: Role, dossiers: Sequence[str]) -> dict[str, Any]:
    """A role's descriptor as Elasticsearch takes it."""
    described = tomllib.loads(ROLES.read_text("utf-8"))[role]
    indices = [
        {"names": names, "privileges": privileges}
        for name, privileges in described["indices"].items()
        if (names := list(dict.fromkeys(name.replace("$dossier", dossier) for dossier in dossiers)))
    ]
    return {"cluster": described["cluster"], "indices": indices}


def _update(superuser: httpx.Client, file: Path, rights: dict[str, Any]) -> bool:
    """Whether the key in the file holds; then it has these rights and no others."""
    key = file.read_text("ascii").strip()
    login = {"Authorization": f"ApiKey {key}"}
    whose = superuser.base_url.join("/_security/_authenticate")
    known = _once_there(lambda: httpx.get(whose, headers=login, timeout=60, trust_env=False))
    if known.status_code != 200:
        return False
    number = base64.b64decode(key).decode().partition(":")[0]
    asked = {"role_descriptors": rights}
    _answer(_once_there(lambda: superuser.put(f"/_security/api_key/{number}", json=asked)))
    return True


def _create(superuser: httpx.Client, role: Role, rights: dict[str, Any]) -> str:
    name = f"masar-{role}"
    # Whoever deletes a key's file wants the key gone, not one more beside it. 404: there was none.
    old = {"name": name, "owner": True}
    gone = _once_there(lambda: superuser.request("DELETE", "/_security/api_key", json=old))
    if gone.status_code != 404:
        _answer(gone)
    asked = {"name": name, "role_descriptors": rights}
    return str(_answer(_once_there(lambda: superuser.post("/_security/api_key", json=asked)))["encoded"])


def _once_there(ask: Callable[[], httpx.Response], patience: float = PATIENCE) -> httpx.Response:
    """The answer; asked again while it is 503, as it is for a moment after the index of keys was made or reopened."""
    end = time.monotonic() + patience
    while (answer := ask()).status_code == httpx.codes.SERVICE_UNAVAILABLE and time.monotonic() < end:
        time.sleep(0.3)
    return answer


def _answer(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise StackTrouble(f"Elasticsearch makes no keys ({answer.status_code}): {answer.text[:300]}")
    found: dict[str, Any] = answer.json()
    return found

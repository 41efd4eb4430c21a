"""Who is signed in: names and passwords from a file, sessions in memory."""

import hmac
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

# Names and passwords are looked up in the file each time: whoever is taken out of it gets in no more.
_MOST_SESSIONS = 1_000


class Session(Struct, frozen=True):
    """Somebody who signed in. `form` must come back with every form, so that no other site can send one."""

    user: str
    form: str
    until: float


class SignIn:
    """The sessions of one process; they end with it."""

    def __init__(self, users: Path, lasts: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._users = users
        self._lasts = lasts
        self._clock = clock
        self._sessions: dict[str, Session] = {}

    def open(self, user: str, password: str) -> str | None:
        """The key of a new session; null where name or password is wrong. Raises OSError where the file is missing."""
        known = read_users(self._users)
        # The same work for a name that nobody has.
        right = hmac.compare_digest(known.get(user, secrets.token_hex()).encode(), password.encode())
        if not right:
            return None
        now = self._clock()
        self._sessions = {key: each for key, each in self._sessions.items() if each.until > now}
        if len(self._sessions) >= _MOST_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        key = secrets.token_urlsafe(32)
        self._sessions[key] = Session(user, secrets.token_urlsafe(32), now + self._lasts)
        return key

    def session(self, key: str | None) -> Session | None:
        """Who a key belongs to, null where it is nobody's or no longer holds."""
        found = self._sessions.get(key or "")
        if found is None or found.until <= self._clock() or found.user not in read_users(self._users):
            return None
        return found

    def close(self, key: str | None) -> None:
        """End a session."""
        self._sessions.pop(key or "", None)


def read_users(path: Path) -> dict[str, str]:
    """Passwords by name. Raises ValueError, naming the line, where it is no name:password; OSError."""
    users = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, password = line.strip().partition(":")
        if not name or len(password) < 12:
            raise ValueError(f"{path}, line {number}: write name:password, the password of 12 characters or more")
        users[name] = password
    return users

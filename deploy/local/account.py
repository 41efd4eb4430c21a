"""The account the brokers run under: one's own, or nobody's when root starts the stack."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

STAND_IN = "nobody"


@dataclass(frozen=True)
class Account:
    """A user and a group by their numbers."""

    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        """Whether this process already runs under it."""
        return self.uid == os.geteuid()


def brokers_account() -> Account:
    """One's own account; for root that of nobody, because Elasticsearch refuses to run as root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    stand_in = pwd.getpwnam(STAND_IN)
    return Account(stand_in.pw_uid, stand_in.pw_gid)


def may_enter(account: Account, folder: Path) -> bool:
    """Whether the account can walk down to `folder`; what does not exist yet does not stand in the way."""
    path = folder.resolve()
    return all(_passes(account, each) for each in (path, *path.parents) if each.exists())


def _passes(account: Account, folder: Path) -> bool:
    status = folder.stat()
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def hand_over(account: Account, folder: Path) -> None:
    """Make `folder` and all in it the account's own; does nothing where it runs under it already."""
    if account.is_own:
        return
    for each in (folder, *folder.rglob("*")):
        os.chown(each, account.uid, account.gid, follow_symlinks=False)

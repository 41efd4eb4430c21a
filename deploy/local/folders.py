"""Where a clone keeps the data of its brokers."""

import hashlib
from pathlib import Path

from deploy.local.account import Account, brokers_account, may_enter

# When root's clone lies where the brokers' account cannot enter, such as under /root.
OPEN_TO_ALL = Path("/var/lib/masar")


def data_folder(clone: Path, account: Account | None = None, elsewhere: Path = OPEN_TO_ALL) -> Path:
    """`.masar` in the clone, or `<elsewhere>/<name>-<hash of the path>` when the brokers cannot enter the clone."""
    account = account or brokers_account()
    clone = clone.resolve()
    if may_enter(account, clone):
        return clone / ".masar"
    return elsewhere / f"{clone.name}-{hashlib.sha256(str(clone).encode()).hexdigest()[:8]}"

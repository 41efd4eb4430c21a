"""Run as a program between starter and broker: drops root's rights, then ties the broker's life to the starter's.

Started by its path with `python -I -S`, because the account it turns into may not be able to read
the clone or its virtual environment: whatever it needs is loaded while it is still root.
Arguments: process id of the starter, user id, group id, then the command.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(starter: int, uid: int, gid: int, command: list[str]) -> None:
    """Become `command`; never returns. When the starting process dies, the command gets SIGTERM (on Linux)."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if prctl:
        # After the change of user, which clears it.
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != starter:
        sys.exit("the starting process is gone")
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])

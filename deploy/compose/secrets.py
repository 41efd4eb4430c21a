"""`make secrets`: the passwords that docker-compose.yml mounts into its containers, made where they are missing."""

import sys
from pathlib import Path

from contracts.access import all_access
from deploy.local.kafka_guard import ADMIN, jaas
from deploy.local.secret import keep_secret, kept_secret, make_private
from runtime.settings import ROOT

FOLDER = ROOT / ".secrets"


def make_secrets(folder: Path = FOLDER) -> None:
    """A password for each of Kafka's users, and the broker's file of logins. Safe to repeat: what is there stays.

    Containers run under accounts of their own and must read the files, so these are open; nobody else gets there,
    for the folder around them is closed.
    """
    make_private(folder)
    for user in (ADMIN, *all_access()):
        kept_secret(folder / f"kafka-{user}")
    keep_secret(folder / "kafka-jaas", jaas(kept_secret(folder / f"kafka-{ADMIN}")).rstrip())
    for file in folder.iterdir():
        file.chmod(0o444)


if __name__ == "__main__":
    make_secrets(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)

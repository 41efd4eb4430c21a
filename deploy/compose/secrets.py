"""`make secrets`: the passwords that docker-compose.yml mounts into its containers, made where they are missing."""

import json
import sys
from pathlib import Path

from contracts.access import all_access
from deploy.local.kafka_guard import ADMIN, MECHANISM, jaas
from deploy.local.operators import operators
from deploy.local.secret import keep_secret, kept_secret, make_private
from runtime.settings import ROOT

FOLDER = ROOT / ".secrets"


def make_secrets(folder: Path = FOLDER) -> None:
    """A password for each of Kafka's users, for Grafana and for an operator in the control room; the broker's file of
    logins and the Kafka UI's configuration.

    Safe to repeat: what is there stays.

    Containers run under accounts of their own and must read the files, so these are open; nobody else gets there,
    for the folder around them is closed.
    """
    make_private(folder)
    for user in (ADMIN, *all_access()):
        kept_secret(folder / f"kafka-{user}")
    kept_secret(folder / "grafana-admin")
    operators(folder)
    keep_secret(folder / "kafka-jaas", jaas(kept_secret(folder / f"kafka-{ADMIN}")).rstrip())
    encrypted = (folder / "kafka-ca").exists()
    keep_secret(folder / "kafka-ui", kafka_ui(kept_secret(folder / "kafka-viewer"), encrypted))
    for file in folder.iterdir():
        file.chmod(0o444)


def kafka_ui(password: str, encrypted: bool) -> str:
    """The Kafka UI's configuration: its cluster, and how it logs in there. JSON, which is YAML too."""
    login = "org.apache.kafka.common.security.scram.ScramLoginModule required"
    properties = {
        "security.protocol": "SASL_SSL" if encrypted else "SASL_PLAINTEXT",
        "sasl.mechanism": MECHANISM,
        "sasl.jaas.config": f'{login} username="viewer" password="{password}";',
    }
    if encrypted:
        properties |= {"ssl.truststore.type": "PEM", "ssl.truststore.location": "/run/secrets/kafka-ca"}
    cluster = {"name": "masar", "bootstrapServers": "kafka:9092", "readOnly": True, "properties": properties}
    return json.dumps({"kafka": {"clusters": [cluster]}}, indent=2)


if __name__ == "__main__":
    make_secrets(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)

"""What makes a Kafka ask who its clients are, and refuse them what they need not do."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Known to the broker from a file, not from its own topic of users: someone must make the others.
ADMIN = "admin"
MECHANISM = "SCRAM-SHA-512"

_MODULES = "org.apache.kafka.common.security"


def guarded_properties() -> dict[str, str]:
    """Settings that come on top of an open broker's."""
    return {
        "listener.security.protocol.map": "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
        "sasl.enabled.mechanisms": f"{MECHANISM},PLAIN",
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        "sasl.mechanism.controller.protocol": "PLAIN",
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": f"User:{ADMIN}",
    }


def jaas(password: str) -> str:
    """The file of the broker's logins: the administrator's; all others are kept by Kafka itself."""
    return (
        "KafkaServer {\n"
        f"  {_MODULES}.scram.ScramLoginModule required;\n"
        f'  {_MODULES}.plain.PlainLoginModule required username="{ADMIN}" password="{password}" '
        f'user_{ADMIN}="{password}";\n'
        "};\n"
    )


def keep_jaas(folder: Path, password: str) -> Path:
    """Write the file of logins into a broker's folder, for its account alone."""
    file = folder / "jaas.conf"
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(jaas(password))
    return file


def login(user: str, password: str) -> Mapping[str, Any]:
    """How a user logs in, as kafka-python's clients name it; the settings' kafka_login gives services the same."""
    return {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN" if user == ADMIN else MECHANISM,
        "sasl_plain_username": user,
        "sasl_plain_password": password,
    }

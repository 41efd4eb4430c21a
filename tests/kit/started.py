"""What the fixtures of the integration tests hand out."""

from dataclasses import dataclass

from deploy.local.jdk import Jdk
from deploy.local.prepare import Artefacts


@dataclass(frozen=True)
class Brokers:
    """Where tests reach the brokers: host:port, and http://host:port."""

    kafka: str
    elasticsearch: str


@dataclass(frozen=True)
class Stack:
    """What a test needs to start brokers of its own."""

    artefacts: Artefacts
    jdk: Jdk

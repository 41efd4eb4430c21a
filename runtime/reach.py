"""Does anybody listen there? A connection that is opened and closed again."""

import socket


def reachable(brokers: str, patience: float = 2.0) -> bool:
    """Whether one of the brokers, host:port by commas, takes connections. Takes `patience` seconds for each at most."""
    return any(_accepts(broker.strip(), patience) for broker in brokers.split(","))


def _accepts(broker: str, patience: float) -> bool:
    host, _, port = broker.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=patience).close()
    except OSError:
        return False
    return True

"""Opens the whole press: houses, servers, access log, corrections."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from deploy.press.access_log import AccessLog
from deploy.press.correction import Corrections
from deploy.press.house import open_houses
from deploy.press.outlets import write_outlets
from deploy.press.serve import PressRunning, answer, bind

CORRECT_AFTER_SECONDS = 60.0


def start_press(data: Path, port: int, correct_after: float = CORRECT_AFTER_SECONDS) -> PressRunning:
    """Serve every house on `port` (0: one that is free on all addresses) until the result's stop().

    `data` gets outlets.toml, access.jsonl and first-served.json. Raises OSError where the port is
    taken, ValueError where a file of the press does not hold.
    """
    log = AccessLog(data)
    addresses = [house.address for house in open_houses(write_outlets(port, data / "outlets.toml"))]
    servers = bind(addresses, port)
    houses = open_houses(write_outlets(servers[0].server_address[1], data / "outlets.toml"))
    corrections = Corrections(data, timedelta(seconds=correct_after), lambda: datetime.now(UTC))
    answer(servers, houses, log, corrections)
    return PressRunning(servers)

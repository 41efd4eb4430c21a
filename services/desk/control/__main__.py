"""The control room's process: `python -m services.desk.control`."""

import sys
from functools import partial
from pathlib import Path

import structlog
import uvicorn
from kafka.errors import KafkaError

from queues.dead import acts, replay, whole
from queues.letters import Brief, Letters
from queues.pace import Pace, PaceLook
from runtime.health import Health, serve_health
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event
from services.desk.control.room import Kafka, Room
from services.desk.control.settings import ControlSettings
from services.desk.control.sign_in import SignIn, read_users
from services.desk.control.site import make_control
from services.desk.limit import Buckets

log = structlog.get_logger()


def main() -> None:
    """Serve until asked to stop. Exits with 2 where the settings do not hold."""
    settings = settings_or_refusal(ControlSettings, "control")
    users = _users(settings)
    configure_logs("control", settings.log_format, settings.log_level)
    looking = _Looking(settings)
    room = Room(_kafka(settings, looking))
    sign_in = SignIn(users, settings.signed_in)
    # Five tries to sign in, then one in twelve seconds.
    site = make_control(room, sign_in, Buckets(5.0, 60), Buckets(1 / 12, 5), settings.secure)
    # It has no loop of its own that could stand still: uvicorn's is its server's.
    health = Health(looking.missing, patience=float("inf"))
    probes = serve_health(health, settings.health_host, settings.health_port)
    log.info("serving", address=f"http://{settings.host}:{settings.port}/", kafka=settings.kafka)
    # uvicorn stops at a signal and then raises it again: this takes it, so that the process ends in order.
    stop_event()
    try:
        uvicorn.run(
            site, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False
        )
    finally:
        probes.shutdown()
        looking.close()
    log.info("stopped")


def _kafka(settings: ControlSettings, looking: "_Looking") -> Kafka:
    brokers, login = settings.kafka, settings.kafka_login
    return Kafka(
        paces=looking.paces,
        waiting=lambda: _waiting(settings),
        whole=lambda letters: whole(brokers, letters, login),
        replay=lambda letters, by: replay(brokers, whole(brokers, letters, login), by, login),
        acts=lambda: acts(brokers, login)[::-1],
    )


def _waiting(settings: ControlSettings) -> list[Brief]:
    letters = Letters(settings.kafka, settings.kafka_login)
    try:
        return letters.waiting()
    finally:
        letters.close()


def _users(settings: ControlSettings) -> Path:
    """Who may sign in: without such a file nobody is let in."""
    try:
        if settings.users is None:
            raise ValueError("set MASAR_CONTROL_USERS: docs/reading-room.md says to what")
        read_users(settings.users)
    except (ValueError, OSError) as error:
        print(f"control: {error}", file=sys.stderr)
        sys.exit(2)
    return settings.users


class _Looking:
    """The look at the topics, opened when it is first needed and anew after Kafka was away."""

    def __init__(self, settings: ControlSettings) -> None:
        self._open = partial(PaceLook, settings.kafka, settings.kafka_login)
        self._kafka = settings.kafka
        self._look: PaceLook | None = None

    def paces(self) -> list[Pace]:
        try:
            self._look = self._look or self._open()
            return self._look.paces()
        except KafkaError:
            self.close()
            raise

    def missing(self) -> str | None:
        try:
            look = self._open()
        except KafkaError:
            return f"Kafka at {self._kafka}"
        look.close()
        return None

    def close(self) -> None:
        if self._look:
            self._look.close()
            self._look = None


if __name__ == "__main__":
    main()

"""The parser's process: `python -m services.parser`."""

import sys

import faust
from kafka.errors import KafkaError

from runtime.health import Health, serve_health
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event
from runtime.waiting import Stopped, wait_for
from services.parser.app import build_app, missing, watch_health
from services.parser.broker import Reachability, greet
from services.parser.knowledge import load_knowledge
from services.parser.recovery import Recovery
from services.parser.settings import ParserSettings


def main() -> None:
    """Wait for Kafka, then work until asked to stop. Exits with 2 where the settings do not hold."""
    settings = settings_or_refusal(ParserSettings, "parser")
    try:
        knowledge = load_knowledge(settings.dossiers, settings.followed, settings.outlets)
    except (ValueError, FileNotFoundError) as error:
        print(f"parser: {error}", file=sys.stderr)
        sys.exit(2)
    configure_logs("parser", settings.log_format, settings.log_level)
    reachability = Reachability(settings.kafka)
    health = Health(lambda: missing(app, reachability, recovery))
    recovery = Recovery(health)
    app = build_app(settings, knowledge, recovery)
    watch_health(app, health)
    server = serve_health(health, settings.health_host, settings.health_port)
    try:
        wait_for(f"Kafka at {settings.kafka}", lambda: _greet(settings, health), stop_event(), (OSError, KafkaError))
    except Stopped:
        return
    try:
        faust.Worker(app, override_logging=False, redirect_stdouts=False, quiet=True).execute_from_commandline()
    finally:
        server.shutdown()


def _greet(settings: ParserSettings, health: Health) -> None:
    health.turned()
    greet(settings.kafka, settings.kafka_login)


if __name__ == "__main__":
    main()

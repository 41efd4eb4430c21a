"""The watch's process: `python -m services.watch`."""

import structlog
from elasticsearch import Elasticsearch

from runtime.health import Health, serve_health
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event
from services.watch.settings import WatchSettings
from services.watch.watching import Watching

log = structlog.get_logger()

# An answer that takes longer is none: the next look comes anyway.
ANSWER_TIME = 20.0


def main() -> None:
    """Look until asked to stop. Exits with 2 where the settings do not hold."""
    settings = settings_or_refusal(WatchSettings, "watch")
    configure_logs("watch", settings.log_format, settings.log_level)
    stop = stop_event()
    client = Elasticsearch(
        settings.elasticsearch, api_key=settings.elasticsearch_key, request_timeout=ANSWER_TIME, max_retries=0
    )
    health = Health(lambda: watching.missing(), patience=180.0)
    watching = Watching(settings, client, health)
    server = serve_health(health, settings.health_host, settings.health_port)
    log.info("watching", kafka=settings.kafka, elasticsearch=settings.elasticsearch, health_port=server.server_port)
    try:
        watching.run(stop)
    finally:
        server.shutdown()
        client.close()
    log.info("stopped")


if __name__ == "__main__":
    main()

"""The reading room's process: `python -m services.desk`."""

import asyncio
import sys
import threading

import structlog
import uvicorn
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from contracts.indexes import LEDGER, articles_of
from runtime.health import Health, serve_health
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event
from services.desk.asking import Desk
from services.desk.captures import Captures
from services.desk.index import open_index
from services.desk.knowledge import read_knowledge
from services.desk.limit import Buckets
from services.desk.settings import DeskSettings
from services.desk.site import make_site

log = structlog.get_logger()

PROBE_TIME = 2.0
TURN = 5.0


def main() -> None:
    """Serve until asked to stop. Exits with 2 where the settings or the dossiers do not hold."""
    settings = settings_or_refusal(DeskSettings, "desk")
    try:
        dossiers = {name: read_knowledge(settings.dossiers / name, settings.outlets) for name in settings.followed}
        client = open_index(settings)
    except (ValueError, OSError) as error:
        print(f"desk: {error}", file=sys.stderr)
        sys.exit(2)
    configure_logs("desk", settings.log_format, settings.log_level)
    # uvicorn stops at a signal and then raises it again: this takes it, so that the process ends in order.
    stop = stop_event()
    captures = Captures(settings.archive) if settings.archive else None
    if captures:
        threading.Thread(target=captures.keep_looking, args=(stop,), name="captures", daemon=True).start()
    desk = Desk(client, dossiers, captures)
    health = Health(lambda: _missing(settings, client))
    probes = serve_health(health, settings.health_host, settings.health_port)
    log.info("serving", address=f"http://{settings.host}:{settings.port}/", elasticsearch=settings.elasticsearch)
    try:
        asyncio.run(_serve(settings, desk, health))
    finally:
        probes.shutdown()
        client.close()
    log.info("stopped")


async def _serve(settings: DeskSettings, desk: Desk, health: Health) -> None:
    site = make_site(desk, Buckets(settings.rate, settings.burst))
    server = uvicorn.Server(
        uvicorn.Config(
            site,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=settings.at_once,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=10,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=settings.proxies,
        )
    )
    turning = asyncio.create_task(_turn(health))
    try:
        await server.serve()
    finally:
        turning.cancel()


async def _turn(health: Health) -> None:
    while True:
        health.turned()
        await asyncio.sleep(TURN)


def _missing(settings: DeskSettings, client: Elasticsearch) -> str | None:
    """What the reading room waits for, null when Elasticsearch answers its questions."""
    asked = client.options(request_timeout=PROBE_TIME)
    for index in (LEDGER, *(articles_of(name) for name in settings.followed)):
        try:
            asked.search(index=index, size=0, track_total_hits=False)
        except TransportError:
            return f"Elasticsearch at {settings.elasticsearch}"
        except ApiError as error:
            return f"{index} in Elasticsearch, which answers {error.status_code}"
    return None


if __name__ == "__main__":
    main()

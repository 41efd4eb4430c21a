"""Log lines of one shape over all services: JSON for programs, text for a terminal."""

import logging
import sys

import structlog


def configure_logs(service: str, form: str = "json", level: str = "info") -> None:
    """Send this process's log lines, the libraries' included, to standard error.

    `form` is json or text. Every line has timestamp, level, service and event; the services add
    page_id, outlet, topic, partition and offset where they know them.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    text = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    renderer = text if form == "text" else structlog.processors.JSONRenderer(ensure_ascii=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    # These say at info what they do at every request and every fetch.
    for chatty in ("httpx", "httpcore", "aiokafka"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # These tell of a broker that is away at every attempt, with whole tracebacks; we say it once, in one line.
    for alarmist in ("kafka", "elastic_transport"):
        logging.getLogger(alarmist).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)

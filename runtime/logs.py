"""Log lines of one shape over all services: JSON for programs, text for a terminal."""

import logging
import sys
import threading
from types import TracebackType

import structlog

ALWAYS = ("timestamp", "level", "service", "logger", "event")
# What a line is about; given where it is known, and under no other name.
PLACE = ("page_id", "outlet", "topic", "partition", "offset")


def configure_logs(service: str, form: str = "auto", level: str = "info") -> None:
    """Send this process's log lines, the libraries' included, to standard error, in the shape of docs/logs.md.

    `form` is json, text, or auto: text on a terminal and json elsewhere.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        _named(service),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _in_order,
    ]
    text = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False)
    readable = form == "text" or (form == "auto" and sys.stderr.isatty())
    renderer = text if readable else structlog.processors.JSONRenderer(ensure_ascii=False)
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
    # And these at debug: asked for is what becomes of pages.
    for talkative in ("faust", "mode", "asyncio", "urllib3", "charset_normalizer"):
        logging.getLogger(talkative).setLevel(max(logging.INFO, logging.getLogger().level))
    # These tell of a broker that is away at every attempt, with whole tracebacks; we say it once, in one line.
    for alarmist in ("kafka", "elastic_transport"):
        logging.getLogger(alarmist).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        # A line below the level costs a call and no more: there is one for each page at each step.
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )
    logging.captureWarnings(True)
    sys.excepthook = _tell_end
    threading.excepthook = lambda told: _tell_end(told.exc_type, told.exc_value, told.exc_traceback)


def _named(service: str) -> structlog.typing.Processor:
    # Not by a context: threads of libraries have one of their own.
    def name(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        line["service"] = service
        return line

    return name


def _tell_end(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """An error that nobody caught is one line too, with its traceback in `exception`."""
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("ended by an error", exc_info=(kind, error, trace))


def _in_order(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """First what every line has, then what page and record it is about, then the rest; all in the same order."""
    ordered = {name: line.pop(name) for name in (*ALWAYS, *PLACE) if name in line}
    return {**ordered, **line}

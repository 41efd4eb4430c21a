"""Each service's port for Prometheus and for probes: /metrics, /livez, /readyz."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


class Health:
    """What a service knows of its own state.

    Alive means that its loop turned in the last `patience` seconds: the loop calls `turned`.
    Ready means that nothing is missing: `missing` returns what the service waits for, null when
    it has its partitions and reaches its brokers. Answers are 200 and 503 with one line of text.
    """

    def __init__(self, missing: Callable[[], str | None], patience: float = 60.0) -> None:
        self._missing = missing
        self._patience = patience
        self._last_turn = time.monotonic()

    def turned(self) -> None:
        """Note that the service's loop has just gone round."""
        self._last_turn = time.monotonic()

    def livez(self) -> tuple[int, str]:
        """Status and line for /livez."""
        silent = time.monotonic() - self._last_turn
        if silent > self._patience:
            return 503, f"the loop has not turned for {silent:.0f} s"
        return 200, "alive"

    def readyz(self) -> tuple[int, str]:
        """Status and line for /readyz."""
        missing = self._missing()
        return (503, f"waiting for {missing}") if missing else (200, "ready")


def serve_health(health: Health, host: str, port: int) -> ThreadingHTTPServer:
    """Serve the probes and metrics on a thread until `shutdown` is called. Port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = _answer(health, self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Probes come every few seconds: their lines would drown the log."""

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


def _answer(health: Health, path: str) -> tuple[int, str, bytes]:
    if path == "/metrics":
        return 200, CONTENT_TYPE_LATEST, generate_latest()
    if path in ("/livez", "/readyz"):
        status, line = health.livez() if path == "/livez" else health.readyz()
        return status, "text/plain; charset=utf-8", f"{line}\n".encode()
    return 404, "text/plain; charset=utf-8", b"try /metrics, /livez or /readyz\n"

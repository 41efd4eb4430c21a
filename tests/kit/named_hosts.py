"""Runs the crawler with a name service of our own: hosts that are called www, m and amp live on loopback addresses."""

import json
import os
import runpy
import socket
from typing import Any

_found = socket.getaddrinfo
_names: dict[str, str] = json.loads(os.environ["MASAR_TEST_NAMES"])


def _resolve(host: Any, *more: Any, **options: Any) -> Any:
    return _found(_names.get(host, host), *more, **options)


socket.getaddrinfo = _resolve
runpy.run_module("services.crawler", run_name="__main__")

"""Runs the demonstration press until it is told to stop: python -m deploy.press --data DIR."""

import argparse
import signal
import sys
from pathlib import Path
from threading import Event

from deploy.press.press import CORRECT_AFTER_SECONDS, start_press

PORT = 8088


def main() -> int:
    """Exit status: 0 after SIGTERM or SIGINT, 1 where it cannot listen."""
    asked = _arguments()
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        press = start_press(asked.data, asked.port, asked.correct_after)
    except OSError as error:
        print(f"press: cannot listen on port {asked.port}: {error}. Choose another with --port.", file=sys.stderr)
        return 1
    print(f"press: listens on port {press.port}, outlets in {asked.data / 'outlets.toml'}", flush=True)
    if asked.ready_file:
        asked.ready_file.write_text(f"{press.port}\n")
    stopping.wait()
    press.stop()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="press", description="An invented Arabic press on loopback.")
    parser.add_argument("--data", type=Path, required=True, help="folder of its access log and memory")
    parser.add_argument("--port", type=int, default=PORT, help="one port for all addresses; 0 takes a free one")
    parser.add_argument("--ready-file", type=Path, help="written, with the port in it, when the press listens")
    parser.add_argument("--correct-after", type=float, default=CORRECT_AFTER_SECONDS, metavar="SECONDS")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

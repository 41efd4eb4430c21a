"""Measure how pages are read, beside the peers: python -m evaluation.reading ../shared --peers PYTHON --aeb CLONE.

Ends with 0 when every goal is met, with 1 when one is missed, with 2 when one could not be measured.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from evaluation.dates import report_dates
from evaluation.reading.aeb import report_aeb
from evaluation.reading.charsets import report_charsets
from evaluation.reading.pages import report_pages, report_styles
from evaluation.reading.report import Report, exit_code, show
from evaluation.reading.stages import report_stages

_STYLES = Path(__file__).parents[2] / "tests" / "pages" / "outlets"


def main() -> None:
    """Measure what is asked for, and print one table for each point."""
    options = _options()
    parts: dict[str, Callable[[], Report]] = {
        "pages": lambda: report_pages(options.shared, options.peers),
        "styles": lambda: report_styles(_STYLES, options.peers),
        "aeb": lambda: report_aeb(options.aeb, options.peers, options.rounds, options.quick),
        "dates": lambda: report_dates(options.shared / "eval" / "dates.jsonl", options.peers),
        "charsets": lambda: report_charsets(options.shared, options.peers),
        "stages": lambda: report_stages(options.shared),
    }
    reports = []
    for part in parts:
        if options.only and part not in options.only.split(","):
            continue
        print(f"measuring: {part}", file=sys.stderr, flush=True)
        reports.append(parts[part]())
        show(reports[-1], options.json)
    sys.exit(exit_code(reports))


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path)
    options.add_argument("--peers", type=Path, default=Path(".venv-peers/bin/python"), help="the peers' Python")
    options.add_argument("--aeb", type=Path, default=Path("../article-extraction-benchmark"), help="a clone of it")
    options.add_argument("--only", default="", help="some of pages, styles, aeb, dates, charsets, stages")
    options.add_argument("--rounds", type=int, default=5, help="of the race for speed")
    options.add_argument("--quick", action="store_true", help="only the readers that race")
    options.add_argument("--json", action="store_true", help="one JSON object for each point")
    return options.parse_args()


if __name__ == "__main__":
    main()

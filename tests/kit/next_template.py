"""The `masar` command with other index templates: `python -m next_template FOLDER rebuild`, on the tests' path."""

import runpy
import sys
from pathlib import Path

from services.indexer import template

if __name__ == "__main__":
    template.FOLDER = Path(sys.argv[1])
    sys.argv = ["masar", *sys.argv[2:]]
    runpy.run_module("operations", run_name="__main__")

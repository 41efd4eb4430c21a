"""What a measured reader's process does: a page a line in, an answer a line out, with the processor time it took.

Standard library only: this runs in the environment of the peers too.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version

Page = Mapping[str, str]
Answer = Mapping[str, object]
Reader = Callable[[Page], Answer]
# What loads a reader, and the distribution that it comes from.
Loader = tuple[Callable[[], Reader], str]


def serve(readers: Mapping[str, Loader]) -> None:
    """Load the reader that the command line names, say so in a line, and answer until the input ends.

    An answer's line is {"answer", "error", "cpu"}; cpu counts the seconds of the whole process. What a reader
    raises is its answer's error and ends nothing.
    """
    load, distribution = readers[sys.argv[1]]
    # a library that prints must not spoil the lines
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        reader = load()
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), file=lines, flush=True)
        return
    print(json.dumps({"version": version(distribution)}), file=lines, flush=True)
    for line in sys.stdin.buffer:
        print(json.dumps(_answered(reader, json.loads(line))), file=lines, flush=True)


def _answered(reader: Reader, page: Page) -> dict[str, object]:
    answer, error = None, None
    started = time.process_time()
    try:
        answer = reader(page)
    except Exception as raised:
        error = f"{type(raised).__name__}: {raised}"
    return {"answer": answer, "error": error, "cpu": time.process_time() - started}

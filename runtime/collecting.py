"""How often Python looks for cycles of objects that nobody holds any more."""

import gc

# Reading a page makes thousands of objects that hold each other in no cycles and go by themselves. Python's own
# threshold of 700 has them looked through ten times a page, which costs a twentieth of the processor.
_THRESHOLDS = (10_000, 20, 100)


def collect_rarely() -> None:
    """Look for cycles less often, and among what is loaded already never."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)

"""A service as a later version would be: `python -m next_version compatible crawler`, on the tests' path.

Both kinds write a field that no reader of today knows. `raised` also writes, and reads, a higher version of the
messages: what raising contracts.codec.VERSION does.
"""

import json
import runpy
import sys

import msgspec

from contracts import codec

_encode = codec.encode


def encode(message: msgspec.Struct) -> bytes:
    """The message with the version of this code and one more field."""
    return json.dumps({**json.loads(_encode(message)), "version": codec.VERSION, "a_later_field": "of it"}).encode()


if __name__ == "__main__":
    # Before a service is imported: some take these names into their own modules.
    codec.VERSION += {"compatible": 0, "raised": 1}[sys.argv[1]]
    codec.encode = encode
    sys.argv = sys.argv[2:]
    runpy.run_module(f"services.{sys.argv[0]}", run_name="__main__")

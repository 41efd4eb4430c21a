"""The parser over a Faust that skips: `python tests/kit/skipping_parser.py` is `python -m services.parser`, disturbed.

Some deliveries are broken off as Faust breaks them off when a rebalance ends at the wrong moment.
"""

import asyncio
from typing import Any

import services.parser.app
from services.parser.__main__ import main
from services.parser.consumer import Consumer, Transport

# Which deliveries are broken off, counted from the first: one alone, two in a row, and soon again.
BROKEN_OFF = {0, 4, 5, 11}
# Which are passed over in silence, as a stream does: in the middle, and the last that come, whatever was read again.
PASSED_OVER = {17, 18, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70}


class SkippingConsumer(Consumer):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._undisturbed, self._deliver = self._deliver, self._disturbed
        self._deliveries = 0

    async def _disturbed(self, message: Any) -> None:
        number, self._deliveries = self._deliveries, self._deliveries + 1
        if number in PASSED_OVER:
            return
        if number not in BROKEN_OFF:
            await self._undisturbed(message)
            return
        self.suspend_flow.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.suspend_flow.clear()


class SkippingTransport(Transport):
    Consumer = SkippingConsumer


if __name__ == "__main__":
    services.parser.app.Transport = SkippingTransport
    main()

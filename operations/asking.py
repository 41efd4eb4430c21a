"""The crawler's way to talk to servers, for commands that try addresses."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from pydantic import ValidationError

from services.crawler.ask import Asking
from services.crawler.connections import Connections
from services.crawler.settings import CrawlerSettings

AllowLoopback = Annotated[
    bool, typer.Option("--allow-loopback", help="Ask loopback addresses too, as of the demonstration press.")
]


def crawler_settings(allow_loopback: bool) -> CrawlerSettings:
    """The crawler's settings; `allow_loopback` can only widen them. One line and exit status 2 where one fails."""
    try:
        found = CrawlerSettings()
    except ValidationError as error:
        for wrong in error.errors():
            print(f"masar: {wrong['loc'][0]}={wrong['input']!r}: {wrong['msg']}", file=sys.stderr)
        raise typer.Exit(2) from None
    return found.model_copy(update={"allow_loopback": found.allow_loopback or allow_loopback})


@asynccontextmanager
async def asking(settings: CrawlerSettings) -> AsyncIterator[Asking]:
    """The crawler's own requests, guarded as its own are, until the block ends."""
    async with Connections(settings.allow_loopback, settings.at_once) as transport:
        yield Asking(transport, settings)

"""The crawler's settings, read from the environment."""

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.settings import Count, Megabytes, Port, Seconds, ServiceSettings
from services.crawler.fetch import Limits
from services.crawler.schedule import Rhythm
from services.crawler.sources import SEARCH_EVERY


def _own(name: str, default: object, description: str, **bounds: Any) -> Any:
    return Field(default, validation_alias=f"MASAR_CRAWLER_{name}", description=description, **bounds)


class CrawlerSettings(ServiceSettings):
    """MASAR_CRAWLER_<NAME> for the crawler's own, MASAR_<NAME> for those that all services share. Times in seconds."""

    model_config = SettingsConfigDict(populate_by_name=True)

    health_port: Port = _own("HEALTH_PORT", 9101, "Port of /metrics, /livez and /readyz")
    group: str = _own("GROUP", "masar-crawler", "Consumer group that shares the hosts out among crawlers")
    session: Seconds = _own("SESSION", 12.0, "Silence after which a crawler's hosts go to another", ge=6)
    agent: str = _own(
        "AGENT", "Masar", "Name given to servers and looked up in robots.txt", pattern=r"^[A-Za-z][\w-]*$"
    )
    contact: str | None = _own("CONTACT", None, "Address of a page or a mailbox, told to servers with the name")
    allow_loopback: bool = _own("ALLOW_LOOPBACK", False, "Let loopback addresses be fetched: the demonstration press")
    at_once: Count = _own("AT_ONCE", 64, "Requests open at once, over all hosts")
    least_pace: Seconds = _own(
        "LEAST_PACE", 0.0, "Shortest time between requests to a host, whatever its outlet allows", ge=0
    )

    connect_time: Seconds = _own("CONNECT_TIME", 10.0, "Longest time to connect", gt=0)
    silence: Seconds = _own("SILENCE", 20.0, "Longest silence of a server within an answer", gt=0)
    total_time: Seconds = _own("TOTAL_TIME", 60.0, "Longest time for one answer", gt=0)

    tries: Count = _own("TRIES", 4, "Failed visits in a row after which a page's outcome is final")
    retry_first: Seconds = _own(
        "RETRY_FIRST", 60.0, "Pause before the second try; each further one is four times it", ge=0
    )
    retry_longest: Seconds = _own("RETRY_LONGEST", 21_600.0, "Longest pause between tries", ge=0)
    revisit_first: Seconds = _own(
        "REVISIT_FIRST", 3_600.0, "A new or just changed page is seen again after this time", ge=0
    )
    revisit_longest: Seconds = _own("REVISIT_LONGEST", 2_592_000.0, "Longest time between two visits of a page", ge=0)
    rest_after: Seconds = _own("REST_AFTER", 15_552_000.0, "A page unchanged for so long is visited no more", ge=0)
    confirm_after: Seconds = _own(
        "CONFIRM_AFTER", 86_400.0, "A page that is gone or refused is asked again after this", ge=0
    )

    breaker_after: Count = _own("BREAKER_AFTER", 5, "Failures in a row after which a host is left alone for a while")
    breaker_rest: Seconds = _own("BREAKER_REST", 300.0, "How long it is then left alone; doubles up to an hour", ge=0)
    robots_for: Seconds = _own(
        "ROBOTS_FOR", 86_400.0, "How long a robots.txt is trusted (RFC 9309: at most a day)", ge=0
    )
    robots_retry: Seconds = _own(
        "ROBOTS_RETRY", 300.0, "When a robots.txt that could not be had is asked for again", ge=0
    )
    newest: Count = _own("NEWEST", 2_000, "Entries taken of one sitemap, the newest first")
    newest_lists: Count = _own("NEWEST_LISTS", 50, "Sitemaps taken of one index, the newest first")
    search_every: Seconds = _own("SEARCH_EVERY", SEARCH_EVERY, "Shortest time between two searches for a phrase", gt=0)

    archive: Path | None = _own("ARCHIVE", None, "Folder for WARC files of all pages; unset keeps none")
    archive_megabytes: Megabytes = _own("ARCHIVE_MEGABYTES", 1_000.0, "Size at which a WARC file is closed")
    archive_seconds: Seconds = _own("ARCHIVE_SECONDS", 3_600.0, "Age at which a WARC file is closed", gt=0)

    @property
    def user_agent(self) -> str:
        """The User-Agent header: the name, the version and, where one is set, the contact."""
        return f"{self.agent}/0.1 (+{self.contact})" if self.contact else f"{self.agent}/0.1"

    @property
    def limits(self) -> Limits:
        """What one request may cost."""
        return Limits(connect=self.connect_time, silence=self.silence, total=self.total_time)

    @property
    def rhythm(self) -> Rhythm:
        """When pages are visited again."""
        return Rhythm(
            tries=self.tries,
            retry_first=self.retry_first,
            retry_longest=self.retry_longest,
            revisit_first=self.revisit_first,
            revisit_longest=self.revisit_longest,
            rest_after=self.rest_after,
            confirm_after=self.confirm_after,
        )

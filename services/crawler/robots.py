"""What a host's robots.txt allows: RFC 9309."""

from datetime import datetime, timedelta

from msgspec import Struct
from protego import Protego

from services.crawler.fetch import Answer

# RFC 9309, 2.5: at least 500 kibibytes are parsed.
ROBOTS_LIMIT = 512_000


class Robots(Struct, frozen=True, kw_only=True):
    """A host's rules until `expires`; `unreachable` says why nothing may be asked for now, null where it may."""

    rules: Protego | None
    expires: datetime
    unreachable: str | None = None
    status: int | None = None

    def allows(self, url: str, agent: str) -> bool:
        """Whether the rules let the agent have the address."""
        return self.rules is None or bool(self.rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """The Crawl-delay for the agent, in seconds; 0 where there is none."""
        return float(self.rules.crawl_delay(agent) or 0.0) if self.rules else 0.0


def read_robots(answer: Answer, now: datetime, trusted: float, retry: float) -> Robots:
    """The rules in an answer to /robots.txt: 4xx allows all, 5xx allows nothing for now (RFC 9309, 2.3.1).

    A redirect that was not followed counts as 4xx: the pages of a host that sends its robots.txt
    elsewhere go elsewhere too, and are asked for under the rules there. `trusted` and `retry` in seconds.
    """
    if answer.status >= 500 or answer.status == 429:
        return no_robots(f"robots.txt: status {answer.status}", now, retry, answer.status)
    expires = now + timedelta(seconds=trusted)
    if answer.status != 200:
        return Robots(rules=None, expires=expires, status=answer.status)
    text = answer.body[:ROBOTS_LIMIT].decode("utf-8-sig", "replace")
    return Robots(rules=Protego.parse(text), expires=expires, status=200)


def no_robots(reason: str, now: datetime, retry: float, status: int | None = None) -> Robots:
    """The verdict where robots.txt could not be had: nothing may be asked for until then."""
    return Robots(rules=None, expires=now + timedelta(seconds=retry), unreachable=reason, status=status)

"""What a host's robots.txt says of an address, and which of its lines decides."""

from urllib.parse import urlsplit

from msgspec import Struct
from protego import Protego

from services.crawler.robots import Robots


class RobotsSaid(Struct, frozen=True, kw_only=True):
    """The verdict on one address. `agent` and `rule` name the group and the line that decide, null where none does;
    `delay` is the Crawl-delay in seconds; `status` is that of the answer to /robots.txt."""

    allowed: bool
    status: int | None = None
    unreachable: str | None = None
    agent: str | None = None
    rule: str | None = None
    delay: float = 0.0


def robots_said(robots: Robots, url: str, agent: str) -> RobotsSaid:
    """What the rules say of a normalised address to an agent."""
    group, rule = _deciding(robots.rules, url, agent) if robots.rules else (None, None)
    return RobotsSaid(
        allowed=robots.unreachable is None and robots.allows(url, agent),
        status=robots.status,
        unreachable=robots.unreachable,
        agent=group,
        rule=rule,
        delay=robots.delay(agent),
    )


def _deciding(rules: Protego, url: str, agent: str) -> tuple[str | None, str | None]:
    # protego tells the verdict only. In 0.7 a group's rules stand here, the first to decide first.
    group = rules._get_matching_rule_set(agent)
    if group is None:
        return None, None
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    for field, pattern in group._rules:
        if pattern.match(path):
            return str(group.user_agent), f"{field}: {pattern._pattern}"
    return str(group.user_agent), None

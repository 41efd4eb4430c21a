"""What a batch of records of masar.urls changes in the memory of a partition."""

from collections.abc import Iterable
from datetime import UTC, datetime

import structlog
from msgspec.structs import replace

from contracts.addresses import page_id, site_of
from contracts.urls import Alias, UrlDiscovered, Visit
from services.crawler.canonical import MOST_ALIASES, disowned
from services.crawler.further import taken_up
from services.crawler.territory import MOST_WRONG, Territory

log = structlog.get_logger()

_NEVER = datetime.min.replace(tzinfo=UTC)


class Taken:
    """Collects changes, by page: `fresh` pages nobody knew, `changed` known ones, `disowned` words to aliases."""

    def __init__(self, territory: Territory) -> None:
        self.fresh: dict[str, Visit] = {}
        self.changed: dict[str, Visit] = {}
        self.lists: dict[str, Visit] = {}
        self.disowned: list[UrlDiscovered] = []
        self._territory = territory
        self._seen: dict[str, Visit | None] = {}
        self._changes: dict[str, list[UrlDiscovered]] = {}

    def visits(self) -> Iterable[Visit]:
        """All visits to be remembered."""
        return (*self.fresh.values(), *self.changed.values(), *self.lists.values())

    def take(self, url: UrlDiscovered, now: datetime) -> None:
        """Note what follows from one message."""
        if url.lists is not None:
            if (polled := taken_up(self._territory, url, now)) and polled.url not in self.lists:
                self.lists[polled.url] = polled
            return
        new = url.page_id in self.fresh
        known = self.fresh.get(url.page_id) or self.changed.get(url.page_id) or self._territory.memory.get(url.page_id)
        if known is None and url.known is None:
            self.fresh[url.page_id] = _first_visit(url, now)
        elif (visit := self._changed(known, url, now)) is not None:
            (self.fresh if new else self.changed)[url.page_id] = visit
            if not new:
                self._seen.setdefault(url.page_id, self._territory.memory.get(url.page_id))
                self._changes.setdefault(url.page_id, []).append(url)

    def remember(self) -> "Taken | None":
        """Put the changes in force; what a visit has overtaken meanwhile is taken again, on what is known now."""
        again = Taken(self._territory)
        for visit in (*self.fresh.values(), *self.lists.values()):
            self._territory.remember(visit)
        for page, visit in self.changed.items():
            if self._territory.memory.get(page) == self._seen[page]:
                self._territory.remember(visit)
                continue
            for url in self._changes[page]:
                again.take(url, datetime.now(UTC))
            # Even where nothing is left to change: what was just published must not be the last word on the page.
            if page not in again.changed and (current := self._territory.memory.get(page)) is not None:
                again.changed[page] = again._seen[page] = current
        return again if again.changed else None

    def _changed(self, known: Visit | None, url: UrlDiscovered, now: datetime) -> Visit | None:
        if url.known is not None:
            # Somebody else's visit counts where it is the later one; what led here still waits.
            older = known is None or (known.content_at or _NEVER) < (url.known.content_at or _NEVER)
            return replace(url.known, aliases=known.aliases if known else ()) if older else None
        if known is None:
            return None
        if url.own:
            return self._disowned(known, url, now)
        if url.aliases:
            return self._named(known, url, now)
        if _has_news(known, url, now):
            return replace(known, next_visit=now, entry=url.entry or known.entry)
        return None

    def _disowned(self, known: Visit, url: UrlDiscovered, now: datetime) -> Visit | None:
        if known.own or known.outcome != "canonical":
            return None
        site = site_of(known.url)
        self._territory.disowned[site] += 1
        log.warning("canonical link leads to another text", url=known.url, canonical=url.discovered_by)
        if self._territory.disowned[site] == MOST_WRONG and not self._territory.believes_canonicals(site):
            log.warning("canonical links of a site are ignored from now on", site=site, wrong=MOST_WRONG)
        return replace(known, own=True, canonical=None, next_visit=now)

    def _named(self, known: Visit, url: UrlDiscovered, now: datetime) -> Visit | None:
        waiting = {alias.url: alias for alias in (*known.aliases, *self._open(known, url.aliases))}
        too_many = list(waiting.values())[MOST_ALIASES:]
        self._disown(known, too_many, now)
        if _ended_without_content(known):
            # It led on, or there was nothing: whoever named it is an article of its own.
            self._disown(known, url.aliases, now)
            return None
        aliases = tuple(waiting.values())[:MOST_ALIASES]
        if aliases == known.aliases:
            return None
        due = now if known.content_at is not None else known.next_visit
        return replace(known, aliases=aliases, next_visit=due, entry=known.entry or url.entry)

    def _open(self, known: Visit, aliases: Iterable[Alias]) -> Iterable[Alias]:
        return (
            alias for alias in aliases if alias.signature != known.signature and page_id(alias.url) != known.page_id
        )

    def _disown(self, known: Visit, aliases: Iterable[Alias], now: datetime) -> None:
        self.disowned += [disowned(alias, known.outlet, known.url, now) for alias in aliases]


def _ended_without_content(known: Visit) -> bool:
    return known.content_at is None and known.outcome not in (None, "retrying")


def _first_visit(url: UrlDiscovered, now: datetime) -> Visit:
    return Visit(
        page_id=url.page_id,
        url=url.url,
        outlet=url.outlet,
        discovered_by=url.discovered_by,
        discovered_at=url.discovered_at,
        entry=url.entry,
        next_visit=now,
        hops=url.hops,
        own=url.own,
        aliases=url.aliases[:MOST_ALIASES],
    )


def _has_news(known: Visit, url: UrlDiscovered, now: datetime) -> bool:
    # A page whose last visit failed keeps to its retries.
    if known.visited_at is None or url.announced_at is None or known.outcome == "retrying":
        return False
    return known.visited_at < url.announced_at <= now

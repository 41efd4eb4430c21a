"""Hosts that write about what a dossier follows and that no outlet declares."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from contracts.addresses import normalised, site_of
from contracts.outlet import Outlet
from operations.countries import code_of, time_zone_of
from operations.gdelt import SeenArticle

_A_HOST = re.compile(r"[a-z0-9.-]+(?::\d+)?")
_NOT_AN_ID = re.compile(r"[^a-z0-9]+")


class HostFound(Struct, frozen=True, kw_only=True):
    """A host that is not listed. `country` is its ISO code and `country_name` what the index calls it, null where it
    does not know; `title` and `example` are those of its newest article, seen at `seen`."""

    host: str
    country: str | None
    country_name: str | None
    articles: int
    title: str
    example: str
    seen: str
    phrases: tuple[str, ...]


def hosts_not_listed(
    found: Mapping[str, Sequence[SeenArticle]], outlets: Mapping[str, Outlet]
) -> tuple[HostFound, ...]:
    """Of the articles found for each phrase: the hosts that no outlet declares, those with most articles first."""
    listed = {site_of(url) for outlet in outlets.values() for url in _places(outlet)}
    by_host: dict[str, dict[str, SeenArticle]] = defaultdict(dict)
    phrases: dict[str, list[str]] = defaultdict(list)
    for phrase, articles in found.items():
        for article in articles:
            place = _place(article.url)
            if place and not _covered(place[0], listed):
                by_host[place[0]][place[1]] = article
                phrases[place[0]].append(phrase)
    hosts = [
        _host(name, list(articles.values()), tuple(dict.fromkeys(phrases[name]))) for name, articles in by_host.items()
    ]
    return tuple(sorted(hosts, key=lambda each: (-each.articles, each.host)))


def stub(host: HostFound) -> str:
    """The beginning of an entry for outlets.toml; what a person must fill in is marked, and leaves it unreadable."""
    zone = time_zone_of(host.country) if host.country else None
    # Titles are other people's text: a line that ends early would make the rest of it TOML.
    said = " ".join("".join(letter for letter in host.title if letter.isprintable()).split())
    return "\n".join(
        (
            f"# {host.articles} articles seen, the newest: {said}",
            f"# {normalised(host.example)}",
            "[[outlet]]",
            f'id = "{_NOT_AN_ID.sub("_", host.host.lower()).strip("_")}"',
            "name_ar = # TODO",
            "name_en = # TODO",
            f"country = {_quoted(host.country)}",
            "kind = # TODO: agency, daily, broadcaster, web, official or international",
            'language = "ar"',
            f"time_zone = {_quoted(zone)}",
            f'home = "{_home(host.example)}"',
            "pace = 5.0 # TODO: at least the Crawl-delay of its robots.txt",
            f'sources = [\n  {{ url = "{_home(host.example)}", kind = "home" }},\n]',
        )
    )


def _quoted(value: str | None) -> str:
    return f'"{value}"' if value else "# TODO"


def _host(name: str, articles: list[SeenArticle], phrases: tuple[str, ...]) -> HostFound:
    newest = max(articles, key=lambda article: article.seendate)
    countries = Counter(article.sourcecountry for article in articles if article.sourcecountry)
    country = countries.most_common(1)[0][0] if countries else None
    return HostFound(
        host=name,
        country=code_of(country) if country else None,
        country_name=country,
        articles=len(articles),
        title=newest.title,
        example=newest.url,
        seen=newest.seendate,
        phrases=phrases,
    )


def _place(url: str) -> tuple[str, str] | None:
    try:
        address = normalised(url)
    except ValueError:
        return None
    site = site_of(address)
    return (site, address) if _A_HOST.fullmatch(site) else None


def _covered(site: str, listed: set[str]) -> bool:
    # A listed paper's section on a host of its own (arabic.paper.example) is no new outlet.
    return any(site == one or site.endswith(f".{one}") for one in listed)


def _places(outlet: Outlet) -> Iterable[str]:
    return (outlet.home, *(source.url for source in outlet.sources))


def _home(example: str) -> str:
    scheme, _, rest = normalised(example).partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"

"""What a source lists, by the source's kind."""

from contracts.outlet import Source
from services.crawler.feeds import read_feed
from services.crawler.fetch import Answer
from services.crawler.listing import Listing
from services.crawler.sections import read_section
from services.crawler.sitemaps import read_sitemap


def discover(source: Source, answer: Answer, newest: int) -> Listing:
    """The pages and further lists in a source's answer. Raises Unreadable where it is not what the source says."""
    if source.kind == "feed":
        return read_feed(answer.body, answer.url, answer.header("content-type"))
    if source.kind == "sitemap":
        return read_sitemap(answer.body, answer.url, newest)
    return read_section(answer.body, answer.url, source.links)

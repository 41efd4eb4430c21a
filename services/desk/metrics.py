"""All metrics of the reading room."""

from prometheus_client import Counter, Histogram

_STEPS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)

PAGES = Counter("masar_desk_pages", "Requests answered, by kind of page and status.", ["page", "status"])
PAGE_SECONDS = Histogram("masar_desk_page_seconds", "Time until a page was made, by kind.", ["page"], buckets=_STEPS)
INDEX_SECONDS = Histogram(
    "masar_desk_index_seconds", "Share of that time spent waiting for Elasticsearch.", ["page"], buckets=_STEPS
)
REFUSED = Counter("masar_desk_refused", "Requests refused because their address asked for too many.")
EXPORTED = Counter("masar_desk_exported_articles", "Articles given out in exports, by format.", ["format"])

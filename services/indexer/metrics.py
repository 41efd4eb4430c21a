"""All metrics of the indexer."""

from prometheus_client import Counter, Gauge, Histogram

ARTICLES = Counter(
    "masar_indexer_articles", "Articles taken to the index, by dossier and outcome.", ["dossier", "outcome"]
)
ENTRIES = Counter(
    "masar_indexer_ledger_entries", "Outcomes taken to the ledger: written, or older than what it holds.", ["result"]
)
DEAD = Counter(
    "masar_indexer_dead_letters", "Records that could not be indexed, by topic and reason.", ["topic", "reason"]
)
TOMBSTONES = Counter(
    "masar_indexer_tombstones", "Records without a value, passed over: nothing is removed from the index."
)
RETRIES = Counter("masar_indexer_retries", "Documents put back to be sent again, by the reason given.", ["reason"])
ITEMS = Counter(
    "masar_indexer_bulk_items",
    "Documents in answered bulk requests by what Elasticsearch made of them; later: not now, dead: refused for good.",
    ["result"],
)
REQUESTS = Counter("masar_indexer_requests", "Bulk requests, by result: answered, refused or unanswered.", ["result"])
REQUEST_SECONDS = Histogram("masar_indexer_request_seconds", "Time until a bulk request was answered.")
REQUEST_BYTES = Counter("masar_indexer_request_bytes", "Bytes of the bulk requests that were sent.")
HELD = Gauge("masar_indexer_held_records", "Records read and not yet finished.")
HELD_BYTES = Gauge("masar_indexer_held_bytes", "Bytes of the records read and not yet finished.")
PAUSED = Gauge("masar_indexer_paused", "1 while reading is paused because Elasticsearch cannot follow, else 0.")
COMMITS = Counter("masar_indexer_commits", "Commits of offsets, by result: done or failed.", ["result"])
_WAYS = (1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 10_800, 43_200, 86_400, 604_800)
FETCHED_TO_SEARCHABLE = Histogram(
    "masar_indexer_fetched_to_searchable_seconds",
    "Time from the fetch of a new article until its document was written; searches see it a second later at most.",
    buckets=_WAYS,
)
PUBLISHED_TO_SEARCHABLE = Histogram(
    "masar_indexer_published_to_searchable_seconds",
    "Time from the printed publication of a new article, where it has an hour, until its document was written.",
    buckets=_WAYS,
)
LAG = Gauge("masar_indexer_lag_records", "Records of a partition not yet finished.", ["topic", "partition"])

# Told as zero before the first of them: who asks for a rate must find the series.
for _result in ("written", "unchanged", "superseded", "later", "broken", "dead"):
    ITEMS.labels(_result)
for _result in ("answered", "refused", "unanswered"):
    REQUESTS.labels(_result)
for _result in ("done", "failed"):
    COMMITS.labels(_result)

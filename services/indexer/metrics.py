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
REQUESTS = Counter("masar_indexer_requests", "Bulk requests, by result: answered, refused or unanswered.", ["result"])
REQUEST_SECONDS = Histogram("masar_indexer_request_seconds", "Time until a bulk request was answered.")
REQUEST_BYTES = Counter("masar_indexer_request_bytes", "Bytes of the bulk requests that were sent.")
HELD = Gauge("masar_indexer_held_records", "Records read and not yet finished.")
HELD_BYTES = Gauge("masar_indexer_held_bytes", "Bytes of the records read and not yet finished.")
PAUSED = Gauge("masar_indexer_paused", "1 while reading is paused because Elasticsearch cannot follow, else 0.")
COMMITS = Counter("masar_indexer_commits", "Commits of offsets, by result: done or failed.", ["result"])
LAG = Gauge("masar_indexer_lag_records", "Records of a partition not yet finished.", ["topic", "partition"])

"""Every metric of the crawler, each with a sentence."""

from prometheus_client import Counter, Gauge, Histogram

published = Counter("masar_crawler_published", "Messages that Kafka has taken from this crawler.", ["topic"])
outcomes = Counter("masar_crawler_outcomes", "Visits of pages by the name of their outcome.", ["name"])
retries = Counter("masar_crawler_retries", "Visits that ended without a usable answer and are made again.")
polls = Counter(
    "masar_crawler_polls", "Polls of sources by how they ended: read, unchanged, moved, failed.", ["result"]
)
discovered = Counter("masar_crawler_discovered", "Addresses seen for the first time in this crawler's partitions.")
announced = Counter(
    "masar_crawler_announced", "Addresses that sources listed and this crawler passed on to masar.urls."
)
disowned = Counter(
    "masar_crawler_canonicals_disowned",
    "Canonical links that led to another text: their pages are articles of their own.",
)
dead = Counter("masar_crawler_dead", "Records of masar.urls that were no valid message.")
received_bytes = Counter("masar_crawler_received_bytes", "Bytes of bodies received, content-encoding undone.")
fetch_seconds = Histogram("masar_crawler_fetch_seconds", "Time from a request to the end of its answer.")
publish_seconds = Histogram("masar_crawler_publish_seconds", "Time until Kafka had acknowledged a message.", ["topic"])
archive_seconds = Histogram("masar_crawler_archive_seconds", "Time until a page was safe in a WARC file.")

sources_unpolled = Gauge("masar_crawler_sources_unpolled", "Sources of this crawler that nobody has polled yet.")
sources = Gauge("masar_crawler_sources", "Sources of this crawler by how their last poll ended.", ["outlet", "state"])
due = Gauge("masar_crawler_due", "Addresses that are due now or being visited.")
inbox_lag = Gauge("masar_crawler_inbox_lag", "Records of masar.urls not yet handled in this crawler's partitions.")
partitions = Gauge("masar_crawler_partitions", "Partitions whose hosts this crawler works for.")
addresses = Gauge("masar_crawler_addresses", "Addresses that this crawler remembers.")
hosts_refusing = Gauge(
    "masar_crawler_hosts_refusing", "Hosts of an outlet that refuse us and are asked for no page.", ["outlet"]
)
hosts_resting = Gauge(
    "masar_crawler_hosts_resting", "Hosts of an outlet left alone for a while: failures or Retry-After.", ["outlet"]
)
archive_free_bytes = Gauge("masar_crawler_archive_free_bytes", "Bytes free on the disk that the WARC files go to.")
archive_disk_bytes = Gauge("masar_crawler_archive_disk_bytes", "Size of the disk that the WARC files go to.")

# Told as zero before the first of them: who asks for a rate must find the series.
for _result in ("read", "unchanged", "moved", "failed"):
    polls.labels(_result)
for _name in ("fetched", "unchanged", "retrying", "refused", "not_found"):
    outcomes.labels(_name)

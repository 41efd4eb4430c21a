"""Every metric of the crawler, each with a sentence."""

from prometheus_client import Counter, Gauge, Histogram

published = Counter("masar_crawler_published", "Messages that Kafka has taken from this crawler.", ["topic"])
outcomes = Counter("masar_crawler_outcomes", "Visits of pages by the name of their outcome.", ["name"])
polls = Counter("masar_crawler_polls", "Polls of sources by how they ended: read, unchanged, failed.", ["result"])
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

sources_unpolled = Gauge("masar_crawler_sources_unpolled", "Sources of this crawler that nobody has polled yet.")
due = Gauge("masar_crawler_due", "Addresses that are due now or being visited.")
inbox_lag = Gauge("masar_crawler_inbox_lag", "Records of masar.urls not yet handled in this crawler's partitions.")
partitions = Gauge("masar_crawler_partitions", "Partitions whose hosts this crawler works for.")
addresses = Gauge("masar_crawler_addresses", "Addresses that this crawler remembers.")
hosts_refusing = Gauge("masar_crawler_hosts_refusing", "Hosts that refuse us and are asked for no page.")
hosts_resting = Gauge("masar_crawler_hosts_resting", "Hosts left alone for a while: failures or Retry-After.")

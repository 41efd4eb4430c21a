"""All metrics of the watch: what no single service can tell of itself, and nobody when a service is gone."""

from prometheus_client import Counter, Gauge, Histogram

LOOKS = Counter("masar_watch_looks", "Looks at Kafka, Elasticsearch and the outlets, by result.", ["at", "result"])
LOOK_SECONDS = Histogram("masar_watch_look_seconds", "Time that a look took.", ["at"])

KAFKA_UP = Gauge("masar_kafka_up", "1 while Kafka answers the watch, else 0.")
BROKERS = Gauge("masar_kafka_brokers", "Brokers in the cluster.")
KAFKA_FREE = Gauge("masar_kafka_disk_free_bytes", "Bytes free on the disk of a broker's log.", ["broker"])
KAFKA_DISK = Gauge("masar_kafka_disk_bytes", "Size of the disk of a broker's log.", ["broker"])

TOPIC_BYTES = Gauge("masar_topic_bytes", "Bytes that a topic takes on disk, over all its copies.", ["topic"])
TOPIC_RECORDS = Gauge("masar_topic_records", "Offsets between a topic's first and last record.", ["topic"])
END = Gauge(
    "masar_topic_end_offset",
    "Offset that a partition's next record gets; its rate is the topic's.",
    ["topic", "partition"],
)
LAST_RECORD = Gauge(
    "masar_topic_last_record_timestamp_seconds", "When a topic's newest record was written, in Unix time.", ["topic"]
)
LAG_RECORDS = Gauge(
    "masar_consumer_lag_records", "Records that a group has not finished.", ["group", "topic", "partition"]
)
LAG_SECONDS = Gauge(
    "masar_consumer_lag_seconds",
    "Age of the oldest record that a group has not finished; 0 where it has finished all.",
    ["group", "topic", "partition"],
)
DONE = Gauge(
    "masar_consumer_done_offset",
    "Offset up to which a group has finished a partition; its rate is the group's.",
    ["group", "topic", "partition"],
)
MEMBERS = Gauge("masar_consumer_members", "Consumers in a group.", ["group"])

DEAD = Gauge(
    "masar_dead_letters", "Dead letters that nobody has replayed or purged, by the topic whose record died.", ["topic"]
)
DEAD_BY_REASON = Gauge(
    "masar_dead_letters_by_reason",
    "The same by step and reason; past the fiftieth reason of a topic they count as other.",
    ["topic", "step", "reason"],
)
DEAD_AGAIN = Gauge("masar_dead_letters_again", "Of these, letters of records that had been replayed before.", ["topic"])

ELASTICSEARCH_UP = Gauge("masar_elasticsearch_up", "1 while Elasticsearch answers the watch, else 0.")
ELASTICSEARCH_STATUS = Gauge(
    "masar_elasticsearch_status", "Elasticsearch's own word on its cluster: 2 green, 1 yellow, 0 red."
)
ELASTICSEARCH_FREE = Gauge("masar_elasticsearch_disk_free_bytes", "Bytes free on a node's data disk.", ["node"])
ELASTICSEARCH_DISK = Gauge("masar_elasticsearch_disk_bytes", "Size of a node's data disk.", ["node"])
ELASTICSEARCH_BLOCKED = Gauge(
    "masar_elasticsearch_blocked_indexes", "Masar's indexes that Elasticsearch lets nobody write to: its disk is full."
)
INDEX_DOCUMENTS = Gauge("masar_index_documents", "Documents of an index.", ["index"])
INDEX_BYTES = Gauge("masar_index_bytes", "Bytes of an index on disk, over all its copies.", ["index"])

OUTLET_PAGES = Gauge("masar_outlet_pages", "Pages of an outlet discovered in the last 24 hours.", ["outlet"])
OUTLET_LAST_PAGE = Gauge(
    "masar_outlet_last_page_timestamp_seconds", "When an outlet's newest page was discovered, in Unix time.", ["outlet"]
)
OUTLET_LAST_ARTICLE = Gauge(
    "masar_outlet_last_article_timestamp_seconds",
    "When its newest indexed article was fetched, in Unix time.",
    ["outlet"],
)
OUTLET_SILENCE = Gauge(
    "masar_outlet_longest_silence_seconds",
    "The longest pause between two hours with new pages that the outlet made in the four weeks before today.",
    ["outlet"],
)
OUTLET_SHARE = Gauge(
    "masar_outlet_share_ratio",
    "Share of the last twenty pages read of an outlet with text, and of these with title, date, author, agency.",
    ["outlet", "figure"],
)
OUTLET_LENGTH = Gauge(
    "masar_outlet_length_characters", "Middle length of the last twenty pages read of an outlet.", ["outlet"]
)
OUTLET_USUAL = Gauge(
    "masar_outlet_usual",
    "What is usual for an outlet: pages a day, shares, characters; nothing before it has a rhythm.",
    ["outlet", "figure"],
)
OUTLET_DEVIATION = Gauge(
    "masar_outlet_deviation",
    "-1 while a figure of an outlet is low against its own rhythm, 1 while it is high, else 0.",
    ["outlet", "figure"],
)
ALARMS = Counter(
    "masar_outlet_alarms", "Alarms about outlets' figures: raised low, raised high, recovered.", ["figure", "change"]
)

# Told as zero before the first of them: who asks for a rate must find the series.
for _at in ("kafka", "dead_letters", "elasticsearch", "outlets"):
    LOOK_SECONDS.labels(_at)
    for _result in ("done", "failed"):
        LOOKS.labels(_at, _result)
for _figure in ("pages", "text", "title", "date", "author", "agency", "length"):
    for _change in ("low", "high", "recovered"):
        ALARMS.labels(_figure, _change)

"""All metrics of the parser."""

from prometheus_client import Counter, Gauge, Histogram

PAGES = Counter("masar_parser_pages", "Pages read, by the name of their outcome.", ["outcome"])
ARTICLES = Counter("masar_parser_articles", "Articles traced, by dossier and outcome.", ["dossier", "outcome"])
DEAD = Counter("masar_parser_dead_letters", "Records that broke a step, by step and reason.", ["step", "reason"])
SAMPLES = Counter(
    "masar_parser_samples", "Off-topic pages read all the same, for completeness, by what they were.", ["result"]
)
STAGE_SECONDS = Histogram(
    "masar_parser_stage_seconds",
    "Time a page spent in one stage of reading.",
    ["stage"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
ACKNOWLEDGE_SECONDS = Histogram(
    "masar_parser_acknowledge_seconds", "Time until Kafka had acknowledged all that came of a record.", ["step"]
)
DAMAGED = Counter("masar_parser_damaged_characters", "Characters that no charset could read, kept visible as U+FFFD.")
TABLE_ARTICLES = Gauge("masar_parser_table_articles", "Articles that this parser's table of traced articles holds.")
TABLE_BYTES = Gauge("masar_parser_table_bytes", "Bytes of the entries in this parser's table, as kept, compressed.")
RECOVERING = Gauge("masar_parser_recovering_articles", "Articles whose stories are not yet back after a restart.")
OPEN = Gauge("masar_parser_open_pages", "Pages in hand: read, and waiting for Kafka to acknowledge the result.")
LAST_PAGE = Gauge("masar_parser_last_page_timestamp_seconds", "When the last page was read, in Unix time.")

# Told as zero before the first of them: who asks for a rate must find the series.
for _result in ("article", "no_text", "broken"):
    SAMPLES.labels(_result)
for _step in ("parse", "trace"):
    ACKNOWLEDGE_SECONDS.labels(_step)
for _outcome in ("core", "mention", "related", "off_topic", "no_text", "not_arabic", "dead"):
    PAGES.labels(_outcome)
for _stage in ("decode", "gate", "extract", "language", "date", "byline", "enrich", "trace"):
    STAGE_SECONDS.labels(_stage)

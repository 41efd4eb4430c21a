"""All metrics of the parser."""

from prometheus_client import Counter, Gauge, Histogram

PAGES = Counter("masar_parser_pages", "Pages read, by the name of their outcome.", ["outcome"])
ARTICLES = Counter("masar_parser_articles", "Articles traced, by dossier and outcome.", ["dossier", "outcome"])
DEAD = Counter("masar_parser_dead_letters", "Records that broke a step, by step and reason.", ["step", "reason"])
STAGE_SECONDS = Histogram(
    "masar_parser_stage_seconds",
    "Time a page spent in one stage of reading.",
    ["stage"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
DAMAGED = Counter("masar_parser_damaged_characters", "Characters that no charset could read, kept visible as U+FFFD.")
RECOVERING = Gauge("masar_parser_recovering_articles", "Articles whose stories are not yet back after a restart.")
OPEN = Gauge("masar_parser_open_pages", "Pages in hand: read, and waiting for Kafka to acknowledge the result.")
LAST_PAGE = Gauge("masar_parser_last_page_timestamp_seconds", "When the last page was read, in Unix time.")

"""The dashboard of the pipeline: from left to right, from top to bottom as a page goes."""

from deploy.grafana.panel import Dashboard, Panel, Row

_SERVICES = "crawler|parser|indexer|watch|desk|control"
_STAGES = "sum by (stage) (rate(masar_parser_stage_seconds_{}[5m]))"


def _ninth(histogram: str, by: str = "") -> str:
    """The time within which nine in ten are done."""
    labels = f"le, {by}" if by else "le"
    return f"histogram_quantile(0.9, sum by ({labels}) (rate({histogram}_bucket[5m])))"


def _rate(counter: str, by: str = "") -> str:
    return f"sum by ({by}) (rate({counter}[5m]))" if by else f"sum(rate({counter}[5m]))"


FLOW = Row(
    "The flow, pages a second",
    (
        Panel("Discovered", "Addresses nobody knew.", {"": _rate("masar_crawler_discovered_total")}, "pps", "stat"),
        Panel(
            "Fetched",
            "New or changed pages.",
            {"": _rate('masar_crawler_outcomes_total{name="fetched"}')},
            "pps",
            "stat",
        ),
        Panel("Parsed", "Pages read by the parser.", {"": _rate("masar_parser_pages_total")}, "pps", "stat"),
        Panel(
            "Relevant",
            "Pages about a dossier.",
            {"": _rate('masar_parser_pages_total{outcome=~"core|mention|related"}')},
            "pps",
            "stat",
        ),
        Panel(
            "Indexed",
            "Documents written.",
            {"": _rate('masar_indexer_bulk_items_total{result="written"}')},
            "pps",
            "stat",
        ),
        Panel("Dead letters", "That wait for somebody.", {"": "sum(masar_dead_letters)"}, "short", "stat", warn=1),
        Panel(
            "Oldest",
            "Age of the oldest record that waits.",
            {"": "max(masar_consumer_lag_seconds)"},
            "s",
            "stat",
            warn=600,
        ),
        Panel("Up", "Services that answer.", {"": f'sum(up{{job=~"{_SERVICES}"}})'}, "short", "stat"),
    ),
)

TOPICS = Row(
    "Kafka",
    (
        Panel(
            "Records in, a second",
            "By topic.",
            {"{{topic}}": "sum by (topic) (rate(masar_topic_end_offset[5m]))"},
            "ops",
        ),
        Panel(
            "Records finished, a second",
            "By the group that reads.",
            {"{{group}} {{topic}}": "sum by (group, topic) (rate(masar_consumer_done_offset[5m]))"},
            "ops",
        ),
        Panel("Lag, records", "Not finished.", {"{{topic}}": "sum by (topic) (masar_consumer_lag_records)"}),
        Panel(
            "Lag, time",
            "Age of the oldest not finished.",
            {"{{topic}}": "max by (topic) (masar_consumer_lag_seconds)"},
            "s",
        ),
    ),
)

KAFKA = Row(
    "Topics and dead letters",
    (
        Panel(
            "Since the last record",
            "By topic.",
            {"{{topic}}": "time() - masar_topic_last_record_timestamp_seconds"},
            "s",
        ),
        Panel("Bytes", "On disk, all copies.", {"{{topic}}": "masar_topic_bytes"}, "bytes"),
        Panel("Consumers", "Members of each group.", {"{{group}}": "masar_consumer_members"}),
        Panel(
            "Dead letters",
            "That wait, and of these those that had been replayed.",
            {"{{topic}}": "masar_dead_letters", "{{topic}} again": "masar_dead_letters_again"},
        ),
    ),
)

CRAWLER = Row(
    "Crawler",
    (
        Panel("Visits, a second", "By outcome.", {"{{name}}": _rate("masar_crawler_outcomes_total", "name")}, "ops"),
        Panel(
            "Time",
            "Within which nine in ten are done: a request, its WARC record, Kafka's answer.",
            {
                "fetch": _ninth("masar_crawler_fetch_seconds"),
                "archive": _ninth("masar_crawler_archive_seconds"),
                "publish {{topic}}": _ninth("masar_crawler_publish_seconds", "topic"),
            },
            "s",
        ),
        Panel(
            "Due and known", "Addresses.", {"due": "sum(masar_crawler_due)", "known": "sum(masar_crawler_addresses)"}
        ),
        Panel(
            "Retries and received",
            "Visits that are made again, and bytes that came.",
            {"retries": _rate("masar_crawler_retries_total"), "bytes": _rate("masar_crawler_received_bytes_total")},
        ),
    ),
)

PARSER = Row(
    "Parser",
    (
        Panel(
            "Pages, a second",
            "By outcome.",
            {"{{outcome}}": _rate("masar_parser_pages_total", "outcome")},
            "ops",
            stacked=True,
        ),
        Panel(
            "Seconds a page, by stage",
            "What a page costs where it goes through the stage; together they are the parser's work.",
            {"{{stage}}": f"{_STAGES.format('sum')} / {_STAGES.format('count')}"},
            "s",
        ),
        Panel(
            "Cores busy, by stage",
            "Seconds of work in a second.",
            {"{{stage}}": _STAGES.format("sum")},
            "short",
            stacked=True,
        ),
        Panel(
            "Kafka's answer",
            "Time within which nine in ten records' results are acknowledged.",
            {"{{step}}": _ninth("masar_parser_acknowledge_seconds", "step")},
            "s",
        ),
        Panel(
            "Table",
            "Articles that the tracing step remembers, and its bytes.",
            {"articles": "sum(masar_parser_table_articles)", "bytes": "sum(masar_parser_table_bytes)"},
        ),
    ),
)

INDEXER = Row(
    "Indexer and Elasticsearch",
    (
        Panel(
            "Documents, a second",
            "By Elasticsearch's answer.",
            {"{{result}}": _rate("masar_indexer_bulk_items_total", "result")},
            "ops",
        ),
        Panel(
            "Bulk requests",
            "Time within which nine in ten are answered.",
            {"answer": _ninth("masar_indexer_request_seconds")},
            "s",
        ),
        Panel(
            "Until searchable",
            "Time within which nine in ten new articles are: from their fetch, and from their printed publication.",
            {
                "from the fetch": _ninth("masar_indexer_fetched_to_searchable_seconds"),
                "from publication": _ninth("masar_indexer_published_to_searchable_seconds"),
            },
            "s",
        ),
        Panel(
            "State",
            "Paused is 1 while Elasticsearch cannot follow; status is 2 green, 1 yellow, 0 red.",
            {
                "paused": "max(masar_indexer_paused)",
                "status": "min(masar_elasticsearch_status)",
                "blocked indexes": "max(masar_elasticsearch_blocked_indexes)",
            },
        ),
    ),
)

MACHINES = Row(
    "Disks and processes",
    (
        Panel(
            "Disk free",
            "Share of each disk.",
            {
                "Kafka {{broker}}": "masar_kafka_disk_free_bytes / masar_kafka_disk_bytes",
                "Elasticsearch {{node}}": "masar_elasticsearch_disk_free_bytes / masar_elasticsearch_disk_bytes",
                "archive": "masar_crawler_archive_free_bytes / masar_crawler_archive_disk_bytes",
            },
            "percentunit",
        ),
        Panel("Index", "Bytes on disk.", {"{{index}}": "masar_index_bytes"}, "bytes"),
        Panel("Memory", "Resident.", {"{{job}} {{instance}}": "process_resident_memory_bytes"}, "bytes"),
        Panel("Processor", "Cores.", {"{{job}} {{instance}}": "rate(process_cpu_seconds_total[5m])"}),
        Panel("Files open", "And connections.", {"{{job}} {{instance}}": "process_open_fds"}),
    ),
)

PIPELINE = Dashboard(
    uid="masar-pipeline",
    title="Masar: pipeline",
    says="A page's way: crawler, Kafka, parser, Kafka, indexer, Elasticsearch.",
    rows=(FLOW, TOPICS, KAFKA, CRAWLER, PARSER, INDEXER, MACHINES),
)

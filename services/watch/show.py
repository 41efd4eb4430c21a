"""What a look saw, put into the metrics."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from prometheus_client import Gauge

from contracts import topics
from contracts.completeness import Alarm, Figure
from queues.kafka_look import Look
from queues.letters import Brief, by_reason
from queues.offsets import READERS, Place
from services.watch import metrics
from services.watch.cluster import Cluster
from services.watch.judge import Now, Standing


def show_look(look: Look) -> None:
    """Topics, readers, brokers."""
    metrics.BROKERS.set(len(look.brokers))
    for broker in look.brokers:
        if broker.free is not None and broker.size is not None:
            metrics.KAFKA_FREE.labels(broker.id).set(broker.free)
            metrics.KAFKA_DISK.labels(broker.id).set(broker.size)
    for topic, size in look.bytes.items():
        if topic.startswith("masar"):
            metrics.TOPIC_BYTES.labels(topic).set(size)
    for topic, written in look.last.items():
        metrics.LAST_RECORD.labels(topic).set(written)
    for group in look.groups:
        metrics.MEMBERS.labels(group.name).set(len(group.members))
    records: Counter[str] = Counter()
    for place in look.places:
        records[place.topic] += place.end - place.first
        metrics.END.labels(place.topic, place.partition).set(place.end)
        _show_reader(place, look.at)
    for topic, count in records.items():
        metrics.TOPIC_RECORDS.labels(topic).set(count)


def show_letters(letters: list[Brief]) -> None:
    """Dead letters that wait."""
    waiting = Counter(one.topic for one in letters)
    again = Counter(one.topic for one in letters if one.again)
    for name in _WITH_LETTERS:
        metrics.DEAD.labels(name).set(waiting[name])
        metrics.DEAD_AGAIN.labels(name).set(again[name])
    metrics.DEAD_BY_REASON.clear()
    for (topic, step, reason), count in by_reason(letters).items():
        metrics.DEAD_BY_REASON.labels(topic, step, reason).set(count)


def show_cluster(cluster: Cluster) -> None:
    """Elasticsearch."""
    metrics.ELASTICSEARCH_STATUS.set(cluster.status)
    metrics.ELASTICSEARCH_BLOCKED.set(len(cluster.blocked))
    for node, (free, size) in cluster.disks.items():
        metrics.ELASTICSEARCH_FREE.labels(node).set(free)
        metrics.ELASTICSEARCH_DISK.labels(node).set(size)
    # A rebuilt index has another name: the old one must not stand for ever.
    for gauge in (metrics.INDEX_DOCUMENTS, metrics.INDEX_BYTES):
        gauge.clear()
    for index in cluster.indexes:
        metrics.INDEX_DOCUMENTS.labels(index.name).set(index.documents)
        metrics.INDEX_BYTES.labels(index.name).set(index.bytes)


def show_outlet(now: Now, standings: Mapping[Figure, Standing], silence: float | None) -> None:
    """One outlet: what it gives, what is usual, what is not."""
    metrics.OUTLET_PAGES.labels(now.outlet).set(now.pages)
    _show_moment(metrics.OUTLET_LAST_PAGE.labels(now.outlet), now.last_page)
    _show_moment(metrics.OUTLET_LAST_ARTICLE.labels(now.outlet), now.last_article)
    if silence is not None:
        metrics.OUTLET_SILENCE.labels(now.outlet).set(silence)
    for figure, standing in standings.items():
        if standing.value is not None and figure == "length":
            metrics.OUTLET_LENGTH.labels(now.outlet).set(standing.value)
        elif standing.value is not None and figure != "pages":
            metrics.OUTLET_SHARE.labels(now.outlet, figure).set(standing.value)
        if standing.band is not None:
            metrics.OUTLET_USUAL.labels(now.outlet, figure).set(standing.band.middle)


def show_alarms(changes: Sequence[Alarm], raised: Iterable[Alarm], outlets: Iterable[Now]) -> None:
    """Alarms that began or ended, and those that stand."""
    for alarm in changes:
        metrics.ALARMS.labels(alarm.figure, "recovered" if alarm.recovered else alarm.side).inc()
    sides = {(alarm.outlet, alarm.figure): 1 if alarm.side == "high" else -1 for alarm in raised}
    for now in outlets:
        for figure in FIGURES:
            metrics.OUTLET_DEVIATION.labels(now.outlet, figure).set(sides.get((now.outlet, figure), 0))


FIGURES: tuple[Figure, ...] = ("pages", "text", "title", "date", "author", "agency", "length")
# Topics whose records may die.
_WITH_LETTERS = tuple(
    topic.name.removesuffix(topics.dead("")) for topic in topics.all_topics() if topic.message == "DeadLetter"
)


def _show_reader(place: Place, at: float) -> None:
    if place.lag is None or place.done is None:
        return
    told = (READERS[place.topic], place.topic, place.partition)
    metrics.DONE.labels(*told).set(place.done)
    metrics.LAG_RECORDS.labels(*told).set(place.lag)
    metrics.LAG_SECONDS.labels(*told).set(max(0.0, at - place.oldest) if place.oldest else 0.0)


def _show_moment(gauge: Gauge, moment: datetime | None) -> None:
    if moment is not None:
        gauge.set(moment.timestamp())

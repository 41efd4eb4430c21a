"""How `masar check-url` looks to people."""

from rich.console import Console
from rich.markup import escape

from contracts.article import DateFound
from operations.reading import Reading
from operations.robots_said import RobotsSaid
from operations.source_check import SourceChecked
from operations.url_check import Hop, UrlChecked

# The outcomes that a reader may be glad of; the rest are red.
_GOOD = frozenset({"fetched", "works", "core", "mention", "related"})
_NEUTRAL = frozenset({"off_topic", "not_arabic", "redirected", "empty", "moved", "not tried"})
# Headers that say how a page is kept and read; the rest are only in the JSON.
_TOLD = ("content-type", "content-encoding", "etag", "last-modified", "cache-control", "retry-after", "server")


def show(checked: UrlChecked, console: Console) -> None:
    """Print what was found, one fact a line."""
    _line(console, "address", escape(checked.url))
    _line(console, "page_id", checked.page_id)
    _line(console, "outlet", escape(checked.outlet) if checked.outlet else "[yellow]declared by none[/yellow]")
    _line(console, "pace", f"{checked.pace:g} s between requests")
    for number, hop in enumerate(checked.hops, 1):
        _show_hop(console, number, hop)
    _line(console, "crawler", _coloured(checked.outcome, checked.reason))
    if checked.next_visit:
        _line(console, "next visit", f"{checked.next_visit:%Y-%m-%d %H:%M} UTC")
    if checked.source:
        _show_source(console, checked.source)
    _show_page(console, checked)


def _show_source(console: Console, source: SourceChecked) -> None:
    newest = f", the newest of {source.newest:%Y-%m-%d %H:%M} UTC" if source.newest else ""
    _line(console, "source", f"{source.kind}, {source.entries} entries{newest}")
    if source.robots:
        _line(console, "robots", _robots(source.robots))
    if source.answered and source.answered != source.url:
        _line(console, "answered at", escape(source.answered))
    for name, value in source.headers:
        if name in _TOLD:
            _line(console, name, escape(value))
    for example in source.examples:
        _line(console, "lists", escape(example))


def _show_hop(console: Console, number: int, hop: Hop) -> None:
    console.print(f"[bold]{number}. {escape(hop.url)}[/bold]", soft_wrap=True)
    _line(console, "  robots", _robots(hop.robots) if hop.robots else "[red]not known[/red]")
    if hop.pace:
        _line(console, "  pace here", f"{hop.pace:g} s")
    if hop.status:
        _line(console, "  status", f"{hop.status} in {hop.seconds:.2f} s, robots.txt and pace included")
    if hop.location:
        _line(console, "  to", escape(hop.location))
    for name, value in hop.headers:
        if name in _TOLD:
            _line(console, f"  {name}", escape(value))


def _robots(said: RobotsSaid) -> str:
    if said.unreachable:
        return f"[red]unreachable[/red] ({escape(said.unreachable)})"
    verdict = "[green]allowed[/green]" if said.allowed else "[red]refused[/red]"
    why = f"{said.rule}, for {said.agent}" if said.rule else "no rule matches"
    delay = f", crawl delay {said.delay:g} s" if said.delay else ""
    return f"{verdict} ({escape(why)}; robots.txt: {said.status}{delay})"


def _show_page(console: Console, checked: UrlChecked) -> None:
    if checked.charset:
        charset = checked.charset
        told = f"declared {charset.declared or 'nowhere'}, read as {charset.found or '?'} by {charset.by}"
        _line(console, "charset", told + (f", {charset.damaged} characters damaged" if charset.damaged else ""))
    if checked.signature:
        _line(console, "canonical", escape(checked.canonical_url or "none"))
        _line(console, "signature", f"{checked.signature} of {checked.bytes:,} bytes")
    if checked.parsed:
        _show_reading(console, checked.parsed)


def _show_reading(console: Console, read: Reading) -> None:
    _line(console, "parser", _coloured(read.outcome, read.reason))
    if read.levels:
        _line(console, "title", f"[bold]{escape(read.title or 'none')}[/bold]")
        _line(console, "published", _date(read.published))
        if read.modified:
            _line(console, "modified", _date(read.modified))
        byline = read.byline
        said = [part for part in (byline.agency, byline.author, byline.place) if part] if byline else []
        _line(console, "byline", escape(" · ".join(said)) if said else "none")
        _line(console, "text", f"{read.words} words, {read.language}")
        _line(console, "level", ", ".join(f"{dossier}: {level}" for dossier, level in read.levels.items()))


def _date(found: DateFound | None) -> str:
    return f"{found.at} ({escape(found.surface)}, {found.method}, {found.confidence:.2f})" if found else "none"


def _coloured(outcome: str, reason: str | None) -> str:
    colour = "green" if outcome in _GOOD else "yellow" if outcome in _NEUTRAL else "red"
    return f"[{colour}]{outcome}[/{colour}]" + (f" ({escape(reason)})" if reason else "")


def _line(console: Console, name: str, value: str) -> None:
    console.print(f"[dim]{name:16}[/dim] {value}", soft_wrap=True, highlight=False)

"""What `masar story` shows on a terminal: a tree, a timeline, two texts side by side."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from queries.family import Branch, Member, tree
from queries.sides import Row, Sides

_STYLES = {"kept": "", "cut": "red", "added": "cyan"}


def show_family(members: Sequence[Member]) -> RenderableType:
    """The family as a tree of who derives from whom, and as a timeline."""
    root = Tree(f"[bold]story {members[0].story.id}[/bold], {len(members)} articles")
    for branch in tree(members):
        _grow(root, branch)
    return Group(root, "", _timeline(members))


def show_sides(compared: Sides) -> RenderableType:
    """Two texts side by side, the source on the left."""
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, expand=True)
    table.add_column("")
    for member, share in ((compared.source, compared.of_source), (compared.copy, compared.shared)):
        table.add_column(f"{_who(member)}\n{share:.0%} in both", ratio=1)
    for row in compared.rows:
        table.add_row(
            _note(row), *(f"[{style}]{escape(text)}[/]" if style else escape(text) for style, text in _two(row))
        )
    return table


def _grow(tree_so_far: Tree, branch: Branch) -> None:
    story = branch.member.story
    kept = f" · {story.shared:.0%} of it" if story.origin_page_id != branch.member.page_id else ""
    grown = tree_so_far.add(
        f"[bold]{story.role}[/bold]{kept} · {_who(branch.member)} · [dim]{escape(story.reason)}[/dim]"
    )
    grown.add(f"[dim]{escape(branch.member.url)}[/dim]")
    for each in branch.branches:
        _grow(grown, each)


def _timeline(members: Sequence[Member]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("published", "outlet", "agency", "role", "kept", "cut", "changed", "title"):
        table.add_column(name, justify="right" if name in ("kept", "cut", "changed") else "left")
    for member in members:
        story = member.story
        kept = sum(passage.page_id == story.origin_page_id for passage in story.passages)
        counts = (str(count or "") for count in (kept, len(story.cut), len(story.changed)))
        table.add_row(
            member.published or "no date",
            member.outlet,
            member.agency or "",
            story.role,
            *counts,
            escape(member.title or ""),
        )
    return table


def _who(member: Member) -> str:
    agency = f" ({member.agency})" if member.agency else ""
    return escape(f"{member.outlet}{agency}, {member.published or 'no date'}")


def _note(row: Row) -> str:
    changed = "\n".join(f"{before or '∅'} → {after or '∅'}" for before, after in row.changed)
    return f"{row.kind}\n[yellow]{escape(changed)}[/yellow]" if changed else row.kind


def _two(row: Row) -> tuple[tuple[str, str], tuple[str, str]]:
    style = _STYLES[row.kind]
    return (style, row.source), (style, row.copy)

"""A story: its members as a tree and on a line of time, and two of them side by side."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct
from starlette.responses import Response

from queries.family import Member, NotInIndex, family, find_member, tree
from queries.sides import sides
from services.desk.asking import Asking, BadQuestion, NotHere
from services.desk.differences import differences
from services.desk.show import show

WIDTH = 1000


class Point(Struct, frozen=True):
    """A dated member on the line of time, from 0 to WIDTH."""

    member: Member
    x: float


def story_page(asking: Asking) -> Response:
    """The family of a story."""
    members = _family(asking)
    return show(
        asking,
        "story.html",
        story=members[0].story.id,
        members=members,
        tree=tree(members),
        points=_points(members),
        width=WIDTH,
    )


def sides_page(asking: Asking) -> Response:
    """Two members of the story, `a` and `b`, as texts side by side."""
    one, other = asking.given("a"), asking.given("b")
    if not one or not other:
        raise BadQuestion("a and b: name two articles of the story by their ids")
    try:
        compared = sides(*(find_member(asking.client, page, asking.index) for page in (one, other)))
    except NotInIndex:
        raise NotHere(f"{one}, {other}") from None
    except ValueError:
        raise BadQuestion(f"a={one} and b={other}: both are the same article, choose two") from None
    # What the tracing found changed within a kept passage, word by word in both of its prints.
    changed = [differences(row.source, row.copy) if row.changed else None for row in compared.rows]
    return show(asking, "sides.html", story=asking.part("story"), compared=compared, changed=changed)


def _family(asking: Asking) -> tuple[Member, ...]:
    try:
        return family(asking.client, asking.part("story"), asking.index)
    except NotInIndex:
        raise NotHere(asking.part("story")) from None


def _points(members: Sequence[Member]) -> list[Point]:
    dated = [(member, _time(member.published)) for member in members if member.published]
    if not dated:
        return []
    first, last = min(at for _, at in dated), max(at for _, at in dated)
    span = (last - first) or 1.0
    return [Point(member, round(20 + (WIDTH - 40) * (at - first) / span, 1)) for member, at in dated]


def _time(published: str) -> float:
    # A date without a day counts as the first, as in the index; only the drawing goes by this.
    whole = f"{published}-01" if len(published) == 7 else published
    at = datetime.fromisoformat(whole)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()

"""A story's family as a tree, and two of its texts side by side."""

from io import StringIO

import msgspec
from rich.console import Console, RenderableType
from wire_copy import FIRST, OTHER, SECOND, THIRD, WIRE, article

from lineage.lineage import Lineage
from operations.story_view import show_family, show_sides
from queries.family import Member, tree
from queries.sides import sides

COPY = f"{OTHER}\n{SECOND.replace('ثلثي', 'نصف')}\n{THIRD}"
TEXTS = {"wire": WIRE, "copy": COPY, "again": COPY, "tail": THIRD}


def members() -> dict[str, Member]:
    """Four articles of one story, an hour apart, as the index would give them back."""
    entries = [
        article(page, body, outlet=f"dar-{page}", published=f"2022-10-18T{hour}:00+05:00")
        for hour, (page, body) in enumerate(TEXTS.items(), start=10)
    ]
    lineage = Lineage.restore(entries)
    return {
        each.page_id: Member(
            page_id=each.page_id,
            dossier="dushanbe",
            url=f"http://127.0.0.2/{each.page_id}",
            outlet=each.outlet,
            title=f"عنوان {each.page_id}",
            agency=each.agency,
            published=each.published,
            fetched_at=None,
            body=each.body,
            story=lineage.story_of(each.page_id),
        )
        for each in entries
    }


def shown(renderable: RenderableType) -> str:
    out = StringIO()
    Console(width=160, file=out).print(renderable)
    return out.getvalue()


def test_copies_hang_under_their_origin() -> None:
    (root,) = tree(tuple(members().values()))
    assert root.member.page_id == "wire"
    below = {branch.member.page_id: [each.member.page_id for each in branch.branches] for branch in root.branches}
    assert below == {"copy": ["again"], "tail": []}


def test_the_origin_stands_left_and_every_stretch_is_kept_cut_or_added() -> None:
    known = members()
    compared = sides(known["copy"], known["wire"])
    assert (compared.source.page_id, compared.copy.page_id) == ("wire", "copy")
    kinds = [row.kind for row in compared.rows]
    assert kinds == ["cut", "added", "kept"] or kinds == ["added", "cut", "kept"]
    kept = compared.rows[-1]
    assert kept.changed == (("ثلثي", "نصف"),)
    assert FIRST.rstrip(".") in next(row.source for row in compared.rows if row.kind == "cut")
    assert OTHER.rstrip(".") in next(row.copy for row in compared.rows if row.kind == "added")
    assert msgspec.json.decode(msgspec.json.encode(compared))["rows"][-1]["kind"] == "kept"


def test_texts_that_share_nothing_are_shown_whole() -> None:
    known = members()
    stranger = msgspec.structs.replace(known["tail"], page_id="stranger", body=OTHER)
    assert {row.kind for row in sides(known["wire"], stranger).rows} == {"cut", "added"}


def test_a_terminal_shows_everyone_and_what_was_changed() -> None:
    known = members()
    told = shown(show_family(tuple(known.values())))
    assert all(told.count(f"dar-{page}") == 2 for page in known)
    assert "ثلثي → نصف" in shown(show_sides(sides(known["wire"], known["copy"])))

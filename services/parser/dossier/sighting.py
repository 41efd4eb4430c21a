"""An actor, or a person whom no dossier lists, where an article names them."""

from msgspec import Struct

from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Actor


class Sighting(Struct, frozen=True):
    """An actor at the folded [start, end) of a field. `actor` is null for people not listed, who go by `name`."""

    field: FoldedField
    start: int
    end: int
    actor: Actor | None
    name: str
    role: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether it is of a person: so are all whom the dossier does not list."""
        return self.actor is None or self.actor.kind == "person"

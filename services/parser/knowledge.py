"""What the parser knows before it reads a page: the dossiers followed and the outlets."""

from pathlib import Path

from msgspec import Struct

from contracts.outlet import Outlet, outlets_followed
from services.parser.dossier.gate import Gate
from services.parser.dossier.load import Dossier, load_dossier


class Knowledge(Struct, frozen=True):
    """The dossiers by id, one gate for all of them, and the outlets by id."""

    dossiers: dict[str, Dossier]
    gate: Gate
    outlets: dict[str, Outlet]


def load_knowledge(folder: Path, followed: tuple[str, ...], outlets: Path | None = None) -> Knowledge:
    """Read the dossiers followed from `folder`, the outlets from `outlets` or else from each dossier.

    Raises ValueError, naming the file, where one does not hold; FileNotFoundError where one is missing.
    """
    dossiers = {name: load_dossier(folder / name) for name in followed}
    return Knowledge(dossiers, Gate(dossiers.values()), outlets_followed(folder, followed, outlets))

"""What is downloaded once, as data: versions, sizes, digests."""

from pathlib import Path

import msgspec


class Artefact(msgspec.Struct, frozen=True, kw_only=True):
    """One download: `goal` is Maven's, `inside` the folder wanted of what it leaves."""

    name: str = ""
    version: str
    goal: str
    inside: str
    megabytes: int
    digest: str

    @property
    def folder(self) -> str:
        """Its folder's name in the cache; a new version lies beside the old one."""
        return f"{self.name}-{self.version}"


POM = Path(__file__).with_name("pom.xml")


def all_artefacts() -> tuple[Artefact, ...]:
    """Every artefact, in the order of artefacts.toml."""
    described = msgspec.toml.decode(POM.with_name("artefacts.toml").read_bytes(), type=dict[str, Artefact])
    return tuple(msgspec.structs.replace(artefact, name=name) for name, artefact in described.items())

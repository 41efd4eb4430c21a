"""`make audit ARGS="--database PATH"`: the locked versions held against a clone of the PyPA's advisories, offline."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from deploy.supply.advisories import Database, NoDatabase, read_database
from deploy.supply.locks import LOCKS, Locked, locked


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 when no advisory is about a locked version, 1 when one is, 2 when there is nothing to ask."""
    options = argparse.ArgumentParser(prog="audit", description=__doc__)
    options.add_argument("--database", type=Path, required=True, metavar="PATH", help="clone of the advisory-database")
    options.add_argument("--lock", type=Path, action="append", metavar="FILE", help="lock file, in place of all")
    asked = options.parse_args(arguments)
    try:
        versions = list(locked(tuple(asked.lock or LOCKS)))
        database = read_database(asked.database, {each.name for each in versions})
    except (NoDatabase, OSError) as error:
        print(f"audit: {error}", file=sys.stderr)
        return 2
    print(
        f"audit: {len({(each.name, each.version) for each in versions})} versions held against {database.count} "
        f"advisories, the newest of {database.newest}: later ones are not among them"
    )
    lines = findings(versions, database)
    print("\n".join(lines) or "audit: no advisory is about any of them")
    return 1 if lines else 0


def findings(versions: Sequence[Locked], database: Database) -> list[str]:
    """A line for each advisory about a locked version."""
    locks: dict[str, set[str]] = defaultdict(set)
    for each in versions:
        for advisory in database.advisories.get(each.name, ()):
            if advisory.concerns(each.name, each.version):
                mended = ", ".join(advisory.mended(each.name)) or "no version yet"
                ids = " ".join((advisory.id, *advisory.aliases))
                locks[f"{each.name} {each.version}: {ids}; mended in {mended}; {advisory.told[:160]}"].add(each.lock)
    return [f"{line} ({', '.join(sorted(held))})" for line, held in sorted(locks.items())]


if __name__ == "__main__":
    sys.exit(main())

"""The outlets as the crawler reads them, with the port that the press listens on."""

from pathlib import Path

_DECLARED = Path(__file__).with_name("outlets.toml")


def press_outlets(port: int) -> str:
    """The outlets file (TOML, schema contracts/outlet.py) for a press on `port`."""
    return _DECLARED.read_text(encoding="utf-8").replace("{port}", str(port))


def write_outlets(port: int, path: Path) -> Path:
    """Write that file to `path`, which is returned."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(press_outlets(port), encoding="utf-8")
    return path

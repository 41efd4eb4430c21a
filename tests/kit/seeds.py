"""The five founding articles, wrapped as pages at test time. They stay outside the repository."""

from html import escape
from pathlib import Path

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

# Which line of each file is its headline: the second text of 001 is, its first is a kicker.
TITLES = {"000": 0, "001": 1, "002": 0, "003": 0, "004": 0}


def seed_files() -> dict[str, Path]:
    """The files by their number, empty where the folder is absent."""
    return {path.name[:3]: path for path in sorted(SEEDS.glob("*.txt"))}


def title_of(number: str, text: str) -> str:
    """The headline as printed."""
    return [line.strip() for line in text.splitlines() if line.strip()][TITLES[number]]


def as_page(number: str, text: str) -> bytes:
    """A plain news page: the headline in <title> and <h1>, a list for the bullets, the rest in paragraphs."""
    title = title_of(number, text)
    lines = [line.strip() for line in text.splitlines() if line.strip() and line.strip() != title]
    blocks = "".join(
        f"<li>{escape(line.removeprefix('•').strip())}</li>" if line.startswith("•") else f"<p>{escape(line)}</p>"
        for line in lines
    )
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        '<body><nav><a href="/">الرئيسية</a> <a href="/local">محليات</a></nav>'
        f"<article><h1>{escape(title)}</h1>{blocks}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
    ).encode()

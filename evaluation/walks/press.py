"""The press of the walks: two outlets whose template changes and whose door closes when they are told to."""

from collections.abc import Mapping

from evaluation.small_press import Reply

PAPER, WALL = "127.1.9.1", "127.1.9.2"
HTML = {"Content-Type": "text/html; charset=utf-8"}
NEVER = 1_000_000
_TEXT = "افتتح صباح اليوم في وسط المدينة سوق جديدة للخضار والفواكه بحضور عدد كبير من التجار والزوار."
_TEXTS = "".join(f"<p>{_TEXT} وتلك هي الفقرة رقم {number}.</p>" for number in range(4))


class Press:
    """What both print. The paper's pages from `relaunched_from` on say nowhere when they were written; the wall lets
    nobody in while it is `closed`."""

    def __init__(self) -> None:
        self.pages = 0
        self.relaunched_from = NEVER
        self.closed = False
        self.port = 0

    def __call__(self, host: str, path: str, headers: Mapping[str, str]) -> Reply:
        """As small_press asks."""
        if host == WALL and self.closed:
            return Reply(b"Forbidden", 403)
        if path == "/rss.xml":
            links = "".join(f"<item><link>{self.url(host, n)}</link></item>" for n in range(self.pages))
            return Reply(f'<rss version="2.0"><channel><title>س</title>{links}</channel></rss>'.encode())
        if not path.startswith("/news/"):
            return Reply(status=404)
        number = int(path.rpartition("/")[2])
        dated = host != PAPER or number < self.relaunched_from
        return Reply(page_html(number, dated), headers=HTML)

    def url(self, host: str, number: int) -> str:
        """The address of a host's page."""
        return f"http://{host}:{self.port}/news/{number}"

    @property
    def oldest(self) -> str:
        """The paper's first page."""
        return self.url(PAPER, 0)

    @property
    def newest(self) -> str:
        """The paper's last page."""
        return self.url(PAPER, self.pages - 1)

    def names(self) -> list[str]:
        """Both hosts with their port, the paper first."""
        return [f"{host}:{self.port}" for host in (PAPER, WALL)]


def page_html(number: int, dated: bool = True) -> bytes:
    """A page; an undated one is the same text in a template that lost the time of its writing."""
    moment = f"2026-11-25T10:{number % 60:02}:00+03:00"
    date = f"<meta property='article:published_time' content='{moment}'>" if dated else ""
    head = f"<meta charset=utf-8><title>السوق {number}</title>{date}"
    body = f"<article><h1>افتتاح السوق رقم {number}</h1>{_TEXTS}"
    return f"<!doctype html><html lang=ar><head>{head}</head><body>{body}".encode()

"""Records as another crawler would have written them."""

import io
from datetime import UTC, datetime, timedelta

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

MOMENT = datetime(2024, 11, 4, 12, tzinfo=UTC)
HTML = "text/html; charset=windows-1256"
BODY = ("<html><title>خبر</title><p>" + "نص المقال فيه جملة طويلة يقرأها الناس " * 5).encode("windows-1256")


def record(url: str, body: bytes = BODY, status: str = "200 OK", kind: str = HTML, day: int = 0) -> bytes:
    """One response record in a gzip member of its own, as CommonCrawl writes them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    dated = {"WARC-Date": (MOMENT + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ")}
    writer.write_record(
        writer.create_warc_record(
            url, "response", io.BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=dated
        )
    )
    return out.getvalue()

"""What is wrong, said in the language and form that was asked for: a page to people, text or JSON to programs."""

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from services.desk.show import page
from services.desk.words import Language

# Forms of an address that programs read; who asks for one is not given a page.
_JSON = (".jsonl", ".csl")
_TEXT = (".csv", ".bib", ".ris", ".atom", ".warc", ".txt")


def show_trouble(request: Request, status: int, told: str, detail: str = "", again: int | None = None) -> Response:
    """The answer of that status; `again`: seconds after which it is worth asking again, and a page does by itself."""
    path = request.url.path
    headers = {"Retry-After": str(again)} if again else None
    if path.endswith(_JSON):
        body = msgspec.json.encode({"status": status, "error": told, "detail": detail, "retry_after": again})
        return Response(body, status, headers, "application/json")
    if path.endswith(_TEXT):
        return PlainTextResponse("".join(f"{line}\n" for line in (told, detail) if line), status, headers)
    language: Language = "en" if path.startswith("/en") else "ar"
    text = page("trouble.html", language, status=status, told=told, detail=detail, reload=again)
    return HTMLResponse(text, status, headers)

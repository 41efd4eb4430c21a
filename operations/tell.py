"""Telling of what is new to a saved search: by e-mail, and to webhooks."""

import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, localtime, parseaddr

import httpx
import msgspec

from operations.mail import Connect
from operations.saved import News, NotTaken

# Seconds before each further try at a webhook within one look; whoever asks for a longer pause waits for the next.
PAUSES = (1.0, 4.0)
_MOST_PAUSE = 30.0
# Answers after which it is worth trying again at once: too much, or a fault of theirs.
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Teller:
    """Tells one receiver. `connect` opens a connection to the mail server, null where none is set."""

    def __init__(
        self,
        client: httpx.Client,
        connect: Connect | None,
        sender: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._connect = connect
        self._sender = sender
        self._sleep = sleep

    def tell(self, news: News) -> None:
        """Raises NotTaken where it was not taken, ValueError without a mail server."""
        if news.receiver.kind == "webhook":
            self._post(news)
        elif self._connect is None:
            raise ValueError(f"{news.search.name} asks for mail: set MASAR_SMTP=host:port")
        else:
            self._mail(news, self._connect)

    def _mail(self, news: News, connect: Connect) -> None:
        try:
            with connect() as server:
                server.send_message(message(news, self._sender))
        except (smtplib.SMTPException, OSError) as error:
            raise NotTaken(f"{news.receiver}: {error}") from error

    def _post(self, news: News) -> None:
        for pause in (*PAUSES, None):
            why, wait = self._posted(news)
            if why is None:
                return
            if wait is None or pause is None or wait > _MOST_PAUSE:
                raise NotTaken(f"{news.receiver}: {why}")
            self._sleep(max(pause, wait))

    def _posted(self, news: News) -> tuple[str | None, float | None]:
        """Why it was not taken, null where it was; and the seconds before another try, null where none is worth it."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": news.id}
        try:
            answer = self._client.post(news.receiver.address, content=payload(news), headers=headers)
        except httpx.HTTPError as error:
            return type(error).__name__, 0.0
        if answer.is_success:
            return None, None
        asked = answer.headers.get("retry-after", "")
        return f"answered {answer.status_code}", _wait(asked) if answer.status_code in _AGAIN else None


def _wait(asked: str) -> float:
    return float(asked) if asked.isascii() and asked.isdecimal() else 0.0


def payload(news: News) -> bytes:
    """What a webhook is given, as JSON."""
    search = news.search
    told = {"id": news.id, "search": search.name, "address": search.address, "more": news.more, "articles": news.found}
    return msgspec.json.encode(told)


def message(news: News, sender: str) -> EmailMessage:
    """The e-mail: plain text, for an article its title, outlet and address each on a line."""
    mail = EmailMessage()
    mail["Subject"] = f"مسار: {' '.join(news.search.name.split())} ({len(news.found)})"
    mail["From"] = sender
    mail["To"] = news.receiver.address
    mail["Date"] = format_datetime(localtime())
    # Of news that is sent twice, because the line broke before the answer came, mailboxes keep one.
    mail["Message-ID"] = f"<{news.id}@{parseaddr(sender)[1].rpartition('@')[2] or 'masar'}>"
    lines = [f"{' '.join(each.title.split())}\n{each.outlet}\n{each.link}\n" for each in news.found]
    if news.more:
        lines.append(f"… {news.search.address}\n")
    mail.set_content("\n".join(lines))
    return mail

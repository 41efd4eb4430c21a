"""Telling of what is new to a saved search: by e-mail, and to webhooks."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage

import httpx
import msgspec

from operations.saved import News

Connect = Callable[[], smtplib.SMTP]


class Teller:
    """Tells whom a search names. `connect` opens a connection to the mail server, null where none is set."""

    def __init__(self, client: httpx.Client, connect: Connect | None, sender: str) -> None:
        self._client = client
        self._connect = connect
        self._sender = sender

    def tell(self, news: News) -> None:
        """Raises httpx.HTTPError, SMTPException or OSError where it was not taken, ValueError without a mail server."""
        if news.search.webhook:
            answer = self._client.post(
                news.search.webhook, content=payload(news), headers={"Content-Type": "application/json"}
            )
            answer.raise_for_status()
        if news.search.mail:
            if self._connect is None:
                raise ValueError(f"{news.search.name} asks for mail: set MASAR_SMTP=host:port")
            with self._connect() as server:
                server.send_message(message(news, self._sender))


def payload(news: News) -> bytes:
    """What a webhook is given, as JSON."""
    search = news.search
    told = {"search": search.name, "address": search.address, "more": news.more, "articles": news.found}
    return msgspec.json.encode(told)


def message(news: News, sender: str) -> EmailMessage:
    """The e-mail: plain text, for an article its title, outlet and address each on a line."""
    mail = EmailMessage()
    mail["Subject"] = f"مسار: {' '.join(news.search.name.split())} ({len(news.found)})"
    mail["From"] = sender
    mail["To"] = ", ".join(news.search.mail)
    lines = [f"{' '.join(each.title.split())}\n{each.outlet}\n{each.link}\n" for each in news.found]
    if news.more:
        lines.append(f"… {news.search.address}\n")
    mail.set_content("\n".join(lines))
    return mail

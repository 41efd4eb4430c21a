"""A mail server on loopback that speaks SMTP as real ones do: with TLS or STARTTLS, with a login, and with refusals."""

import base64
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import socket


@dataclass
class Mailbox:
    """What the server took and how it is to behave. `lines` are all that it was told, logins left out."""

    port: int = 0
    taken: list[tuple[str, EmailMessage, bool]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    hangs_up_after_data: bool = False

    @property
    def to(self) -> list[str]:
        """Who was written to, in order."""
        return [to for to, _, _ in self.taken]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that vouches for itself, and its key."""
    found, key = folder / "mail.pem", folder / "mail.key"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    out = ["-keyout", str(key), "-out", str(found)]
    subprocess.run(["openssl", "req", *kind, *names, *out], check=True, capture_output=True)
    return found, key


@contextmanager
def mail_server(
    login: tuple[str, str] | None = None, tls: tuple[Path, Path] | None = None, at_once: bool = False
) -> Iterator[Mailbox]:
    """Serve until the block ends. With `tls` it offers STARTTLS, or speaks TLS `at_once`; a login is asked for under
    TLS alone."""
    context = None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*tls)
    box = Mailbox()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            line = self.request
            try:
                if context and at_once:
                    line = context.wrap_socket(line, server_side=True)
                talk = Talk(box, line, login, context)
                try:
                    talk.run()
                finally:
                    talk.close()
            except OSError:
                line.close()  # the other side hung up, or trusts us not

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    box.port = server.server_address[1]
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


class Talk:
    """One conversation; a method for each word that the client may begin a line with."""

    def __init__(
        self, box: Mailbox, line: socket, login: tuple[str, str] | None, context: ssl.SSLContext | None
    ) -> None:
        self._box, self._login, self._context = box, login, context
        self._known, self._to = login is None, ""
        self._take(line)

    def run(self) -> None:
        """Until one of both hangs up."""
        self._say("220 mail.example")
        while told := self._file.readline().decode().rstrip("\r\n"):
            verb = told.split(" ")[0].upper()
            self._box.lines.append(verb)
            answer = getattr(self, f"on_{verb.lower()}", lambda told: "250 well")(told)
            if answer is None:
                return
            self._say(answer)

    def on_ehlo(self, told: str) -> str:
        secret = isinstance(self._line, ssl.SSLSocket)
        starts = ["250-STARTTLS"] if self._context and not secret else []
        return "\r\n".join(["250-mail.example", *starts, *(["250-AUTH PLAIN"] if secret else []), "250 8BITMIME"])

    def on_starttls(self, told: str) -> str:
        assert self._context
        self._say("220 go on")
        self._file.close()
        self._take(self._context.wrap_socket(self._line, server_side=True))
        return self.on_ehlo(self._file.readline().decode())

    def on_auth(self, told: str) -> str:
        _, user, password = base64.b64decode(told.split(" ")[2]).decode().split("\0")
        self._known = (user, password) == self._login
        return "235 welcome" if self._known else "535 wrong name or password"

    def on_mail(self, told: str) -> str:
        return "250 well" if self._known else "530 log in first"

    def on_rcpt(self, told: str) -> str:
        self._to = told.partition("<")[2].partition(">")[0]
        return "550 nobody of that name" if self._to in self._box.refuses else "250 well"

    def on_data(self, told: str) -> str | None:
        self._say("354 go on")
        content = b"".join(iter(self._file.readline, b".\r\n"))
        mail = message_from_bytes(content, policy=policy.default)
        self._box.taken.append((self._to, mail, isinstance(self._line, ssl.SSLSocket)))
        return None if self._box.hangs_up_after_data else "250 taken"

    def on_quit(self, told: str) -> None:
        self._say("221 bye")

    def _take(self, line: socket) -> None:
        self._line, self._file = line, line.makefile("rb")

    def _say(self, text: str) -> None:
        self._line.sendall(text.encode() + b"\r\n")

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._line.close()

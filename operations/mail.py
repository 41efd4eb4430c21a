"""The mail server that `masar saved` sends through: with or without a login, over TLS or not."""

import smtplib
import ssl
from collections.abc import Callable
from ipaddress import ip_address

from operations.settings import OperationsSettings

PATIENCE = 30.0

Connect = Callable[[], smtplib.SMTP]


def mail_server(named: OperationsSettings) -> Connect | None:
    """How to connect to the server of the settings, null where none is named.

    Raises ValueError, naming the setting, where the settings do not hold; OSError where a file cannot be read. What it
    returns raises SMTPException and OSError; neither's message holds the password.
    """
    if named.smtp is None:
        return None
    host, _, port = named.smtp.rpartition(":")
    password = named.smtp_secret
    if bool(named.smtp_user) != bool(password):
        raise ValueError("MASAR_SMTP_USER and MASAR_SMTP_PASSWORD_FILE go together: set both or none")
    if password and named.smtp_security == "none" and not _here(host):
        raise ValueError("a password goes over no open line: set MASAR_SMTP_SECURITY to starttls or tls")
    trusted = ssl.create_default_context(cafile=named.smtp_ca_file)

    def connect() -> smtplib.SMTP:
        if named.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, int(port), timeout=PATIENCE, context=trusted)
        else:
            server = smtplib.SMTP(host, int(port), timeout=PATIENCE)
        try:
            if named.smtp_security == "starttls":
                server.starttls(context=trusted)
            if named.smtp_user and password:
                server.login(named.smtp_user, password)
        except BaseException:
            server.close()
            raise
        return server

    return connect


def _here(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"

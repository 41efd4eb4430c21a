"""The settings of the `masar` command, read from the environment."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from runtime.settings import ROOT, Port, ServiceSettings, secret


class OperationsSettings(ServiceSettings):
    """As the services read them; `kafka` or `elasticsearch` set means: use these, start none."""

    data: Path = Field(ROOT / ".masar", description="Folder of data and logs of `masar run`")
    kafka_users: Path | None = Field(
        None, description="Folder of password files, kafka-<user>: `masar setup` makes these users in Kafka"
    )
    smtp: str | None = Field(None, pattern=r"^.+:\d+$", description="Mail server of `masar saved`, host:port")
    smtp_from: str = Field("masar@localhost", description="Sender of the mails of `masar saved`")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "none", description="How the mail server is spoken to: tls from the first byte (port 465), starttls after it"
    )
    smtp_user: str | None = Field(None, description="User at the mail server")
    smtp_password: SecretStr | None = Field(None, description="The user's password there; better in a file")
    smtp_password_file: Path | None = Field(None, description="File of the user's password at the mail server")
    smtp_ca_file: Path | None = Field(
        None, description="Certificates that the mail server's own must descend from, PEM; unset: those of the machine"
    )
    press_port: Port = Field(8088, description="Preferred port of the demonstration press, on 127.0.0.11 and on")

    @property
    def smtp_secret(self) -> str | None:
        """The password at the mail server, null where none is set. Raises OSError where its file cannot be read."""
        return secret(self.smtp_password, self.smtp_password_file)

    def names(self, setting: str) -> bool:
        """Whether the environment sets this setting itself."""
        return setting in self.model_fields_set

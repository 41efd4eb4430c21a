"""The settings of the `masar` command, read from the environment."""

from pathlib import Path

from pydantic import Field

from runtime.settings import ROOT, Port, ServiceSettings


class OperationsSettings(ServiceSettings):
    """As the services read them; `kafka` or `elasticsearch` set means: use these, start none."""

    data: Path = Field(ROOT / ".masar", description="Folder of data and logs of `masar run`")
    kafka_users: Path | None = Field(
        None, description="Folder of password files, kafka-<user>: `masar setup` makes these users in Kafka"
    )
    smtp: str | None = Field(None, pattern=r"^.+:\d+$", description="Mail server of `masar saved`, host:port")
    smtp_from: str = Field("masar@localhost", description="Sender of the mails of `masar saved`")
    press_port: Port = Field(8088, description="Preferred port of the demonstration press, on 127.0.0.11 and on")

    def names(self, setting: str) -> bool:
        """Whether the environment sets this setting itself."""
        return setting in self.model_fields_set

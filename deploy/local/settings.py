"""What the environment says about the local stack: where Java is, where downloads are kept."""

import os
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

# Of root's cache other users can enter nothing, and Elasticsearch refuses to run as root.
ROOTS_CACHE = Path("/var/cache/masar")


class LocalSettings(BaseSettings):
    """Settings of the machine rather than of Masar: most keep their usual names."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    masar_java_home: Path | None = Field(None, description="JDK for Kafka and Elasticsearch, before all others")
    java_home: Path | None = Field(None, description="The usual JAVA_HOME")
    path: str = Field("", validation_alias=AliasChoices("PATH"), description="Where to look for java and mvn")
    xdg_cache_home: Path | None = Field(None, description="The user's cache folder")
    masar_cache: Path | None = Field(None, description="Masar's own cache folder, instead of one in the user's")

    @property
    def cache(self) -> Path:
        """Folder for what is downloaded once and shared by every clone."""
        if self.masar_cache:
            return self.masar_cache
        if self.xdg_cache_home:
            return self.xdg_cache_home / "masar"
        return ROOTS_CACHE if os.geteuid() == 0 else Path.home() / ".cache" / "masar"

"""The data folder of a user: where each file lies, and the settings that hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scrapers import settings
from scrapers.settings import ConfigError, Settings


@dataclass(frozen=True, slots=True)
class Workspace:
    """A data folder, `data/` unless told otherwise."""

    folder: Path

    @property
    def corpus(self) -> Path:
        """The notices and facts; can be rebuilt from the archive at any time."""
        return self.folder / "corpus.db"

    @property
    def crawl(self) -> Path:
        """The frontier: what was visited, when, and with what result."""
        return self.folder / "crawl.db"

    @property
    def archive(self) -> Path:
        """The WARC files: everything that was ever fetched or ingested."""
        return self.folder / "archive"

    @property
    def published(self) -> Path:
        """The folder of the snapshot that the web pages show."""
        return self.folder / "published"

    def settings(self) -> Settings:
        """Give the settings of DATA/vanban.toml, else of ./vanban.toml, else the defaults."""
        own = self.folder / "vanban.toml"
        return settings.load(own if own.exists() else Path("vanban.toml"))

    def made(self) -> Workspace:
        """Make the folder where it is missing; raise ConfigError where it cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise ConfigError(f"{self.folder}: cannot be written: {error.strerror}") from error
        return self

    def existing(self) -> Workspace:
        """Give the workspace; raise ConfigError where there is no corpus to ask yet."""
        if not self.corpus.exists():
            raise ConfigError(
                f"{self.corpus}: not there yet; `vanban demo`, `vanban crawl` or `vanban ingest` "
                "makes it"
            )
        return self

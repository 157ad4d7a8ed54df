"""Every setting, read once from the environment (`WAYMARK_...`)."""

from functools import cached_property
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WAYMARK_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8080
    brain_port: int = 5005
    brains: int = 1
    """How many brains `waymark up` starts, on `brain_port` and the ports after it."""
    brain_urls: str = ""
    """Brains that run elsewhere, separated by commas; none are then started here."""
    actions_port: int = 5055
    actions_token: SecretStr = SecretStr("")
    """Shared by the edge and its brains; made anew at each start when not set."""
    home: Path = PROJECT / "var"
    database_url: str = ""
    city: str = "brightport"
    """The city of the page at `/`."""
    city_folder: Path = PROJECT / "cities" / "brightport"
    """Imported at start when its files changed."""
    turn_timeout: float = 8.0
    """Seconds until the learner is told that an answer takes longer; the promise to them is 10."""
    conversation_days: int = 90
    """How long a conversation's token is good for after the last word."""

    @cached_property
    def store_url(self) -> str:
        """SQLAlchemy address of the store; SQLite in `home` unless one is given."""
        return self.database_url or f"sqlite+aiosqlite:///{self.home / 'waymark.db'}"

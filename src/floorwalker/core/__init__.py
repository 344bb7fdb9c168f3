"""Value types that every room shares: ids, money, language, time, errors, settings."""

from floorwalker.core.clock import Clock, FixedClock, SystemClock
from floorwalker.core.errors import (
    Conflict,
    FloorwalkerError,
    Forbidden,
    NotFound,
    UnusableInput,
)
from floorwalker.core.ids import DEFAULT_SHOP, new_id, new_public_id, new_secret, secret_digest
from floorwalker.core.language import Language, Tone, home_language, preferred_language
from floorwalker.core.money import Money, currency_exponent, is_currency
from floorwalker.core.settings import EmbedderName, Settings, load_settings

__all__ = [
    "DEFAULT_SHOP",
    "Clock",
    "Conflict",
    "EmbedderName",
    "FixedClock",
    "FloorwalkerError",
    "Forbidden",
    "Language",
    "Money",
    "NotFound",
    "Settings",
    "SystemClock",
    "Tone",
    "UnusableInput",
    "currency_exponent",
    "home_language",
    "is_currency",
    "load_settings",
    "new_id",
    "new_public_id",
    "new_secret",
    "preferred_language",
    "secret_digest",
]

"""The languages a reply can be written in."""

from typing import Literal

Language = Literal["zh", "en"]

Tone = Literal["warm", "formal", "brief"]
"""The tone in which a shop speaks to its customers."""

_CHINESE_CURRENCIES = frozenset({"CNY", "HKD", "MOP", "TWD"})


def home_language(currency: str | None) -> Language:
    """The language of a shop's own customers, as its currency tells: for messages without words.

    Args:
        currency: ISO 4217 code of the shop's currency; ``None`` where it has none.
    """
    return "zh" if currency in _CHINESE_CURRENCIES else "en"


def preferred_language(accept_language: str) -> Language:
    """The first language of an ``Accept-Language`` header that we speak; English where there is none.

    Browsers list languages by preference, so the order decides and the weights need no reading.
    """
    for item in accept_language.lower().split(","):
        match item.strip()[:2]:
            case "zh":
                return "zh"
            case "en":
                return "en"
    return "en"

"""What staff decide about the order of products: rules and synonyms, as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from floorwalker.catalog.pricing.periods import in_force

Action = Literal["pin", "boost", "bury", "never"]
Target = Literal["product", "brand", "category", "tag"]
State = Literal["in force", "to come", "over"]

MIN_STRENGTH, MAX_STRENGTH = 0.1, 10.0
DEFAULT_STRENGTH = 2.0
MAX_POSITION = 100
"""As many results as a search returns at most."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One decision about what a search returns.

    ``action`` is done to the products that ``target`` and ``value`` name: a product by its id, those of a
    brand, those of a category and what lies below it, those with a tag. It counts for queries that ask for
    the same as ``query``, or for every query where that is empty, from ``starts_at`` until before
    ``ends_at``, either of which may be open. ``strength`` is that of a boost or bury and has no unit (see
    ``docs/merchandising.md``); ``position`` is the place of a pin, from 1.
    """

    id: str
    action: Action
    target: Target
    value: str
    created_by: str
    created_at: datetime
    query: str = ""
    strength: float = DEFAULT_STRENGTH
    position: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    note: str = ""

    def state(self, now: datetime) -> State:
        """Whether it counts at a moment, or before or after it."""
        if in_force(self.starts_at, self.ends_at, now):
            return "in force"
        return "over" if self.ends_at is not None and self.ends_at <= now else "to come"


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words and phrases that mean the same to customers of this shop.

    Who writes one of ``words`` means any of ``means`` too. Where ``means`` is empty, all ``words`` mean one
    another.
    """

    id: str
    words: tuple[str, ...]
    means: tuple[str, ...]
    created_by: str
    created_at: datetime

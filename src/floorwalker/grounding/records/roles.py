"""What a field of a record means: a price, a stock figure, a name; by the last part of its name."""

from functools import cache, lru_cache
from typing import Literal, get_args

from floorwalker.grounding.patterns import lexicon
from floorwalker.text import fold

Role = Literal[
    "name",
    "brand",
    "alias",
    "price",
    "list_price",
    "total",
    "stock",
    "available",
    "rating",
    "reviews",
    "sales",
    "likes",
    "popularity",
    "quantity",
    "status",
    "method",
    "destination",
    "code",
    "ignored",
    "text",
]

COUNTS: tuple[Role, ...] = ("sales", "likes", "popularity", "reviews")
"""Roles whose figures count people or purchases, the most telling first."""


@lru_cache(maxsize=4096)
def role_of(field: str) -> Role:
    """The role of a field by its path (``variants.2.compare_at_price``) or name; ``text`` where unknown."""
    last = fold(field).rpartition(".")[2].strip().replace(" ", "_").replace("-", "_")
    if fold(field).startswith("attribute_names."):
        return "ignored"
    return _roles().get(last, "text")


@cache
def _roles() -> dict[str, Role]:
    lists = lexicon("fields")["roles"]
    return {name: role for role in get_args(Role) for name in lists.get(role, ())}

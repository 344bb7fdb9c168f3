"""What a field of a record means: a price, a stock figure, a name; by the last part of its name."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

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

COUNTS: frozenset[Role] = frozenset({"reviews", "sales", "likes", "popularity"})
"""Roles whose figures count people or purchases."""

_FIELDS = Path(__file__).parent.parent / "lexicons" / "fields.toml"


@lru_cache(maxsize=4096)
def role_of(field: str) -> Role:
    """The role of a field, whole (``variants.2.compare_at_price``) or in its own name; ``text`` where unknown."""
    last = fold(field).rpartition(".")[2].strip().replace(" ", "_").replace("-", "_")
    if fold(field).startswith("attribute_names."):
        return "ignored"
    return _roles().get(last, "text")


@cache
def _roles() -> dict[str, Role]:
    lists = tomllib.loads(_FIELDS.read_text(encoding="utf-8"))["roles"]
    return {name: role for role in get_args(Role) for name in lists.get(role, ())}

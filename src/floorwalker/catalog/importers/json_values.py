"""JSON values as the cells of a table: plain ones, and what shops nest."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_LONGEST_NUMBER = 30  # digits
_AMOUNTS = ("amount", "value", "price")
_CURRENCIES = ("currency", "currencycode", "currency_code")
_ADDRESSES = ("src", "url", "uri", "href", "link", "source", "original", "large")
_NAMES = ("name", "title", "label", "fullname", "full_name", "value")
_AVERAGES = ("rating", "value", "average", "rate", "ratingvalue", "score")
_QUANTITIES = ("stock", "quantity", "qty", "available", "inventory", "count", "level")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_BETWEEN_PICTURES = " | "

_MONEY = frozenset(("price", "sale_price", "compare_at_price"))
_PICTURES = frozenset(("image", "images"))
_INSIDE = {"rating": _AVERAGES, "stock": _QUANTITIES}
_TEXTS = frozenset(("title", "description"))
_NAMED = frozenset(("brand", "category", "tags"))


def plain_text(value: Any) -> str:
    """A JSON value as the cell of a table would hold it; lists and objects as JSON."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < _LONGEST_NUMBER else str(value)
        case list() if not any(isinstance(one, list | dict) for one in value):
            return ", ".join(plain_text(one) for one in value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def unfolded(value: Any) -> Any:
    """What GraphQL folds into a connection (``{"edges": [{"node": …}]}``, ``{"nodes": […]}``) as a list."""
    match value:
        case {"nodes": list(nodes)}:
            return nodes
        case {"edges": list(edges)}:
            return [edge.get("node") for edge in edges if isinstance(edge, dict)]
        case _:
            return value


def texts_of(value: Any) -> list[str]:
    """The values of a list, or the one value, each as text."""
    return [plain_text(one) for one in value] if isinstance(value, list) else [plain_text(value)]


def field_text(field: str, value: Any) -> str:
    """What a field's value says, where it may be nested.

    A price may be ``{"amount": "9.00", "currency": "EUR"}`` (or ``value`` and ``currencyCode``), a picture
    ``{"src": …}``, a brand, category or tag ``{"name": …}``, a text one of several by language, of which the
    first counts, a rating ``{"average": …}``, a stock ``{"quantity": …}``. What is nested otherwise is
    returned as JSON, which no field takes for a value.
    """
    value = unfolded(value)
    if isinstance(value, list) and (field in _PICTURES or field in _NAMED):
        parts = [text for one in value if (text := field_text(field, one))]
        return _joined(field, parts)
    if not isinstance(value, dict) or not value:
        return plain_text(value)
    keys = {str(key).casefold(): one for key, one in value.items()}
    return _nested(field, keys) or plain_text(value)


def _joined(field: str, parts: list[str]) -> str:
    if field in _PICTURES:
        return _BETWEEN_PICTURES.join(parts)
    return ", ".join(parts) if field == "tags" else next(iter(parts), "")


def _nested(field: str, keys: Mapping[str, Any]) -> str:
    if field in _MONEY:
        return _money(keys)
    if field in _PICTURES:
        return _first(keys, _ADDRESSES)
    if field in _INSIDE:
        return _first(keys, _INSIDE[field])
    if field in _NAMED and (name := _first(keys, _NAMES)):
        return name
    if field in _TEXTS | _NAMED and all(map(_LANGUAGE.fullmatch, keys)):
        return next((text for one in keys.values() if isinstance(one, str) and (text := one)), "")
    return ""


def _money(keys: Mapping[str, Any]) -> str:
    amounts, currencies = (
        [plain_text(keys[name]) for name in names if name in keys] for names in (_AMOUNTS, _CURRENCIES)
    )
    if len(keys) != 2 or len(amounts) != 1 or len(currencies) != 1:
        return ""
    return f"{amounts[0]} {currencies[0]}" if amounts[0] else ""


def _first(keys: Mapping[str, Any], names: tuple[str, ...]) -> str:
    plain = (keys[name] for name in names if not isinstance(keys.get(name, {}), list | dict))
    return next((text for value in plain if (text := plain_text(value))), "")

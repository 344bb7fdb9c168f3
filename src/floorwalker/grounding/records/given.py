"""Records given as JSON, as facts: products, orders, policies and brands with whatever fields they have."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from floorwalker.core import Money, is_currency
from floorwalker.grounding.evidence import Evidence, Fact, FactValue, Source

DEEPEST = 8
"""Levels of nesting that are read; what lies deeper is no record of a shop."""


def evidence_of(records: Iterable[Mapping[str, Any]]) -> Evidence:
    """The facts of records ``{"kind", "id", "fields"}``.

    A nested field's name is its path (``variants.2.price``, ``items.1.options.color``; lists count from 1).
    ``{"amount", "currency"}`` is money; amounts may be numbers or strings. Lists of plain values are one
    text, joined with commas. Empty values give no fact: unknown is not zero.
    """
    facts: list[Fact] = []
    for number, record in enumerate(records, 1):
        kind = str(record.get("kind") or "product")
        ident = str(record.get("id") or f"{kind}-{number}")
        fields = record.get("fields")
        if isinstance(fields, Mapping):
            facts += (Fact(Source(kind, ident, name), value) for name, value in _leaves(fields, "", 1))
    return Evidence().plus(facts)


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, FactValue]]:
    if depth > DEEPEST:
        return
    match value:
        case Mapping() if (money := _money(value)) is not None:
            yield path, money
        case Mapping():
            for name, part in value.items():
                yield from _leaves(part, f"{path}.{name}" if path else str(name), depth + 1)
        case list() if any(isinstance(part, Mapping | list) for part in value):
            for number, part in enumerate(value, 1):
                yield from _leaves(part, f"{path}.{number}", depth + 1)
        case list():
            if value:
                yield path, ", ".join(str(part) for part in value)
        case bool():
            yield path, "true" if value else "false"
        case int():
            yield path, value
        case float() if (amount := _decimal(value)) is not None:
            yield path, amount
        case str() if value.strip():
            yield path, value


def _money(value: Mapping[str, Any]) -> Money | Decimal | None:
    """An amount of money; a bare number where no known currency is named, ``None`` where it is no money."""
    if "amount" not in value or isinstance(value["amount"], Mapping | list):
        return None
    amount = _decimal(value["amount"])
    if amount is None or set(value) - {"amount", "currency"}:
        return None
    currency = str(value.get("currency") or "").upper()
    if not is_currency(currency):
        return amount
    try:
        return Money.of(amount, currency)
    except ValueError:
        return None


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

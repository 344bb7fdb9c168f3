"""What a reply may rely on: facts, each with the field it was read from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from floorwalker.core import Money
from floorwalker.core.lazy import lazy

FactValue = Money | Decimal | int | str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: a field of a record.

    ``kind`` is ``product``, ``shop``, ``customer`` (the customer's own words), ``ticket`` or ``computed``.
    """

    kind: str
    id: str
    field: str

    def as_json(self) -> dict[str, str]:
        """``{"kind", "id", "field"}``."""
        return {"kind": self.kind, "id": self.id, "field": self.field}


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and its source. ``derivation`` says how a computed value came about, in words."""

    source: Source
    value: FactValue
    derivation: str = ""

    def as_json(self) -> dict[str, Any]:
        """The fact as the event log keeps it."""
        value = self.value.as_json() if isinstance(self.value, Money) else str(self.value)
        return self.source.as_json() | {"value": value, "derivation": self.derivation}


@dataclass(frozen=True)
class Evidence:
    """A set of facts, looked up by source."""

    facts: tuple[Fact, ...] = field(default=())

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def plus(self, facts: Iterable[Fact]) -> "Evidence":
        """This evidence and more facts; a later fact of the same source replaces an earlier one."""
        return Evidence(tuple({fact.source: fact for fact in (*self.facts, *facts)}.values()))

    def get(self, source: Source) -> Fact | None:
        """The fact of a source, if it is known."""
        return self._by_source.get(source)

    def of_field(self, kind: str, name: str) -> tuple[Fact, ...]:
        """All facts of one field of one kind of record: ``of_field("product", "title")``."""
        return self._by_field.get((kind, name), ())

    @lazy
    def _by_source(self) -> dict[Source, Fact]:
        return {fact.source: fact for fact in self.facts}

    @lazy
    def _by_field(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        groups: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts:
            groups.setdefault((fact.source.kind, fact.source.field), []).append(fact)
        return {key: tuple(facts) for key, facts in groups.items()}

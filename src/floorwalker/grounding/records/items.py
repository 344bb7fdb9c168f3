"""The things that facts are about: a product, one of its variants, an order, a line of it, a policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from floorwalker.core.lazy import lazy
from floorwalker.grounding.evidence import Evidence, Fact
from floorwalker.grounding.records.roles import Role, role_of

_NUMBERED = re.compile(r"(?P<list>[^.]+)\.(?P<place>\d+)\.(?P<rest>.+)", re.S)
_VARIANT = re.compile(r"(?P<list>variants)\.(?P<place>.+)\.(?P<rest>[a-z_]+)", re.S)


@dataclass(frozen=True, slots=True)
class Key:
    """Which thing: the record's kind and id, and the part of it (``variants.2``; empty for the whole)."""

    kind: str
    id: str
    part: str = ""

    @property
    def whole(self) -> "Key":
        """The record that this is a part of, or itself."""
        return Key(self.kind, self.id)


@dataclass(frozen=True)
class Item:
    """A thing and the facts of its own; the parts of a record are items besides."""

    key: Key
    facts: tuple[tuple[Role, Fact], ...]

    def of(self, *roles: Role) -> Iterator[Fact]:
        """The facts of some roles, in the record's order."""
        return (fact for role, fact in self.facts if role in roles)

    @lazy
    def texts(self) -> tuple[Fact, ...]:
        """The facts in words, whatever their role."""
        return tuple(fact for role, fact in self.facts if isinstance(fact.value, str) and role != "ignored")

    @lazy
    def names(self) -> tuple[Fact, ...]:
        """What it is called."""
        return tuple(fact for fact in self.of("name") if isinstance(fact.value, str))


def items_of(evidence: Evidence) -> tuple[Item, ...]:
    """Every thing that the facts of some evidence are about, each part after its whole."""
    groups: dict[Key, list[tuple[Role, Fact]]] = {}
    for fact in evidence:
        key, field = _placed(fact)
        groups.setdefault(key.whole, [])
        groups.setdefault(key, []).append((role_of(field), fact))
    wholes = {key.whole: place for place, key in enumerate(groups)}
    ordered = sorted(groups.items(), key=lambda group: (wholes[group[0].whole], group[0].part != ""))
    return tuple(Item(key, tuple(facts)) for key, facts in ordered)


def _placed(fact: Fact) -> tuple[Key, str]:
    source = fact.source
    found = _NUMBERED.fullmatch(source.field) or _VARIANT.fullmatch(source.field)
    if found is None or found["list"].startswith("attribute"):
        return Key(source.kind, source.id), source.field
    return Key(source.kind, source.id, f"{found['list']}.{found['place']}"), found["rest"]

"""What a product must have, as text-search query for PostgreSQL and as mask over rows that were fetched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.words.postgres.lexemes import quoted

Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Has:
    """A product has a lexeme, anywhere or in its title."""

    lexeme: str
    in_title: bool = False


Column: TypeAlias = Callable[[Has], Mask]
"""Which of some rows have a lexeme."""


@dataclass(frozen=True, slots=True)
class Not:
    """A condition does not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """All of some conditions hold, of which there is one at least."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any of some conditions holds, of which there is one at least."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = Has | Not | All | Any


def all_of(conditions: Iterable[Condition]) -> Condition:
    """All of some conditions, of which there is one at least."""
    some = tuple(conditions)
    return some[0] if len(some) == 1 else All(some)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Any of some conditions, of which there is one at least."""
    some = tuple(dict.fromkeys(conditions))
    return some[0] if len(some) == 1 else Any(some)


def tsquery(condition: Condition) -> str:
    """A condition as the text of a ``tsquery``."""
    match condition:
        case Has(lexeme, in_title):
            return quoted(lexeme) + (":A" if in_title else "")
        case Not(inner):
            return f"!({tsquery(inner)})"
        case All(inner):
            return _joined(inner, " & ")
        case Any(inner):
            return _joined(inner, " | ")


def holds(condition: Condition, has: Column) -> Mask:
    """For which rows a condition holds."""
    match condition:
        case Has():
            return has(condition)
        case Not(inner):
            return ~holds(inner, has)
        case All(inner):
            return reduce(np.logical_and, (holds(one, has) for one in inner))
        case Any(inner):
            return reduce(np.logical_or, (holds(one, has) for one in inner))


def lexemes_of(condition: Condition) -> Iterable[str]:
    """Every lexeme that a condition names."""
    match condition:
        case Has(lexeme):
            yield lexeme
        case Not(inner):
            yield from lexemes_of(inner)
        case All(inner) | Any(inner):
            for one in inner:
                yield from lexemes_of(one)


def _joined(conditions: Sequence[Condition], sign: str) -> str:
    return sign.join(f"({tsquery(one)})" for one in conditions)

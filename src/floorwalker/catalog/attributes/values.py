"""What an attribute is: a name, a typed value, and the words that state it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Unit = Literal["ml", "g", "cm", "pieces", "spf", "W", "V", "mAh", "GB", "ct"]
"""Millilitres, grams, centimetres, pieces, sun protection factor, watts, volts, milliampere hours, gigabytes
(1 TB is 1000) and carats."""

NAMES: Final = (
    *("colour", "material", "finish", "pattern", "size", "volume", "weight", "length", "count", "spf", "pa"),
    *(
        "concentration",
        "scent",
        "ingredient",
        "free_from",
        "skin_type",
        "benefit",
        "feature",
        "gender",
        "season",
    ),
    *("origin", "fit_or_cut", "style", "texture", "diet", "flavour", "power", "voltage", "battery"),
    *("storage", "carat"),
)
"""Every name an attribute can have; what each means stands in ``docs/attributes.md``."""

SINGLE_VALUED: Final = frozenset(
    (
        *("volume", "weight", "length", "count", "size", "spf", "pa", "concentration", "gender", "origin"),
        *("power", "voltage", "battery", "storage", "carat"),
    )
)
"""Attributes of which the most trusted source that states them is believed alone."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the one unit in which the attribute is measured: 1.7 fl oz is 50.27 ml."""

    amount: Decimal
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"


Value = str | Quantity


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that a product's record states about it, with its evidence.

    ``name`` is one of :data:`NAMES`; ``value`` a key of the lexicon (``rose_gold``), a :class:`Quantity`, or
    in a column of that name the words as they are written. ``text`` are the words of ``field`` at ``span``
    (code points, end exclusive). Fields are named as grounded facts name them: ``title``, ``description``,
    ``category``, ``tags`` (joined by ``", "``), ``attributes.NAME`` (its values joined alike) and
    ``variants.ID.options.NAME``.
    """

    name: str
    value: Value
    span: tuple[int, int]
    field: str
    text: str

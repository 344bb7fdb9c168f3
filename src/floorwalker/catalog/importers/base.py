"""What every importer speaks: samples in, listings and rejects out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from floorwalker.catalog.models import Product
from floorwalker.core import UnusableInput

FIELDS = (
    *("id", "title", "description", "brand", "category", "tags", "price", "compare_at_price", "currency"),
    *("availability", "stock", "url", "image", "popularity", "rating", "rating_count", "updated_at"),
)
"""Fields of a product that a column can be mapped to, besides ``attribute.NAME``."""

ATTRIBUTE = "attribute."


@dataclass(frozen=True, slots=True)
class Listing:
    """A product as the file lists it: ``line`` is where it begins, ``rows`` how many rows it takes."""

    product: Product
    line: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Reject:
    """Rows that cannot be used, with their text as it stands in the file.

    ``source_id`` names the product where that much is known, so that a full import does not take it for gone.
    ``not_sold`` says that the row is understood and takes the product off the shelf.
    """

    line: int
    reason: str
    remedy: str
    raw: str
    rows: int = 1
    source_id: str = ""
    not_sold: bool = False


class RowError(Exception):
    """One row cannot be used; the importer turns it into a :class:`Reject`."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class CurrencyUnknown(UnusableInput):
    """A price whose currency nothing tells: the whole file is refused rather than guessed at."""

    def __init__(self, line: int, price: str) -> None:
        super().__init__(
            f"line {line}: the currency of the price {price!r} is unknown",
            "name it with --currency, for example --currency CNY",
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file, decoded."""

    text: str

    def first_line(self) -> str:
        """The first line that is not blank."""
        return next((line for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure an importer is, from 0 to 1, that a file is in its format, and why."""

    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file.

    ``source`` is where its rows belong; ``mapping`` goes from a field, or ``attribute.NAME``, to the column
    it is read from; ``currency`` is assumed for prices that name none, and empty where nobody has said.
    """

    source: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""


class Importer(Protocol):
    """One file format."""

    name: str

    def sniff(self, sample: Sample) -> Guess:
        """Whether a file that begins like ``sample`` is in this format."""
        ...

    def read(self, lines: Iterable[str], options: ReadOptions) -> Iterator[Listing | Reject]:
        """Read a file line by line, in order; every row ends up in a listing or a reject.

        Args:
            lines: the file's lines with their ends.
            options: how to read it.

        Raises:
            CurrencyUnknown: a row has a price and nothing tells its currency.
            UnusableInput: the file as a whole is not in this format, or a mapped column does not exist.
        """
        ...


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """``field=column`` pairs of ``--map`` as a mapping.

    Raises:
        UnusableInput: a pair has no ``=``, or its field is unknown.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        name, column = name.strip(), column.strip()
        if not equals or not name or not column:
            raise UnusableInput(f"--map {pair!r} is not field=column", "write for example --map title=品名")
        if name not in FIELDS and not (name.startswith(ATTRIBUTE) and name.removeprefix(ATTRIBUTE).strip()):
            raise UnusableInput(
                f"--map: {name!r} is no field", f"use one of {', '.join(FIELDS)}, or attribute.NAME"
            )
        mapping[name] = column
    return mapping

"""What every importer speaks: samples in, listings and rejects out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.models import Product
from floorwalker.core import UnusableInput

FIELDS = (
    *("id", "title", "description", "brand", "category", "tags", "price", "compare_at_price", "currency"),
    *("sale_price", "sale_from", "sale_until"),
    *("availability", "stock", "url", "image", "images", "gtin", "popularity", "rating", "rating_count"),
    *("updated_at", "sell_from", "sell_until"),
)
"""Fields of a product that a column can be mapped to, besides ``attribute.NAME``."""

ATTRIBUTE = "attribute."


Role = Literal["product", "item", "variant"]
"""What a listing is: a ``product``, whole; an ``item``, one of several rows that make up a product and each
could be one alone, holding one variant; or a ``variant`` that is nothing without its product's own row."""


@dataclass(frozen=True, slots=True)
class Note:
    """What of a row was not used, although the row was."""

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A product, or a part of one, as the file lists it.

    Rows of one product may stand anywhere in the file; they meet by the product's id, in the file's order.

    Args:
        product: the product; of an item, with its one variant; of a variant, nothing but the id and that.
        line: where it begins.
        rows: how many rows it takes.
        role: whether it is a whole product.
        after: where a later reading goes on after it (see :class:`Importer`); 0: it cannot stop here.
        notes: what of it was not used.
        numbered: the row has no id and got one from its words: others with the same are other products.
    """

    product: Product
    line: int
    rows: int = 1
    role: Role = "product"
    after: int = 0
    notes: tuple[Note, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """Rows that cannot be used, with their text as it stands in the file.

    ``source_id`` names the product where that much is known, so that a full import does not take it for gone.
    ``not_sold`` says that the row is understood and takes the product off the shelf. ``after`` is as for
    :class:`Listing`. ``rest_unread`` says that what stands behind it could not be read at all, so that nobody
    knows what else the file lists.
    """

    line: int
    reason: str
    remedy: str
    raw: str
    rows: int = 1
    source_id: str = ""
    not_sold: bool = False
    after: int = 0
    rest_unread: bool = False


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
            f"{f'line {line}: ' if line else ''}the currency of the price {price!r} is unknown",
            "name it with --currency, for example --currency CNY",
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file, decoded; of a spreadsheet there is no text, but perhaps the ``feed``."""

    text: str
    name: str = ""
    workbook: bool = False
    feed: Feed | None = None

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


Progress = Callable[[int], None]
"""Told how many bytes more have been read."""


class Importer(Protocol):
    """One file format."""

    name: str

    def sniff(self, sample: Sample) -> Guess:
        """Whether a file that begins like ``sample`` is in this format."""
        ...

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """Which column each field is read from; nothing where a format has no columns to choose from."""
        ...

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """Read a feed in order; every row ends up in a listing or a reject.

        Args:
            feed: the file.
            options: how to read it.
            after: the ``after`` of an item of an earlier reading, to go on behind it; 0: from the start. It
                is the number of the next line where a format has lines, else a count of items.
            progress: told now and then how many bytes more have been read.

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

"""Which column of a table means which field, whatever the header calls it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from floorwalker.catalog.importers.base import ATTRIBUTE
from floorwalker.catalog.importers.prices import CurrencyHint, currency_hint
from floorwalker.catalog.importers.words import WORDS
from floorwalker.core import UnusableInput
from floorwalker.text import fold

_MONEY = frozenset(("sale_price", "price", "compare_at_price"))
_BRACKETS = re.compile(r"[(\[（【](?P<inside>[^)\]）】]*)[)\]）】]")
_NAMELESS = re.compile(r"(?:unnamed: ?\d+)?", re.IGNORECASE)  # pandas' and spreadsheets' index column
_LONGEST_CURRENCY_WORD = 4


def header_key(header: str) -> str:
    """A header without case, accents, spaces, marks and brackets, in simplified script.

    ``Compare-at price (USD)`` → ``compareatprice``, ``商品編號`` → ``商品编号``.
    """
    return re.sub(r"[\W_]+", "", _BRACKETS.sub(" ", fold(header)))


_FIELD_OF = {
    header_key(name): (rank, field_name)
    for field_name, names in WORDS["columns"].items()
    for rank, name in enumerate(names)
}
_IN_VARIANTS = {name: frozenset(map(header_key, words)) for name, words in WORDS["variants"].items()}


@dataclass(frozen=True, slots=True)
class VariantColumns:
    """The columns of a table that tell the variants of a product apart.

    ``choices`` holds what is chosen (``13 inch|8GB``), ``names`` the names of the choices (``screen|RAM``)
    where they stand in a column of their own, ``sku`` the variant's number where it is not the row's id.
    """

    choices: int
    names: int | None
    sku: int | None

    def places(self) -> frozenset[int]:
        """All of these columns."""
        return frozenset(place for place in (self.choices, self.names, self.sku) if place is not None)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they mean, as positions in a record.

    ``fields`` may hold ``sale_price`` besides the fields of a product. ``attributes`` maps the name of an
    attribute to its columns; ``hints`` what a money column's header says about the currency. ``variants``
    is ``None`` where no column says what a variant is; its columns are attributes all the same.
    """

    fields: Mapping[str, int]
    attributes: Mapping[str, tuple[int, ...]]
    hints: Mapping[str, CurrencyHint]
    variants: VariantColumns | None = None


def recognise(header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """What the columns of a header mean.

    What ``mapping`` says (field or ``attribute.NAME`` to column) counts first, then the known names. Columns
    with another name, and further ones for a field that is taken, are attributes. In a table that says what
    variants are, a SKU is the id only where no other column is one, and never beside a column with the names
    of options: there it is the variant's.

    Raises:
        UnusableInput: a column that ``mapping`` names is not there.
    """
    fields: dict[str, int] = {}
    attributes: dict[str, tuple[int, ...]] = {}
    for name, column in mapping.items():
        place = find_column(header, column)
        if name.startswith(ATTRIBUTE):
            attributes[name.removeprefix(ATTRIBUTE).strip()] = (place,)
        else:
            fields[name] = place
    taken = {*fields.values(), *(places[0] for places in attributes.values())}
    free = [place for place in range(len(header)) if place not in taken]
    choices, names, skus = (_places(header, free, kind) for kind in ("choices", "names", "sku"))
    known = sorted(
        (bool(choices) and place in skus, *meaning, place)
        for place in free
        if (meaning := _FIELD_OF.get(_bare_key(header[place])))
    )
    for _, _, name, place in known:
        if name in fields or (name == "sale_price" and "price" in mapping):
            continue
        if not (name == "id" and choices and names and place in skus):
            fields[name] = place
    used = set(fields.values())
    for place in free:
        if place not in used and not _NAMELESS.fullmatch(header[place]):
            attributes[header[place]] = (*attributes.get(header[place], ()), place)
    hints = {name: _hint(header[place]) for name, place in fields.items() if name in _MONEY}
    variants = None
    if choices:
        own = [place for place in skus if place != fields.get("id")]
        variants = VariantColumns(choices[0], next(iter(names), None), next(iter(own), None))
    return Columns(fields, attributes, {name: hint for name, hint in hints.items() if hint}, variants)


def find_column(header: Sequence[str], column: str) -> int:
    """The position of a column that a person named, exactly or but for case, spaces and marks.

    Raises:
        UnusableInput: there is none.
    """
    if column in header:
        return header.index(column)
    keys = [header_key(cell) for cell in header]
    if header_key(column) and header_key(column) in keys:
        return keys.index(header_key(column))
    raise UnusableInput(f"there is no column {column!r}", f"the columns are {name_columns(header)}")


def name_columns(header: Sequence[str], limit: int = 20) -> str:
    """The columns of a header, for a message on one line."""
    names = [repr(cell if len(cell) <= 40 else cell[:39] + "…") for cell in header[:limit]]
    return ", ".join(names) + (f" and {len(header) - limit} more" if len(header) > limit else "")


def _places(header: Sequence[str], free: Sequence[int], kind: str) -> list[int]:
    return [place for place in free if header_key(header[place]) in _IN_VARIANTS[kind]]


def _bare_key(header: str) -> str:
    """The key of a header; that of a money column without the currency's name: ``price_usd`` → ``price``."""
    return _split_key(header)[0]


def _split_key(header: str) -> tuple[str, CurrencyHint | None]:
    key = header_key(header)
    if key in _FIELD_OF:
        return key, None
    for length in range(1, min(_LONGEST_CURRENCY_WORD, len(key) - 1) + 1):
        for word, rest in ((key[-length:], key[:-length]), (key[:length], key[length:])):
            if _FIELD_OF.get(rest, (0, ""))[1] in _MONEY and (hint := currency_hint(word)):
                return rest, hint
    return key, None


def _hint(header: str) -> CurrencyHint | None:
    in_name = _split_key(header)[1]
    words = [word for match in _BRACKETS.finditer(header) for word in match["inside"].split("/")]
    signs = [char for char in header if not char.isalnum() and not char.isspace()]
    return in_name or next((hint for word in words + signs if (hint := currency_hint(word))), None)

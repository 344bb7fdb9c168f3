"""A comparison of products as rows: what their records say of the same things, side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from floorwalker.catalog import Product, product_facts
from floorwalker.catalog.attributes import NAMES
from floorwalker.conversation import ComparedAspect, ComparedRow, Comparison
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.typed import found_fact, stated
from floorwalker.grounding import Evidence, Fact, Source

_MOST_ROWS = 6
_FIGURES = ("price", "rating")
_LAST = ("volume", "weight", "count", "size", "length")
_PLAIN = frozenset((*_FIGURES, "popularity", "availability"))
_IDLE = frozenset(("gender", "season"))  # told only where the products differ
_FIRST = (
    *("material", "concentration", "scent", "flavour", "spf", "finish", "skin_type", "benefit", "feature"),
    *("colour", "ingredient", "free_from", "origin"),
)
_Facts = Mapping[str, Fact]


def compare_rows(
    products: Sequence[Product], aspect: ComparedAspect, language: Language
) -> tuple[ComparedRow, ...]:
    """The rows of a comparison of two to four products, at most six.

    The aspect compared comes first, then price and rating; then what at least two of the records state:
    typed attributes, the shop's own columns, and how much is in it. What is the same in all of them is left
    out where there is more to tell. Availability is a row where it differs. A cell is ``None`` where a record
    does not say.

    Args:
        products: in the order of the cells.
        aspect: what they are compared by.
        language: of the reader; words of the records stay as they are, so it decides nothing yet.
    """
    del language
    facts = [_facts_of(product) for product in products]
    first = (aspect if aspect in _PLAIN else f"attributes.{aspect}",) if aspect != "quality" else ()
    rows = [_row(name, facts) for name in dict.fromkeys((*first, *_FIGURES))]
    told = [row for row in rows if any(row.cells)]
    if len(_values(row := _row("availability", facts), facts)) > 1:
        told.append(row)
    shared = [_row(name, facts) for name in _shared(facts) if name not in first]
    differing = [row for row in shared if len(_values(row, facts)) > 1]
    same = [row for row in shared if row not in differing and row.field.split(".")[-1] not in _IDLE]
    return tuple((*told, *differing, *same)[:_MOST_ROWS])


def facts_for_rows(products: Sequence[Product], rows: Sequence[ComparedRow]) -> Iterator[Fact]:
    """The facts of every cell."""
    known = {fact.source: fact for product in products for fact in _facts_of(product).values()}
    for row in rows:
        for source in row.cells:
            if source in known:
                yield known[source]


def comparison_json(comparison: Comparison, evidence: Evidence) -> dict[str, Any]:
    """A comparison as data: ``{"products": [ids], "rows": [{"field", "values"}], "winner": id | null}``.

    Values are as the evidence holds them (``195.00 USD``), ``None`` where a record does not say.
    """
    return {
        "products": [product.id for product in comparison.products],
        "rows": [
            {"field": row.field, "values": [_value(source, evidence) for source in row.cells]}
            for row in comparison.rows
        ],
        "winner": comparison.winner.id if comparison.winner else None,
    }


def _value(source: Source | None, evidence: Evidence) -> str | None:
    fact = evidence.get(source) if source else None
    return str(fact.value) if fact else None


def _facts_of(product: Product) -> _Facts:
    """What can be compared of a record, by the name of the row."""
    record = {fact.source.field: fact for fact in product_facts(product)}
    found = {name: fact for name, fact in record.items() if name in _PLAIN}
    read = {one.field for one in stated(product)}
    for name in NAMES:
        if fact := found_fact(product, name):
            found[f"attributes.{name}"] = fact
    for name in product.attributes:
        field = f"attributes.{name}"
        if field not in read and field in record:
            found.setdefault(field, record[field])
    return found


def _row(name: str, facts: Sequence[_Facts]) -> ComparedRow:
    return ComparedRow(name, tuple(one[name].source if name in one else None for one in facts))


def _shared(facts: Sequence[_Facts]) -> list[str]:
    """Rows that at least two records fill, the telling ones first and quantities last."""
    names = dict.fromkeys(name for one in facts for name in one if name.startswith("attributes."))
    shared = [name for name in names if sum(name in one for one in facts) > 1]
    return sorted(shared, key=_place)


def _place(name: str) -> int:
    plain = name.removeprefix("attributes.")
    if plain in _FIRST:
        return _FIRST.index(plain)
    return len(_FIRST) + (1 + _LAST.index(plain) if plain in _LAST else 0)


def _values(row: ComparedRow, facts: Iterable[_Facts]) -> set[str]:
    return {str(one[row.field].value).casefold() if row.field in one else "" for one in facts}

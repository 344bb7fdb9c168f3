"""Precision and recall of title attributes over ``labelled.jsonl``; its conventions stand in README.md."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from floorwalker.catalog.attributes import Attribute, Quantity, attributes_of
from floorwalker.catalog.models import Product

HERE = Path(__file__).parent
CATALOGUES = HERE.parents[3] / "shared" / "data" / "catalogs"
LABELS = HERE / "labelled.jsonl"
FRESH = HERE / "fresh.jsonl"
"""Titles labelled after the extractor was finished, which nobody has developed on."""

LABELLED = frozenset(
    (
        *(
            "volume",
            "weight",
            "count",
            "length",
            "spf",
            "pa",
            "concentration",
            "colour",
            "finish",
            "material",
        ),
        *(
            "scent",
            "ingredient",
            "skin_type",
            "benefit",
            "gender",
            "season",
            "origin",
            "pattern",
            "fit_or_cut",
        ),
    )
)
"""The attributes that the titles were labelled with. The others (style, size, free_from …) are not scored."""

SAME = {
    ("benefit", "oil_free"): ("free_from", "oil"),
    ("scent", "fragrance_free"): ("free_from", "fragrance"),
    ("ingredient", "hyaluronan"): ("ingredient", "hyaluronic_acid"),
    ("ingredient", "minerals"): ("ingredient", "mineral"),
    ("origin", "usa"): ("origin", "united_states"),
    ("origin", "uk"): ("origin", "united_kingdom"),
    ("origin", "south_korea"): ("origin", "korea"),
    ("finish", "glow"): ("finish", "luminous"),
    ("benefit", "heat_protection"): ("benefit", "heat_protecting"),
    ("material", "knit"): ("texture", "knit"),
}
"""Labels that the lexicon calls by another name of the same meaning."""

_TOLERANCE = Decimal("0.01")


@dataclass
class Score:
    """Counts of one attribute or of all."""

    right: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, Attribute]] = field(default_factory=list)
    missed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def precision(self, name: str | None = None) -> float | None:
        return _ratio(self.right, self.predicted, name)

    def recall(self, name: str | None = None) -> float | None:
        return _ratio(self.right, self.labelled, name)


def _ratio(part: Counter[str], whole: Counter[str], name: str | None) -> float | None:
    one, all_ = (part[name], whole[name]) if name else (part.total(), whole.total())
    return one / all_ if all_ else None


def score(keep: Callable[[int], bool] = lambda _: True, labels: Path = LABELS) -> Score:
    """Score the titles of a file of labels whose 0-based line number ``keep`` accepts."""
    products = titles(labels)
    result = Score()
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines()):
        if not keep(number):
            continue
        row = json.loads(line)
        product = products[row["catalog"], row["id"]]
        found = [one for one in attributes_of(product) if one.field == "title"]
        _compare(product.title, found, row["labels"], result)
    return result


def _compare(title: str, found: Iterable[Attribute], labels: list[dict[str, Any]], result: Score) -> None:
    left = list(labels)
    result.labelled.update(label["attribute"] for label in labels)
    for one in found:
        label = next((label for label in left if _agree(one, label)), None)
        if label is None and one.name not in LABELLED:
            continue
        name = label["attribute"] if label else one.name
        result.predicted[name] += 1
        if label is None:
            result.wrong.append((title, one))
        else:
            left.remove(label)
            result.right[name] += 1
    result.missed += [(title, label) for label in left]


def _agree(one: Attribute, label: dict[str, Any]) -> bool:
    start, end = label["span"]
    if not (one.span[0] < end and start < one.span[1]):
        return False
    if isinstance(one.value, Quantity):
        number, _, unit = label["value"].partition(" ")
        if one.name != label["attribute"] or (unit and unit != one.value.unit):
            return False
        wanted = Decimal(number)
        return abs(one.value.amount - wanted) <= wanted * _TOLERANCE
    said = (label["attribute"], label["value"])
    return SAME.get(said, said) == (one.name, one.value)


def titles(labels: Path = LABELS) -> dict[tuple[str, str], Product]:
    """The labelled products, with title, brand and category alone."""
    wanted = {json.loads(line)["catalog"] for line in labels.read_text(encoding="utf-8").splitlines()}
    return {(name, id_): product for name in sorted(wanted) for id_, product in _read(name).items()}


def _read(name: str) -> dict[str, Product]:
    encoding = "gb18030" if "gb18030" in name else "utf-8-sig"
    products: dict[str, Product] = {}
    newest: dict[str, tuple[int, ...]] = {}
    with (CATALOGUES / name).open(encoding=encoding, newline="") as file:
        for row in csv.DictReader(file):
            if "update_time" in row:
                date = tuple(map(int, row["update_time"].split("/")))
                if date >= newest.get(row["id"], ()):
                    newest[row["id"]] = date
                    products[row["id"]] = _product(row["id"], row["title"].strip(), row["店名"], "")
            elif "product_id" in row:
                id_ = row["product_id"]
                products[id_] = _product(id_, row["product_name"], row["brand_name"], row["primary_category"])
            elif row["Title"]:
                products.setdefault(
                    row["Handle"], _product(row["Handle"], row["Title"], row["Vendor"], row["Type"])
                )
    return products


def _product(id_: str, title: str, brand: str, category: str) -> Product:
    return Product(
        id=f"labelled:{id_}", source="labelled", source_id=id_, title=title, brand=brand, category=category
    )

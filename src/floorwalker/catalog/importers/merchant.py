"""Rows of merchant feeds: the words that Google, Meta and OpenAI share, and the product a row amounts to.

Words: https://support.google.com/merchants/answer/7052112 (Google),
https://developers.facebook.com/docs/commerce-platform/catalog/fields (Meta) and
https://developers.openai.com/commerce/specs/file-upload/products (OpenAI, whose first names were Google's).
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, timedelta
from functools import lru_cache
from typing import NamedTuple

from floorwalker.catalog.importers.base import ATTRIBUTE, FIELDS, Listing, ReadOptions, Reject, RowError
from floorwalker.catalog.importers.cells import is_blank, parse_moment, present
from floorwalker.catalog.importers.fields import (
    Cells,
    build_product,
    check_id,
    said,
    web_address,
    with_variants,
)
from floorwalker.catalog.models import Product, Variant
from floorwalker.catalog.text_clean import clean_line

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "item_id"),
    "title": ("title", "structured_title"),
    "description": ("description", "structured_description", "summary", "content"),
    "brand": ("brand",),
    "category": ("product_type", "product_category", "google_product_category", "category"),
    "price": ("price",),
    "sale_price": ("sale_price",),
    "sale_from": ("sale_price_effective_date_start", "sale_price_start_date"),
    "sale_until": ("sale_price_effective_date_end", "sale_price_end_date"),
    "currency": ("currency",),
    "availability": ("availability",),
    "stock": ("inventory_quantity", "quantity_to_sell_on_facebook", "inventory", "quantity"),
    "url": ("link", "url"),
    "image": ("image_link", "image_url"),
    "images": ("additional_image_link", "additional_image_urls", "lifestyle_image_link"),
    "gtin": ("gtin",),
    "popularity": ("popularity_score",),
    "rating": ("star_rating", "product_review_rating"),
    "rating_count": ("review_count", "product_review_count"),
    "updated_at": ("updated_at",),
    "sell_from": ("disclosure_date",),
    "sell_until": ("expiration_date",),
}
"""The names of each field: the first that says something is the field, the others become attributes."""

_GROUP = ("item_group_id", "group_id")
_GROUP_TITLE = "item_group_title"
_VARIES = "listing_has_variations"
_PERIOD = "sale_price_effective_date"
_CHOICES = ("color", "size", "material", "pattern")
_AUDIENCE = ("gender", "age_group", "size_type", "size_system")  # as a rule the same for all of a group
_CUSTOM = {f"custom_variant{n}_category": f"custom_variant{n}_option" for n in (1, 2, 3)}
_PAIRS = ("variant_dict", "additional_variant_attribute")
_PART_NUMBER = "mpn"
_LINKS = frozenset(("url", "image", "images"))

# What tells a platform how to treat the row, is the merchant's own business (costs, margins, labels), or what
# others say of the product or its seller: no fact about it.
_NOT_OF_THE_PRODUCT = re.compile(
    r"enable_(search|checkout)|is_eligible_\w+|is_ads_eligible|listing_has_variations|identifier_exists|pause|"
    r"(included|excluded)_destination|shopping_ads_excluded_country|target_countries|store_country|"
    r"promotion_id|offer_id|external_seller_id|return_rate|cost_of_goods_sold|auto_pricing_min_price|visibility|"
    r"(mobile|canonical)_link|(\w+_)?link_template|(custom|internal)_label(_\d)?|custom_number_\d|"
    r"(ads|adwords|display_ads)_\w+|q_?and_a|reviews|raw_review_data|store_(review_count|(review|star)_rating)"
)
_NO = frozenset(("false", "no", "0"))
_WITHHELD = {
    "enable_search": _NO,
    "is_eligible_search": _NO,
    "status": frozenset(("archived",)),
    "visibility": frozenset(("hidden", "staging")),
}
_BARE_NUMBER = re.compile(r"\d+", re.ASCII)
_WHOLE_DAY = re.compile(r"\d{4}\D{0,2}\d{1,2}\D{0,2}\d{1,2}\D?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by :func:`canonical` name, those of one name in their order.

    ``details`` are pairs of an attribute's name and value (Google's ``product_detail``); ``raw`` is the text
    of the row, and ``after`` as for :class:`~floorwalker.catalog.importers.base.Listing`.
    """

    line: int
    values: Mapping[str, Sequence[str]]
    raw: str
    after: int = 0
    details: Sequence[tuple[str, str]] = ()


@lru_cache(maxsize=1024)
def canonical(name: str) -> str:
    """The name of a column or element as the specifications write it: ``g:Image Link`` → ``image_link``."""
    return re.sub(r"[\s_-]+", "_", clean_line(name).casefold().removeprefix("g:").strip())


class MerchantRows:
    """What rows amount to.

    A row with a group (``item_group_id``, ``group_id``) is an item: one variant of the product whose id the
    group is. Its colour, size and the like are the variant's options; of a row without a group they are
    attributes. So is every name that is no field's, except what steers a platform or is the merchant's own
    business, such as ``cost_of_goods_sold``. The platforms' own limits (lengths, required fields) are theirs
    to enforce: what has an id and a title is a product.
    """

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        mapped = {name: canonical(column) for name, column in options.mapping.items()}
        self._attributes = {
            name.removeprefix(ATTRIBUTE).strip(): column
            for name, column in mapped.items()
            if name.startswith(ATTRIBUTE)
        }
        self._names = {name: (mapped[name],) if name in mapped else NAMES.get(name, ()) for name in FIELDS}

    def listing(self, row: Row) -> Listing | Reject:
        """The product or item of a row, or why there is none.

        Raises:
            CurrencyUnknown: there is a price and nothing tells its currency.
        """
        left = _Left(row.values)
        left.drop(self._attributes.values())
        own_id = said(left.take(self._names["id"]).value)
        group, group_title = said(left.take(_GROUP).value), left.take((_GROUP_TITLE,)).value
        if _flag(row, _VARIES) in _NO:
            group = ""
        source_id = group or own_id
        if flag := next((name for name, values in _WITHHELD.items() if _flag(row, name) in values), ""):
            reason, remedy = f"it is not published ({flag} is {_flag(row, flag)})", "publish it to offer it"
            return Reject(row.line, reason, remedy, row.raw, 1, source_id, not_sold=True, after=row.after)
        try:
            check_id(own_id)
            cells, choices = self._cells(row, left)
            title = clean_line(cells.get("title"))
            if group and group_title and "title" not in self._options.mapping:
                cells = replace(cells, fields={**cells.fields, "title": html.unescape(group_title)})
            product, notes = build_product(cells, source_id, self._options)
        except RowError as problem:
            return Reject(row.line, problem.reason, problem.remedy, row.raw, 1, source_id, after=row.after)
        if not group:
            return Listing(product, row.line, after=row.after, notes=notes)
        item = _item(product, own_id, title, choices)
        return Listing(item, row.line, role="item", after=row.after, notes=notes)

    def _cells(self, row: Row, left: "_Left") -> tuple[Cells, tuple[str, ...]]:
        """The cells of a row, and those of its attributes that tell variants apart."""
        taken = {name: left.take(names) for name, names in self._names.items() if name != "id"}
        fields = {name: _unescaped(name, one.value) for name, one in taken.items()}
        if _BARE_NUMBER.fullmatch(fields["category"]):
            fields["category"] = left.take(self._names["category"]).value or fields["category"]
        further = left.take_all((*self._names["image"], *self._names["images"]))
        fields["images"] = " ".join(_unescaped("images", cell) for cell in (fields["images"], *further))
        if fields["availability"].casefold() == "unknown":
            fields["availability"] = ""
        period = left.take((_PERIOD,)).value
        if fields["sale_price"] and period:
            fields |= _sale_dates(period)
        fields |= {name: through(fields[name]) for name in ("sale_until", "sell_until")}
        custom = left.take_choices()
        attributes = {name: list(row.values.get(column, ())) for name, column in self._attributes.items()}
        attributes |= {name: values for name, values in left.all() if not _NOT_OF_THE_PRODUCT.fullmatch(name)}
        for name, value in (*custom, *row.details):
            attributes[name] = [*attributes.get(name, ()), value]
        unescaped = {name: [html.unescape(value) for value in values] for name, values in attributes.items()}
        names = {name: one.column for name, one in taken.items() if one.column}
        choices = (*_CHOICES, *(name for name, _ in custom), *_AUDIENCE)
        return Cells(row.line, fields, unescaped, names), choices


def _item(product: Product, own_id: str, title: str, choices: Sequence[str]) -> Product:
    """The product of one row of a group, holding its one variant.

    The variant is called by what one chooses it by. Whom it is made for (``gender``, ``age_group``) and how
    sizes are counted is as a rule the same for all of a group, and no part of its name.
    """
    options = {name: product.attributes[name][0] for name in choices if name in product.attributes}
    telling = [value for name, value in options.items() if name not in _AUDIENCE] or list(options.values())
    part_number = product.attributes.get(_PART_NUMBER, ("",))[0]
    variant = Variant(
        id=own_id,
        title=" / ".join(telling) or title,
        sku=part_number or own_id,
        price=product.price,
        compare_at_price=product.compare_at_price,
        sale=product.sale,
        availability=product.availability,
        stock=product.stock,
        options=options,
        image=web_address(product.image) or "",
        gtin=product.gtin,
    )
    shared = {
        name: values for name, values in product.attributes.items() if name not in {*options, _PART_NUMBER}
    }
    return with_variants(replace(product, attributes=shared, gtin=""), (variant,))


class _Taken(NamedTuple):
    column: str = ""
    value: str = ""


class _Left:
    """The values of a row that nothing has been made of yet; blank ones are none."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = {
            name: kept
            for name, cells in values.items()
            if (kept := [cell for cell in cells if not is_blank(cell)])
        }

    def take(self, names: Iterable[str]) -> _Taken:
        """The first value of the first of ``names`` that has one."""
        for name in names:
            if self._values.get(name):
                return _Taken(name, self._values[name].pop(0))
        return _Taken()

    def take_all(self, names: Iterable[str]) -> list[str]:
        """Every value of ``names``."""
        return [value for name in names for value in self._values.pop(name, ())]

    def take_choices(self) -> list[tuple[str, str]]:
        """The choices of a variant that the feed has no column of their own for, by the shop's names."""
        named = [(self.take((name,)).value, self.take((value,)).value) for name, value in _CUSTOM.items()]
        pairs = [*named, *(pair for text in self.take_all(_PAIRS) for pair in _pairs(text))]
        cleaned = {
            clean_line(name): value for name, value in pairs if clean_line(name) and not is_blank(value)
        }
        return [(name, value) for name, value in cleaned.items() if canonical(name) not in self._values]

    def drop(self, names: Iterable[str]) -> None:
        """Leave ``names`` out."""
        self.take_all(names)

    def all(self) -> list[tuple[str, list[str]]]:
        """All that is left."""
        return [(name, values) for name, values in self._values.items() if values]


def through(cell: str) -> str:
    """A date as the moment at which it is over; what gives a time of day, or is no date, as it is.

    Google: an end without a time means the end of that day
    (https://support.google.com/merchants/answer/7055760).
    """
    moment = parse_moment(cell) if _WHOLE_DAY.fullmatch(cell.strip()) else None
    if moment is None or moment.year == MAXYEAR:
        return cell
    return (moment + timedelta(days=1)).isoformat()


def _sale_dates(period: str) -> dict[str, str]:
    start, mark, end = (part.strip() for part in period.partition(" / " if " / " in period else "/"))
    if not mark or any(present(cell) and parse_moment(cell) is None for cell in (start, end)):
        raise RowError(
            f"the dates of its sale {period[:60]!r} cannot be read",
            "write them as 2026-11-01T00:00+0800/2026-11-11T23:59+0800",
        )
    return {"sale_from": start, "sale_until": end}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """``{"Scent": "Rose"}``, or ``Scent: Rose, Finish: matte``."""
    try:
        named = json.loads(text)
    except (ValueError, RecursionError):
        named = {name: value for name, _, value in (part.partition(":") for part in text.split(","))}
    if isinstance(named, dict):
        yield from (
            (name, str(value)) for name, value in named.items() if isinstance(value, str | int | float)
        )


def _flag(row: Row, name: str) -> str:
    values = row.values.get(name)
    return said(values[0]).casefold() if values else ""


def _unescaped(name: str, cell: str) -> str:
    """A cell of a feed that was escaped once too often; links keep what only looks like an entity."""
    return cell.replace("&amp;", "&") if name in _LINKS else html.unescape(cell)

"""Objects of JSON as products: which key is which field, options in their several forms, and variants."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from floorwalker.catalog.importers.base import ATTRIBUTE, FIELDS, Listing, ReadOptions, Reject, RowError
from floorwalker.catalog.importers.cells import parse_gtin
from floorwalker.catalog.importers.columns import header_key, recognise
from floorwalker.catalog.importers.fields import (
    Cells,
    build_product,
    check_readable,
    on_hand,
    read_prices,
    said,
    stable_id,
    web_address,
)
from floorwalker.catalog.importers.json_values import field_text, plain_text, texts_of, unfolded
from floorwalker.catalog.importers.prices import CurrencyHint
from floorwalker.catalog.models import Variant
from floorwalker.catalog.text_clean import clean_line

_VARIANTS = frozenset(("variants", "variations", "skus", "productvariants", "规格", "规格列表"))
_ATTRIBUTES = "attributes"
_CHOICES = frozenset(
    ("options", "optionvalues", "selectedoptions", "choices", "attributes", "specs", "规格", "销售属性")
)
_PAIRED = frozenset(
    (
        *("attributes", "options", "properties", "specs", "specifications", "features", "details"),
        *("parameters", "params", "customattributes", "productattributes", "metafields", "facets"),
        *("属性", "参数", "规格", "规格参数", "商品参数", "商品属性", "商品规格"),
    )
)
_PAIR_NAMES = ("name", "label", "key", "title", "property", "属性", "属性名", "名称")
_PAIR_VALUES = ("value", "values", "text", "option", "options", "content", "值", "属性值")
_OF_VARIANTS = (
    *("price", "sale_price", "sale_from", "sale_until", "compare_at_price"),
    *("currency", "availability", "stock"),
)

_NO_LIST = RowError("its variants are no list", 'write "variants": [{"id": …, "price": …}]')
_NO_OBJECT = RowError("one of its variants is no object", 'write {"id": …, "price": …}')
_NO_OPTIONS = RowError("the options of a variant are no object", 'write "options": {"Color": "Blue"}')
_NO_ATTRIBUTES = RowError("its attributes are no object", 'write "attributes": {"name": "value"}')
_NO_ID = RowError("it has no id", "give every product an id that stays the same")
_TOO_DEEP = ("its values are nested too deep", "write plain values, lists of them, and variants")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object stands in its file, as its listing and rejects say it."""

    line: int
    raw: str
    after: int


@dataclass(frozen=True, slots=True)
class Keys:
    """Which key of an object holds which field; ``variants`` is empty where none holds the variants.

    ``exact`` says that variants have the names of the fields as well, and are called nothing but their title.
    """

    fields: Mapping[str, str]
    variants: str = ""
    hints: Mapping[str, CurrencyHint] = field(default_factory=dict)
    exact: bool = False


@lru_cache(maxsize=1024)
def house_keys(names: tuple[str, ...]) -> Keys:
    """The keys of Product JSON Lines, which are the names of the fields."""
    return Keys({name: name for name in FIELDS if name in names}, "variants", exact=True)


@lru_cache(maxsize=1024)
def known_keys(names: tuple[str, ...]) -> Keys:
    """The keys that mean fields by the names that columns of tables go by."""
    variants = next((name for name in names if header_key(name) in _VARIANTS), "")
    left = [name for name in names if name != variants]
    columns = recognise(left, {})
    return Keys({name: left[place] for name, place in columns.fields.items()}, variants, columns.hints)


def value_at(row: Mapping[str, Any], path: str, missing: Any = None) -> Any:
    """The value of a key, or of a path such as ``fields.name`` or ``images.0.src``; ``missing`` for none."""
    if path in row:
        return row[path]
    value: Any = row
    for step in path.split("."):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isascii() and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return missing
    return value


def read_object(
    row: Mapping[str, Any],
    keys: Keys,
    options: ReadOptions,
    place: Place,
    *,
    inner: Mapping[str, Any] | None = None,
    with_ids: bool = True,
) -> list[Listing | Reject]:
    """The product of an object, behind the rejects of its variants; or why there is none.

    Args:
        row: the object.
        keys: which of its keys are fields; ``options.mapping`` beats them, with keys or paths.
        options: how to read it.
        place: where it stands.
        inner: the object inside of ``row`` that ``keys`` are of; by default ``row`` itself.
        with_ids: an object without an id is unusable; otherwise it gets one made of its words.

    Raises:
        CurrencyUnknown: there is a price and nothing tells its currency.
    """
    inner = row if inner is None else inner
    own_id = _value("id", row, inner, keys, options)
    given_id = "" if isinstance(own_id, list | dict) else said(plain_text(own_id))
    spoiled: list[Reject] = []
    whole = Reject(place.line, "", "", place.raw, 1, given_id, after=place.after)
    try:
        reading = _Reading(row, inner, keys, options, place.line)
        title, brand = reading.cells.get("title"), reading.cells.get("brand")
        if not given_id and with_ids and said(title):
            raise _NO_ID
        variants: list[Variant] = []
        for number, variant in enumerate(reading.variants(), start=1):
            try:
                variants.append(reading.variant(variant, number))
            except RowError as problem:
                reason = f"{_name_of(variant)}{problem.reason}"
                spoiled.append(Reject(place.line, reason, problem.remedy, place.raw, 0, given_id))
        if spoiled and not variants:
            return [*spoiled[:-1], replace(spoiled[-1], rows=1, after=place.after)]
        source_id = given_id or stable_id(title, brand)
        product, notes = build_product(reading.cells, source_id, options, variants)
    except RowError as problem:
        return [*spoiled, replace(whole, reason=problem.reason, remedy=problem.remedy)]
    except RecursionError:
        return [*spoiled, replace(whole, reason=_TOO_DEEP[0], remedy=_TOO_DEEP[1])]
    return [
        *spoiled,
        Listing(product, place.line, after=place.after, notes=notes, numbered=not given_id),
    ]


class _Reading:
    """One object being read."""

    def __init__(
        self,
        row: Mapping[str, Any],
        inner: Mapping[str, Any],
        keys: Keys,
        options: ReadOptions,
        line: int,
    ) -> None:
        self._inner, self._keys, self._options = inner, keys, options
        fields = [*keys.fields, *(name for name in options.mapping if not _is_attribute(name))]
        values = {name: _value(name, row, inner, keys, options) for name in fields}
        roots = {path.partition(".")[0] for path in options.mapping.values()}
        used = {key for name, key in keys.fields.items() if name not in options.mapping}
        taken = {*used, *options.mapping.values(), *roots, keys.variants, _ATTRIBUTES}
        attributes = _given(inner.get(_ATTRIBUTES))
        for key, value in inner.items():
            if key not in taken or _is_more_than_one(key, value, keys):
                attributes |= (header_key(key) in _PAIRED and _pairs(value)) or {key: texts_of(value)}
        for name, path in options.mapping.items():
            if _is_attribute(name):
                attributes[name.removeprefix(ATTRIBUTE).strip()] = texts_of(value_at(row, path))
        texts = {name: field_text(name, value) for name, value in values.items()}
        self.cells = Cells(line, texts, attributes, {**keys.fields, **options.mapping}, keys.hints)

    def variants(self) -> Sequence[Any]:
        """The objects of its variants.

        Raises:
            RowError: they are no list.
        """
        given = unfolded(self._inner.get(self._keys.variants)) or []
        if not isinstance(given, list):
            raise _NO_LIST
        return given

    def variant(self, row: Any, number: int) -> Variant:
        """One of its variants.

        Raises:
            RowError: it cannot be used.
        """
        if not isinstance(row, dict):
            raise _NO_OBJECT
        exact = self._keys.exact
        choices = "options" if exact else next((key for key in row if header_key(key) in _CHOICES), "")
        names = tuple(key for key in row if key != choices)
        keys = house_keys(names) if exact else known_keys(names)
        texts = {name: field_text(name, row[key]) for name, key in keys.fields.items()}
        texts["image"] = texts.get("image") or texts.get("images", "")
        fields = {name: texts.get(name, "") for name in (*_OF_VARIANTS, "gtin", "image", "title")}
        fields["currency"] = fields["currency"] or self.cells.get("currency")
        cells = Cells(self.cells.line, fields, hints={**self._keys.hints, **keys.hints})
        check_readable(_all_texts(row))
        prices = read_prices(cells, self._options.currency)
        stock, availability = on_hand(cells)
        options = _chosen(row.get(choices), self._inner)
        sku = clean_line(next((plain_text(row[key]) for key in row if header_key(key) == "sku"), ""))
        own_id = clean_line(texts.get("id", "")) or sku
        return Variant(
            id=own_id or str(number),
            title=clean_line(cells.get("title")) or ("" if exact else " / ".join(options.values())),
            sku=sku,
            price=prices.price,
            compare_at_price=prices.compare_at_price,
            sale=prices.sale,
            availability=availability,
            stock=stock,
            options=options,
            image=web_address(cells.get("image")) or "",
            gtin=parse_gtin(cells.get("gtin")) or "",
        )


def _value(
    name: str, row: Mapping[str, Any], inner: Mapping[str, Any], keys: Keys, options: ReadOptions
) -> Any:
    if name in options.mapping:
        return value_at(row, options.mapping[name])
    return inner.get(keys.fields[name]) if name in keys.fields else None


def _is_more_than_one(key: str, value: Any, keys: Keys) -> bool:
    """Whether a product is in several categories, of which the field holds but the first."""
    return key == keys.fields.get("category") and isinstance(value, list) and len(value) > 1


def _is_attribute(name: str) -> bool:
    return name.startswith(ATTRIBUTE)


def _given(value: Any) -> dict[str, list[str]]:
    """Attributes as an object, or as a list of names and values."""
    if isinstance(value, dict):
        return {name: texts_of(one) for name, one in value.items()}
    if not value:
        return {}
    pairs = _pairs(value)
    if not pairs:
        raise _NO_ATTRIBUTES
    return pairs


def _pairs(value: Any) -> dict[str, list[str]]:
    """``[{"name": "Size", "value": "S"}, …]`` by name; nothing where a value is anything else."""
    if not isinstance(value, list) or not value:
        return {}
    found: dict[str, list[str]] = {}
    for one in value:
        name, values = _pair(one)
        if not name:
            return {}
        found.setdefault(name, []).extend(values)
    return found


def _pair(value: Any) -> tuple[str, list[str]]:
    if not isinstance(value, dict):
        return "", []
    name = next((plain_text(value[key]) for key in _PAIR_NAMES if isinstance(value.get(key), str)), "")
    key = next((key for key in _PAIR_VALUES if key in value), "")
    if not name or not key:
        return "", []
    values = value[key] if isinstance(value[key], list) else [value[key]]
    if any(isinstance(one, list) for one in values):
        return "", []
    return name, [_label(one) for one in values]


def _label(value: Any) -> str:
    """A value, or what an object calls it."""
    names = (*_PAIR_NAMES, "value") if isinstance(value, dict) else ()
    return plain_text(next((value[key] for key in names if key in value), value))


def _chosen(value: Any, product: Mapping[str, Any]) -> dict[str, str]:
    """What a variant chooses, with the words of the product's own options where it only gives their codes."""
    if not value:
        return {}
    if isinstance(value, dict):
        chosen = {name: plain_text(one) for name, one in value.items()}
    elif pairs := _pairs(value):
        chosen = {name: values[0] for name, values in pairs.items() if values}
    else:
        raise _NO_OPTIONS
    words = _words_of(product.get("options"))
    named = (words.get(name.casefold(), (name, {})) for name in chosen)
    told = {
        clean_line(name): clean_line(values.get(code, code))
        for (name, values), code in zip(named, chosen.values(), strict=True)
    }
    return {name: text for name, text in told.items() if name and text}


def _words_of(options: Any) -> dict[str, tuple[str, dict[str, str]]]:
    """The options of a product by id and by name: what each is called, and what its values are called."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for option in options if isinstance(options, list) else []:
        if not isinstance(option, dict) or not isinstance(option.get("name"), str):
            continue
        values = option.get("values")
        words = {
            plain_text(one.get("value", one.get("id"))): _label(one)
            for one in (values if isinstance(values, list) else [])
            if isinstance(one, dict)
        }
        for key in ("id", "name"):
            found[plain_text(option.get(key)).casefold()] = (option["name"], words)
    return found


def _name_of(variant: Any) -> str:
    if not isinstance(variant, dict):
        return ""
    names = (clean_line(plain_text(variant.get(key))) for key in ("sku", "title", "id"))
    return next((f"its variant {name}: " for name in names if name), "")


def _all_texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _all_texts(one)
        case dict():
            yield from value
            for one in value.values():
                yield from _all_texts(one)

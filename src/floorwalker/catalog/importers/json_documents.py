"""Products in a JSON document: a list of objects, or an object that holds one somewhere.

The document is read as a stream, twice: once to find out which of its lists the products are, and which of
the objects in it, and once to read them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import (
    ATTRIBUTE,
    Guess,
    Listing,
    Progress,
    ReadOptions,
    Reject,
    Sample,
)
from floorwalker.catalog.importers.json_objects import Keys, Place, known_keys, read_object, value_at
from floorwalker.catalog.importers.json_stream import ITEM, Damaged, Path, objects
from floorwalker.core import UnusableInput

_SURVEYED = 20_000  # objects that the first reading looks at
_NAMED_KEYS = 20
_KINDS = ("model", "type", "_type", "__typename", "kind")
_BEGINNING = re.compile(r"\ufeff?\s*[\[{]")
_MISSING = object()
_WEIGHT_OF_PRICE = 2
_WEIGHT_OF_MAPPED = 100

_BROKEN_OFF = "what stands before has been read; export it again for the rest"


class Shape(NamedTuple):
    """What objects have in common that are records of one thing.

    ``path`` is where they stand; ``wrapper`` the key of the object inside that holds their fields, as in
    ``{"model": "shop.product", "pk": 1, "fields": {…}}``, or empty; ``kind`` what a wrapped record calls
    itself, or empty.
    """

    path: Path
    wrapper: str = ""
    kind: str = ""

    def __str__(self) -> str:
        return ".".join(key for key in self.path if key != ITEM)


@dataclass(slots=True)
class _Sight:
    """What has been seen of a shape: how many objects, fields by name, mapped fields, and all keys."""

    count: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    mapped: set[str] = field(default_factory=set)
    keys: dict[str, None] = field(default_factory=dict)

    @property
    def score(self) -> int:
        priced = _WEIGHT_OF_PRICE * ("price" in self.fields)
        return len(self.fields) + priced + _WEIGHT_OF_MAPPED * len(self.mapped)


class JsonDocuments:
    """See the module.

    Fields are the keys by the names that columns of tables go by, and what ``--map`` names, which may be a
    path (``title=fields.name``). Records that keep their fields in an object of their own (Django's
    fixtures, JSON:API, search engines) are read with it. Of several lists, or kinds of records, the products
    are those with the most fields; the others are rejected together. An object without an id gets one made of
    its title and brand if none of the first objects has an id.
    """

    name = "json"

    def sniff(self, sample: Sample) -> Guess:
        """Sure where a list of objects has titles, and the document is no line of JSON Lines."""
        if not _BEGINNING.match(sample.text):
            return Guess(0.0, "it begins with no list or object")
        if _is_a_line(sample):
            return Guess(0.0, "its first line is a whole object")
        sights = _survey([sample.text], {})
        best = _best(sights)
        if best is None:
            return Guess(0.3, "it begins with a list or object, and no list in it has titles")
        where = f"the list {str(best)!r}" if str(best) else "its list"
        return Guess(0.93, f"{where} holds objects with the title {sights[best].fields['title']!r}")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        sights = _survey([sample.text], options.mapping)
        best = _best(sights)
        found = sights[best].fields if best else {}
        return {**found, **options.mapping}

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        with feed.lines() as lines:
            sights = _survey(lines, options.mapping)
        shape = _best(sights)
        if shape is None:
            raise _no_products(sights)
        unseen = [path for name, path in options.mapping.items() if name not in sights[shape].mapped]
        if unseen:
            keys = _named_keys([sights[shape]])
            raise UnusableInput(f"no object has the key {unseen[0]!r}", f"the keys are {keys}")
        with feed.lines(progress) as lines:
            yield from _read(lines, shape, sights, options, after)


def _read(
    lines: Iterable[str], shape: Shape, sights: Mapping[Shape, _Sight], options: ReadOptions, after: int
) -> Iterator[Listing | Reject]:
    count = 0
    others: Counter[str] = Counter()
    examples: dict[str, str] = {}
    with_ids = "id" in sights[shape].fields
    try:
        for _, row in objects(lines, shape.path.__eq__):
            count += 1
            raw = json.dumps(row, ensure_ascii=False, default=str)
            if shape.wrapper and (kind := _kind_of(row)) != shape.kind:
                others[kind] += 1
                examples.setdefault(kind, raw)
            elif count > after:
                keys, inner = _keys_of(row, shape.wrapper)
                yield from read_object(
                    row, keys, options, Place(0, raw, count), inner=inner, with_ids=with_ids
                )
    except Damaged as problem:
        yield Reject(
            0, f"the JSON is damaged behind object {count}: {problem}", _BROKEN_OFF, "", rest_unread=True
        )
    for kind, number in others.items():
        what = f"of the kind {kind!r}" if kind else "of no named kind"
        reason = f"{number} objects are {what}, while products are of the kind {shape.kind!r}"
        yield Reject(0, reason, "nothing is to be done if they are no products", examples[kind], number)
    for other, sight in sights.items():
        if other.path != shape.path and _is_rival(sight, sights[shape]):
            reason = f"the list {str(other)!r} was not read; the products are taken from {str(shape)!r}"
            yield Reject(0, reason, "if it holds products, import it as a file of its own", "", 0)


def _is_rival(sight: _Sight, chosen: _Sight) -> bool:
    return {"title", "price"} <= sight.fields.keys() and "price" in chosen.fields


def _no_products(sights: Mapping[Shape, _Sight]) -> UnusableInput:
    named = _named_keys(sights.values())
    if not named:
        return UnusableInput("the document holds no list of objects", "export the products as such a list")
    return UnusableInput(
        f"no key is known to be the title; the keys are {named}",
        "name it with --map title=KEY, or with a path such as --map title=fields.name",
    )


def _named_keys(sights: Iterable[_Sight]) -> str:
    keys = list(dict.fromkeys(key for sight in sights for key in sight.keys))
    more = f" and {len(keys) - _NAMED_KEYS} more" if len(keys) > _NAMED_KEYS else ""
    return ", ".join(map(repr, keys[:_NAMED_KEYS])) + more


def _survey(lines: Iterable[str], mapping: Mapping[str, str]) -> dict[Shape, _Sight]:
    """The shapes of the first objects of a document, as far as it can be read."""
    sights: dict[Shape, _Sight] = {}
    count = 0
    try:
        for path, row in objects(lines, _in_outermost_list):
            count += 1
            for place, one in ((path, row), *_below(path, row)):
                _see(sights, place, one, mapping)
            if count >= _SURVEYED:
                break
    except (Damaged, UnusableInput):
        pass  # reading comes upon it again, and says so
    return sights


def _in_outermost_list(path: Path) -> bool:
    return path[-1:] == (ITEM,) and ITEM not in path[:-1]


def _below(path: Path, row: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Objects in the lists of an object that is no product itself but may hold some, as a category does."""
    keys = known_keys(tuple(row))
    if "price" in keys.fields or keys.variants:
        return
    for key, value in row.items():
        for one in value if isinstance(value, list) else ():
            if isinstance(one, dict) and "price" in known_keys(tuple(one)).fields:
                yield (*path, key, ITEM), one


def _see(sights: dict[Shape, _Sight], path: Path, row: Mapping[str, Any], mapping: Mapping[str, str]) -> None:
    wrapper = _wrapper_of(row, mapping)
    wrapped = bool(wrapper) or not _has_title(row)
    shape = Shape(path, wrapper, _kind_of(row) if wrapped else "")
    sight = sights.setdefault(shape, _Sight())
    sight.count += 1
    keys, _ = _keys_of(row, wrapper)
    for name, key in keys.fields.items():
        own = row.get(key) if key in row else None
        sight.fields.setdefault(name, key if not wrapper or own is not None else f"{wrapper}.{key}")
    for name, key in mapping.items():
        if value_at(row, key, _MISSING) is not _MISSING:
            sight.mapped.add(name)
            if not name.startswith(ATTRIBUTE):
                sight.fields[name] = key
    for key, value in row.items():
        sight.keys[key] = None
        if isinstance(value, dict):
            sight.keys |= dict.fromkeys(f"{key}.{inner}" for inner in value)


def _best(sights: Mapping[Shape, _Sight]) -> Shape | None:
    """The shape that says most, and has titles; of equals the one with more objects, then the first."""
    titled = [
        shape for shape, sight in sights.items() if "title" in sight.fields and not _is_of_variants(shape)
    ]
    return max(titled, key=lambda shape: (sights[shape].score, sights[shape].count), default=None)


def _is_of_variants(shape: Shape) -> bool:
    """Whether objects stand in a list of variants, which are no products."""
    key = next((key for key in reversed(shape.path) if key != ITEM), "")
    return bool(known_keys((key,)).variants)


def _is_a_line(sample: Sample) -> bool:
    """Whether the first line is an object by itself: one of several, or a product and no list of them."""
    line = sample.first_line().strip().lstrip("\ufeff")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    further = sample.text.lstrip("\ufeff \t\r\n")[len(line) :].strip()
    if not isinstance(row, dict):
        return False
    return bool(further) or {"id", "title"} <= known_keys(tuple(row)).fields.keys()


def _wrapper_of(row: Mapping[str, Any], mapping: Mapping[str, str]) -> str:
    """The key of the one object inside that has a title where the object itself has none."""
    title = mapping.get("title", "")
    wrapper, dot, _ = title.partition(".")
    if dot and title not in row and isinstance(row.get(wrapper), dict):
        return wrapper if value_at(row, title) is not None else ""
    if title or _has_title(row):
        return ""
    inside = [key for key, value in row.items() if isinstance(value, dict) and _has_title(value)]
    return inside[0] if len(inside) == 1 else ""


def _has_title(row: Mapping[str, Any]) -> bool:
    return "title" in known_keys(tuple(row)).fields


def _kind_of(row: Mapping[str, Any]) -> str:
    return next((value for key in _KINDS if isinstance(value := row.get(key), str)), "")


def _keys_of(row: Mapping[str, Any], wrapper: str) -> tuple[Keys, Mapping[str, Any]]:
    """The keys of a record, and the object that they are of: it and its wrapper as one."""
    inner = row.get(wrapper) if wrapper else None
    if not isinstance(inner, dict):
        return known_keys(tuple(row)), row
    own = {key: value for key, value in row.items() if known_keys((key,)).fields.get("id")}
    merged = own | inner
    return known_keys(tuple(merged)), merged

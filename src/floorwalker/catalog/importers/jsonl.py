"""Product JSON Lines: one object a line, its keys the fields of a product."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import Guess, Listing, Progress, ReadOptions, Reject, RowError, Sample
from floorwalker.catalog.importers.json_objects import Keys, Place, house_keys, known_keys, read_object
from floorwalker.core import UnusableInput


class JsonLines:
    """Objects whose keys are the names of fields (``FIELDS``), ``attributes`` and ``variants``.

    Only ``id`` and ``title`` are required. Numbers may be strings, and a price may be
    ``{"amount", "currency"}``. A variant has ``id``, ``title``, ``sku``, ``price``, ``compare_at_price``,
    ``currency``, ``availability``, ``stock``, ``options``, ``image`` and ``gtin``. Keys not named here become
    attributes. Where an object has no ``title``, its keys are read by the names that columns go by.
    """

    name = "jsonl"

    def sniff(self, sample: Sample) -> Guess:
        """Sure where the first line is an object."""
        line = sample.first_line().strip().lstrip("\ufeff")
        if not line.startswith("{"):
            return Guess(0.0, "its first line is no object")
        return Guess(0.9 if '"' in line else 0.3, "its first line is an object")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        try:
            row = _object(sample.first_line().strip().lstrip("\ufeff"))
        except RowError:
            return dict(options.mapping)
        return {**_keys_of(row, options).fields, **options.mapping}

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        with feed.lines(progress) as lines:
            yield from _read(lines, options, after)


def _read(lines: Iterable[str], options: ReadOptions, after: int) -> Iterator[Listing | Reject]:
    for number, line in enumerate(lines, start=1):
        text = line.strip().lstrip("\ufeff")
        if not text or number < after:
            continue
        if number == 1 and text.startswith("["):
            raise UnusableInput("the file is one JSON list", "read it with --format json")
        place = Place(number, line, number + 1)
        try:
            row = _object(text)
        except RowError as problem:
            yield Reject(number, problem.reason, problem.remedy, line, after=place.after)
            continue
        yield from read_object(row, _keys_of(row, options), options, place)


def _keys_of(row: Mapping[str, Any], options: ReadOptions) -> Keys:
    in_the_form = "title" in row or options.mapping.get("title", "") in row
    return house_keys(tuple(row)) if in_the_form else known_keys(tuple(row))


def _object(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RowError("it is not valid JSON", "write one JSON object on each line") from error
    if not isinstance(row, dict):
        raise RowError("it is no JSON object", "write one JSON object on each line")
    return row

"""OpenAI's product feed, as JSON Lines or as a table, with the field names of today and those of 2025.

https://developers.openai.com/commerce/specs/file-upload/products. Rows are read as
:mod:`~floorwalker.catalog.importers.merchant` says.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import Guess, Listing, Progress, ReadOptions, Reject, RowError, Sample
from floorwalker.catalog.importers.delimited import Table, split_header
from floorwalker.catalog.importers.json_values import field_text, texts_of
from floorwalker.catalog.importers.merchant import MerchantRows, Row, canonical
from floorwalker.catalog.importers.merchant_table import read_table, table_mapping

_OWN = frozenset(
    (
        *("enable_search", "enable_checkout", "listing_has_variations"),
        *("is_eligible_search", "is_eligible_checkout", "is_ads_eligible"),
    )
)
_KEY = re.compile(rf'"({"|".join(sorted(_OWN))})"\s*:')
_OBJECT = re.compile(r"\ufeff?\s*\{")


class OpenAIFeed:
    """See the module."""

    name = "openai"

    def sniff(self, sample: Sample) -> Guess:
        """Sure where a key or column steers ChatGPT, as ``enable_search`` does."""
        if _OBJECT.match(sample.text):
            key = _KEY.search(sample.text)
            return (
                Guess(0.96, f"its objects have OpenAI's key {key[1]}")
                if key
                else Guess(0.0, "no key is OpenAI's")
            )
        names = {canonical(cell) for cell in _header(sample)}
        if own := names & _OWN:
            return Guess(0.96, f"its header has OpenAI's column {min(own)}")
        return Guess(0.0, "its header lacks OpenAI's columns")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        if _OBJECT.match(sample.text):
            return dict(options.mapping)
        return table_mapping(_header(sample), options.mapping)

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        objects = _OBJECT.match(feed.head())
        with feed.lines(progress) as lines:
            yield from (
                _read_lines(lines, options, after) if objects else read_table(Table(lines, after), options)
            )


def _header(sample: Sample) -> list[str]:
    return split_header(sample.first_line().lstrip("\ufeff"))


def _read_lines(lines: Iterable[str], options: ReadOptions, after: int) -> Iterator[Listing | Reject]:
    rows = MerchantRows(options)
    for number, line in enumerate(lines, start=1):
        text = line.strip().lstrip("\ufeff")
        if not text or number < after:
            continue
        try:
            yield rows.listing(Row(number, _values(text), line, number + 1))
        except RowError as problem:
            yield Reject(number, problem.reason, problem.remedy, line, after=number + 1)


def _values(text: str) -> dict[str, list[str]]:
    try:
        row = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RowError("it is not valid JSON", "write one JSON object on each line") from error
    if not isinstance(row, dict):
        raise RowError("it is no JSON object", "write one JSON object on each line")
    values: dict[str, list[str]] = {}
    for name, value in row.items():
        texts = [field_text("price", value)] if isinstance(value, dict) else texts_of(value)
        values.setdefault(canonical(name), []).extend(texts)
    return values

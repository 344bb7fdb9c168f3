"""Google Merchant Center's product data, as a table or as XML, and Meta's catalogue feed, which is the same.

https://support.google.com/merchants/answer/7052112. Rows are read as
:mod:`~floorwalker.catalog.importers.merchant` says.
"""

import re
from collections.abc import Iterator, Mapping

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import Guess, Listing, Progress, ReadOptions, Reject, Sample
from floorwalker.catalog.importers.delimited import Table, split_header
from floorwalker.catalog.importers.google_xml import read_xml
from floorwalker.catalog.importers.merchant import canonical
from floorwalker.catalog.importers.merchant_table import read_table, table_mapping

_REQUIRED = frozenset(("id", "title", "link", "image_link"))
_OWN = frozenset(
    ("google_product_category", "item_group_id", "sale_price_effective_date", "identifier_exists")
)
_MARKUP = re.compile(r"\ufeff?\s*<")
_PAGE = re.compile(r"<(?:!doctype\s+)?html", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]")
_NAMESPACE = re.compile(r"base\.google\.com/(?:ns|cns)/1\.0|<g:id>")


class Google:
    """See the module; a table may be delimited by tabs or commas."""

    name = "google"

    def sniff(self, sample: Sample) -> Guess:
        """Sure of RSS and Atom with Google's elements, and of a header with Google's names."""
        if _MARKUP.match(sample.text):
            return _sniff_markup(sample.text)
        names = {canonical(cell) for cell in split_header(sample.first_line().lstrip("\ufeff"))}
        if names >= _REQUIRED and names & {"price", "availability"}:
            return Guess(0.93, "its header has the columns that Google Merchant Center requires")
        if {"id", "title"} <= names and (own := names & _OWN):
            return Guess(0.9, f"its header has Google's column {min(own)}")
        return Guess(0.0, "its header lacks Google's columns")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        if _MARKUP.match(sample.text):
            return dict(options.mapping)
        return table_mapping(split_header(sample.first_line().lstrip("\ufeff")), options.mapping)

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        markup = _MARKUP.match(feed.head())
        with feed.lines(progress) as lines:
            yield from read_xml(lines, options, after) if markup else read_table(Table(lines, after), options)


def _sniff_markup(text: str) -> Guess:
    if _PAGE.search(text):
        return Guess(0.0, "it is a web page")
    kind = _FEED.search(text)
    if _NAMESPACE.search(text):
        return Guess(0.97, "it is XML with Google's elements")
    if kind:
        return Guess(0.4, "it is RSS or Atom, without Google's elements")
    return Guess(0.2, "it is XML")

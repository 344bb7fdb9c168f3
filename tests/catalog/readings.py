"""Reading a feed with one importer, for the tests of the importers."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import Importer, Listing, ReadOptions, Reject
from floorwalker.catalog.models import Product

Items = list[Listing | Reject]


def read(
    importer: Importer,
    content: str | bytes,
    after: int = 0,
    currency: str = "USD",
    mapping: dict[str, str] | None = None,
) -> Items:
    """The items of a feed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with open_feed(path) as feed:
            return list(importer.read(feed, ReadOptions("shop", mapping or {}, currency), after))


def products(items: Iterable[Listing | Reject]) -> list[Product]:
    """The products among items."""
    return [item.product for item in items if isinstance(item, Listing)]


def reasons(items: Iterable[Listing | Reject]) -> list[str]:
    """Why items were rejected."""
    return [item.reason for item in items if isinstance(item, Reject)]


def goes_on_everywhere(importer: Importer, content: str | bytes) -> bool:
    """Whether a reading that goes on behind any item gives exactly the items behind it."""
    items = read(importer, content)
    places = [place for place, item in enumerate(items) if item.after]
    assert len(places) > 1
    return all(read(importer, content, items[place].after) == items[place + 1 :] for place in places)

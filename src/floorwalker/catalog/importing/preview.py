"""A look at what an import would do, before anything is written."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from floorwalker.catalog.export import product_json
from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import IMPORTERS, Listing, Reject, choose_importer
from floorwalker.catalog.importing.merge import merge
from floorwalker.catalog.importing.options import ImportOptions
from floorwalker.catalog.importing.run import sample_of
from floorwalker.catalog.importing.staging import open_staging
from floorwalker.catalog.models import Product
from floorwalker.catalog.rows import product_of

SAMPLES = 5
"""How many products a preview shows."""

_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What a feed looks like through its importer.

    ``mapping`` goes from a field, or ``attribute.NAME``, to the column it is read from; it is empty for
    formats whose fields have fixed names. ``products`` and ``rejects`` are the first few.
    """

    file: str
    format: str
    why: str
    encoding: str
    source: str
    others: Mapping[str, str]
    mapping: Mapping[str, str]
    products: tuple[Product, ...]
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]
    items: int

    def as_json(self) -> dict[str, Any]:
        """The preview for programs."""
        return {
            "file": self.file,
            "format": self.format,
            "why": self.why,
            "encoding": self.encoding,
            "source": self.source,
            "other_formats": dict(self.others),
            "mapping": dict(self.mapping),
            "products": [product_json(product) for product in self.products],
            "rejects": [
                {"line": reject.line, "reason": reject.reason, "remedy": reject.remedy}
                for reject in self.rejects
            ],
            "notes": list(self.notes),
        }


def preview_file(path: Path, options: ImportOptions) -> Preview:
    """Read the beginning of a file as an import would, and write nothing.

    Raises:
        UnusableInput: as for :func:`~floorwalker.catalog.importing.import_file`.
    """
    with open_feed(path) as feed:
        how = options.for_feed(feed)
        sample = sample_of(feed)
        importer, guess = choose_importer(options.format, sample)
        others = {
            other.name: f"{found.why} ({found.confidence:.0%})"
            for other in IMPORTERS
            if other is not importer and (found := other.sniff(sample)).confidence > 0
        }
        with (
            tempfile.TemporaryDirectory(prefix="floorwalker-") as folder,
            open_staging(Path(folder) / "staging.db") as staging,
        ):
            items = list(islice(importer.read(feed, how), _ITEMS))
            staging.add(items)
            merged = [merge(rows) for rows in staging.groups("", SAMPLES)]
    records = [record for one in merged for record in one.records][:SAMPLES]
    listings = [item for item in items if isinstance(item, Listing)]
    return Preview(
        file=feed.name,
        format=importer.name,
        why=guess.why,
        encoding=feed.encoding,
        source=how.source,
        others=others,
        mapping=importer.mapping(sample, how),
        products=tuple(product_of(record.row, record.variants) for record in records),
        rejects=tuple(item for item in items if isinstance(item, Reject))[:SAMPLES],
        notes=tuple(dict.fromkeys(note.reason for item in listings for note in item.notes))[:SAMPLES],
        items=len(items),
    )

"""The command `export`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from floorwalker.catalog import EXPORTERS, Product
from floorwalker.cli.importing import open_catalog
from floorwalker.core import Settings, UnusableInput


def run_export(settings: Settings, shop: str, file: Path | None, file_format: str, source: str | None) -> int:
    """Write a shop's products to a file; the exit code is 0. A file in the way is replaced at the end.

    Raises:
        UnusableInput: there is no such format, or the file cannot be written.
        NotFound: there is no such shop.
    """
    exporter = EXPORTERS.get(file_format)
    if exporter is None:
        raise UnusableInput(f"there is no format {file_format!r}", f"use {' or '.join(EXPORTERS)}")
    with open_catalog(settings, shop) as (_, catalog), _target(file) as out:
        products: Iterator[Product] = catalog.iterate()
        exporter(out, (product for product in products if source is None or product.source == source))
    return 0


@contextmanager
def _target(file: Path | None) -> Iterator[TextIO]:
    if file is None:
        yield sys.stdout
        return
    draft = file.with_name(file.name + ".new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            yield out
        draft.replace(file)
    except OSError as error:
        raise UnusableInput(f"{file} cannot be written ({error.strerror})", "choose another place") from error
    finally:
        draft.unlink(missing_ok=True)

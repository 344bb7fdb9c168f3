#!/usr/bin/env python3
"""The shopping kit's checker, for catalogues with a stock column too.

    python3 checker.py KIT [the options of KIT/run.py]

KIT is the folder of the shopping kit. It knows stock figures of Shopify's files only; where the description
of a catalogue names a ``stock`` column, the availability of its rows is taken from there.
"""

import importlib.util
import sys
from pathlib import Path


def load_kit(folder):
    spec = importlib.util.spec_from_file_location("shopping_kit", Path(folder) / "run.py")
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    read_rows = kit.read_rows

    def read_rows_with_stock(path, schema):
        rows = read_rows(path, schema)
        for row in rows if schema.get("stock") else ():
            pieces = kit.number(row.fields.get(schema["stock"]))
            row.stock = None if pieces is None else ("in_stock" if pieces > 0 else "out_of_stock")
        return rows

    kit.read_rows = read_rows_with_stock
    return kit


if __name__ == "__main__":
    folder = sys.argv.pop(1)
    sys.exit(load_kit(folder).main())

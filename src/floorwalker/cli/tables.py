"""Tables for people at a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from floorwalker.storage import Shop


def results_table(found: Mapping[str, Any]) -> None:
    """Print search results."""
    table = Table(title=f"{found['total']} found for “{found['query']}”", title_justify="left")
    for column in ("title", "brand", "price", "availability", "score", "id"):
        table.add_column(column, overflow="fold", justify="right" if column in {"price", "score"} else "left")
    for row in found["results"]:
        price = f"{row['price']['amount']} {row['price']['currency']}" if row["price"] else "—"
        table.add_row(
            row["title"], row["brand"], price, row["availability"], f"{row['score']:.2f}", row["id"]
        )
    Console().print(table)


def shops_table(shops: Sequence[Shop]) -> None:
    """Print the shops of a server."""
    table = Table()
    for column in ("shop", "title", "host", "currency", "publishable key"):
        table.add_column(column, overflow="fold")
    for shop in shops:
        table.add_row(shop.id, shop.title, shop.host or "—", shop.currency or "—", shop.publishable_key)
    Console().print(table)

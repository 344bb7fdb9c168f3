"""What `import --dry-run` shows: the mapping, and a few products as they would be stored."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from floorwalker.catalog import Preview, Product, clean_line
from floorwalker.cli.options import print_json

_SHOWN = 60


def print_preview(preview: Preview, *, as_json: bool) -> None:
    """Print a preview as tables or as one JSON object."""
    if as_json:
        print_json(preview.as_json())
        return
    console = Console()
    console.print(
        f"{preview.file}: {preview.format}, since {preview.why}; {preview.encoding}; "
        f"source {preview.source!r}. Nothing has been written.",
        markup=False,
    )
    for name, why in preview.others.items():
        console.print(f"  not {name}: {why}", markup=False, style="dim")
    if preview.mapping:
        console.print(_mapping_table(preview))
    console.print(_products_table(preview.products))
    for reject in preview.rejects:
        console.print(f"line {reject.line}: {reject.reason}: {reject.remedy}", markup=False, style="yellow")
    for note in preview.notes:
        console.print(note, markup=False, style="yellow")


def _mapping_table(preview: Preview) -> Table:
    table = Table(title="Which column is what", title_justify="left")
    for column in ("field", "column"):
        table.add_column(column, overflow="fold")
    for field, column in preview.mapping.items():
        table.add_row(escape(field), escape(column))
    return table


def _products_table(products: tuple[Product, ...]) -> Table:
    table = Table(title="The first products", title_justify="left", show_lines=True)
    for column in ("id", "title", "brand", "category", "price", "availability", "further"):
        table.add_column(column, overflow="fold")
    for product in products:
        cells = (
            product.source_id,
            product.title,
            product.brand,
            product.category,
            _price(product),
            product.availability if product.stock is None else f"{product.availability} ({product.stock})",
            _further(product),
        )
        table.add_row(*(escape(_short(cell)) for cell in cells))
    return table


def _price(product: Product) -> str:
    if product.price is None:
        return ""
    was = f" (was {product.compare_at_price})" if product.compare_at_price else ""
    return f"{product.price}{was}"


def _further(product: Product) -> str:
    parts = [f"{len(product.variants)} variants"] if product.variants else []
    parts += [f"{name}: {', '.join(values)}" for name, values in product.attributes.items()]
    return "; ".join(parts)


def _short(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"

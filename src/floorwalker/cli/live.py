"""The commands `price`, `stock` and `history`."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from floorwalker.catalog import KEEP, LiveReport, LiveUpdate, Reject, Statement, clean_line, read_updates
from floorwalker.cli.importing import open_catalog
from floorwalker.cli.options import print_json
from floorwalker.core import NotFound, Settings, UnusableInput

_BATCH = 1000
_SHOWN = 20
_DIGITS = 15


def stated_price(
    product: str | None, amount: str | None, was: str | None, variant: str, currency: str
) -> LiveUpdate:
    """What `price` says; ``-`` stands for no price.

    Raises:
        UnusableInput: there is no product or nothing to state, or an amount is none.
    """
    if product is None or (amount is None and was is None):
        raise UnusableInput("nothing is stated", "write floorwalker price PRODUCT AMOUNT, or --file TABLE")
    return replace(
        _target(product),
        variant=variant,
        price=_amount(amount),
        compare_at_price=_amount(was),
        currency=currency.upper(),
    )


def stated_stock(product: str | None, pieces: str | None, variant: str) -> LiveUpdate:
    """What `stock` says; ``-`` stands for an unknown stock.

    Raises:
        UnusableInput: there is no product, or the stock is no whole number.
    """
    if product is None or pieces is None:
        raise UnusableInput("nothing is stated", "write floorwalker stock PRODUCT PIECES, or --file TABLE")
    if pieces != "-" and not (pieces.isascii() and pieces.isdigit() and len(pieces) <= _DIGITS):
        raise UnusableInput(f"{pieces!r} is no stock", "write a whole number, or - for unknown")
    return replace(_target(product), variant=variant, stock=None if pieces == "-" else int(pieces))


def _target(product: str) -> LiveUpdate:
    return LiveUpdate(product_id=product) if ":" in product else LiveUpdate(sku=product)


def _amount(text: str | None) -> Decimal | Literal["keep"] | None:
    if text is None:
        return KEEP
    if text == "-":
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise UnusableInput(f"{text!r} is not one price", "write one number, for example 1299.00")
    return amount


def run_update(settings: Settings, shop: str, update: LiveUpdate, *, as_json: bool = False) -> int:
    """State a price or a stock of one product and print what it did; the exit code is 0.

    Raises:
        UnusableInput: the update is refused; nothing has changed.
        NotFound: there is no such shop.
    """
    with open_catalog(settings, shop) as (_, catalog):
        report = catalog.update_live([update], cause="command")
    if report.refused:
        raise UnusableInput(report.refused[0].reason, report.refused[0].remedy)
    _print(report, [], as_json=as_json)
    return 0


def run_updates(settings: Settings, shop: str, file: Path, *, as_json: bool = False) -> int:
    """State the prices and stock of a file, and print what it did.

    The exit code is 0, or 1 where some rows had no effect and 2 where none had.

    Raises:
        UnusableInput: the file cannot be used.
        NotFound: there is no such shop.
    """
    report, rejects = LiveReport(), list[Reject]()
    with (
        open_catalog(settings, shop) as (_, catalog),
        Progress(console=Console(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task(escape(file.name), total=None)
        for rows in _batches(read_updates(file)):
            usable = [row for row in rows if not isinstance(row, Reject)]
            rejects += [row for row in rows if isinstance(row, Reject)]
            done = catalog.update_live([update for _, update in usable], cause="command")
            lines = [line for line, _ in usable]
            refused = tuple(replace(one, position=lines[one.position]) for one in done.refused)
            report += replace(done, refused=refused)
            bar.advance(task, len(rows))
    _print(report, rejects, as_json=as_json)
    if not (report.refused or rejects):
        return 0
    return 1 if report.changed + report.unchanged + report.older else 2


def run_history(settings: Settings, shop: str, product_id: str, limit: int, *, as_json: bool = False) -> int:
    """Print what was stated of a product and its variants, newest first; the exit code is 0.

    Raises:
        NotFound: there is no such shop or product.
    """
    with open_catalog(settings, shop) as (_, catalog):
        if not catalog.records([product_id]):
            raise NotFound(f"there is no product {product_id!r}", "write its id as source:id")
        statements = catalog.journal.history(product_id, limit)
    if as_json:
        print_json([_statement(one) for one in statements])
        return 0
    table = Table(title=escape(product_id), title_justify="left")
    for column in ("when", "variant", "price", "was", "stock", "availability", "said by"):
        table.add_column(column, overflow="fold")
    for one in statements:
        cells = (
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            one.variant_id,
            str(one.price or ""),
            str(one.compare_at_price or ""),
            "" if one.stock is None else str(one.stock),
            "withdrawn" if one.kind == "gone" else one.availability or "",
            one.cause,
        )
        table.add_row(*(escape(clean_line(cell)) for cell in cells))
    Console().print(table)
    return 0


def _batches(
    rows: Iterator[tuple[int, LiveUpdate] | Reject],
) -> Iterator[tuple[tuple[int, LiveUpdate] | Reject, ...]]:
    while batch := tuple(islice(rows, _BATCH)):
        yield batch


def _print(report: LiveReport, rejects: list[Reject], *, as_json: bool) -> None:
    if as_json:
        refused = [
            {
                "line": one.position,
                **{name: value for name, value in asdict(one).items() if name != "position"},
            }
            for one in report.refused
        ]
        refused += [
            {"line": one.line, "name": "", "reason": one.reason, "remedy": one.remedy} for one in rejects
        ]
        counts = {"changed": report.changed, "unchanged": report.unchanged, "older": report.older}
        print_json(counts | {"refused": refused})
        return
    console = Console()
    console.print(
        f"{report.changed:,} changed, {report.unchanged:,} unchanged"
        + (f", {report.older:,} older than what is known" if report.older else "")
    )
    problems = [(one.position, one.reason, one.remedy) for one in report.refused]
    problems += [(one.line, one.reason, one.remedy) for one in rejects]
    for line, reason, remedy in sorted(problems)[:_SHOWN]:
        console.print(f"line {line}: {clean_line(reason)}: {remedy}", markup=False)
    if len(problems) > _SHOWN:
        console.print(f"and {len(problems) - _SHOWN:,} more; --json lists all of them")


def _statement(one: Statement) -> dict[str, Any]:
    return asdict(one) | {
        "at": one.at.isoformat(),
        "price": str(one.price) if one.price else None,
        "compare_at_price": str(one.compare_at_price) if one.compare_at_price else None,
    }

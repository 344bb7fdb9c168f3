"""The commands. Each imports what it needs when it runs, so that ``--help`` is quick."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from floorwalker.cli.brands_app import brands
from floorwalker.cli.feeds import feeds_app
from floorwalker.cli.lexicons_app import lexicon
from floorwalker.cli.merchandising_app import merchandise, synonyms
from floorwalker.cli.options import JsonOption, ShopOption, finish, settings_of
from floorwalker.cli.prices_app import prices, promotions
from floorwalker.core.ids import DEFAULT_SHOP

if TYPE_CHECKING:
    from floorwalker.core import Settings
    from floorwalker.dialogue import House

_TIDIED_AT_ONCE = 20_000
"""Up to so many products an import leaves an index as a fresh one would be; others the server tidies."""

app = typer.Typer(
    name="floorwalker",
    help="A self-hosted AI assistant for retailers. 掌柜：自托管的零售智能导购。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(brands, name="brands")
app.add_typer(feeds_app)
app.add_typer(lexicon, name="lexicon")
app.add_typer(merchandise, name="merchandise")
app.add_typer(prices, name="prices")
app.add_typer(promotions, name="promotions")
app.add_typer(synonyms, name="synonyms")


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Data directory (default ./floorwalker-data, or FLOORWALKER_DATA)."),
    ] = None,
) -> None:
    """What stands before the command."""
    context.obj = data


@app.command()
def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser.")
    ] = True,
) -> None:
    """A demo shop in its own data directory, ready to talk to."""
    from floorwalker.cli.demo import run_demo

    finish(run_demo(port, open_browser=open_browser, data=context.obj))


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A feed in any format, also packed with gzip or ZIP.")],
    file_format: Annotated[str, typer.Option("--format", help="auto, or a format's name.")] = "auto",
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="field=column, such as price=零售价; may be repeated.")
    ] = None,
    currency: Annotated[str | None, typer.Option(help="ISO code of prices that name none.")] = None,
    source: Annotated[str | None, typer.Option(help="Name of the source (default: the file's stem).")] = None,
    full: Annotated[bool, typer.Option("--full", help="Withdraw what this source no longer lists.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the mapping and a few products; write nothing.")
    ] = False,
    index: Annotated[
        bool, typer.Option("--index/--no-index", help="Bring the search index up to date at once.")
    ] = True,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Import a catalogue file; what cannot be used is kept with its reason (see `rejects`)."""
    from floorwalker.cli.importing import run_import

    settings = settings_of(context)
    code = run_import(
        settings,
        shop,
        file,
        format=file_format,
        mapping=mapping or [],
        currency=currency,
        source=source,
        full=full,
        dry_run=dry_run,
        as_json=as_json,
    )
    if code == 0 and index and not dry_run:
        _index(settings, shop)
    finish(code)


@app.command()
def rejects(
    context: typer.Context,
    import_id: Annotated[
        str | None, typer.Option("--import", help="Which import (default: the last).")
    ] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Rows that were not usable, with line, reason and remedy."""
    from floorwalker.cli.importing import run_rejects

    finish(run_rejects(settings_of(context), shop, import_id, as_json=as_json))


@app.command()
def price(
    context: typer.Context,
    product: Annotated[str | None, typer.Argument(help="The product, as source:id, or a SKU.")] = None,
    amount: Annotated[str | None, typer.Argument(help="The new price, or - for none.")] = None,
    was: Annotated[str | None, typer.Option(help="The former price, or - for none.")] = None,
    variant: Annotated[str, typer.Option(help="A variant's id or SKU.")] = "",
    currency: Annotated[str, typer.Option(help="Needed only where the product has no price yet.")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="A table of many.")] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """State a price, or with --file many prices and stock; the very next answer knows."""
    from floorwalker.cli.live import run_update, run_updates, stated_price

    if file is not None:
        finish(run_updates(settings_of(context), shop, file, as_json=as_json))
        return
    update = stated_price(product, amount, was, variant, currency)
    finish(run_update(settings_of(context), shop, update, as_json=as_json))


@app.command()
def stock(
    context: typer.Context,
    product: Annotated[str | None, typer.Argument(help="The product, as source:id, or a SKU.")] = None,
    pieces: Annotated[str | None, typer.Argument(help="How many pieces, or - for unknown.")] = None,
    variant: Annotated[str, typer.Option(help="A variant's id or SKU.")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="A table of many.")] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """State a stock, or with --file many prices and stock; the very next answer knows."""
    from floorwalker.cli.live import run_update, run_updates, stated_stock

    if file is not None:
        finish(run_updates(settings_of(context), shop, file, as_json=as_json))
        return
    finish(run_update(settings_of(context), shop, stated_stock(product, pieces, variant), as_json=as_json))


@app.command()
def history(
    context: typer.Context,
    product: Annotated[str, typer.Argument(help="The product, as source:id.")],
    limit: Annotated[int, typer.Option(min=1, max=10000, help="How many entries.")] = 50,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """What a product cost and had in stock, when, and who said so."""
    from floorwalker.cli.live import run_history

    finish(run_history(settings_of(context), shop, product, limit, as_json=as_json))


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output without it.")] = None,
    file_format: Annotated[str, typer.Option("--format", help="jsonl or shopify.")] = "jsonl",
    source: Annotated[str | None, typer.Option(help="Only the products of this source.")] = None,
    shop: ShopOption = DEFAULT_SHOP,
) -> None:
    """Write the catalogue to a file that `import` reads back the same."""
    from floorwalker.cli.exporting import run_export

    finish(run_export(settings_of(context), shop, file, file_format, source))


@app.command()
def coverage(
    context: typer.Context,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Which attributes the products of each category state, and how many of them."""
    from floorwalker.cli.coverage import run_coverage

    finish(run_coverage(settings_of(context), shop, as_json=as_json))


@app.command()
def ask(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What the customer says.")],
    conversation: Annotated[str | None, typer.Option(help="Go on with this conversation.")] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Say something to the assistant."""
    house = _house(context)
    try:
        assistant = house.assistant(shop)
        answer = assistant.answer(conversation or assistant.open().id, text)
    finally:
        house.close()
    _print(answer if as_json else f"{answer['reply']}\n\n--conversation {answer['conversation_id']}")


@app.command()
def explain(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What a customer might say.")],
    conversation: Annotated[str | None, typer.Option(help="As the next of this conversation.")] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """What a message is taken to mean, and from which words; nothing is stored."""
    from floorwalker.cli.explain import run_explain

    finish(run_explain(settings_of(context), shop, text, conversation, as_json=as_json))


@app.command()
def verify(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="What to check; without it, standard input is read.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read one JSON object a line, write its verdicts as one.")
    ] = False,
    evidence: Annotated[
        Path | None, typer.Option("--evidence", help="A JSON file of records {kind, id, fields}.")
    ] = None,
    product: Annotated[
        list[str] | None, typer.Option("--product", help="A product of the shop; may be repeated.")
    ] = None,
    author: Annotated[
        str | None, typer.Option(help="Who wrote it: builtin, model, staff or unknown (the default).")
    ] = None,
    genre: Annotated[
        str | None,
        typer.Option(help="Apply the rules of advertising too, as to copy, reply, live or staff_note."),
    ] = None,
    goods: Annotated[
        str, typer.Option(help="The kind of goods, for --genre: cosmetics, food, medicine, …")
    ] = "",
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Mark the claims of a text as supported by evidence or not; the exit code is 0 whatever the verdicts."""
    settings = settings_of(context)
    if jsonl:
        from floorwalker.cli.verify_lines import run_verify_lines
        from floorwalker.core import UnusableInput

        if text is not None or evidence or product or author or genre or goods or as_json:
            raise UnusableInput("--jsonl goes only with --shop", "write all else into the lines")
        finish(run_verify_lines(settings, shop))
        return
    from floorwalker.cli.verify import run_verify

    given = {"product_ids": product or [], "author": author or "unknown", "genre": genre, "goods": goods}
    finish(run_verify(settings, shop, text, evidence, given, as_json=as_json))


@app.command()
def ledger(
    context: typer.Context,
    since: Annotated[str | None, typer.Option(help="The first day that counts, as 2026-11-01 (UTC).")] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Unsupported claims that were caught in replies, counted by day, kind, author and model."""
    from floorwalker.cli.ledger import run_ledger

    finish(run_ledger(settings_of(context), shop, since, as_json=as_json))


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words, brands, kinds, prices.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many results.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each product is where it is.")] = False,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Search the catalogue."""
    house = _house(context)
    try:
        found = house.assistant(shop).search_products(query, limit, explain=explain)
    finally:
        house.close()
    if as_json:
        _print(found)
        return
    if explain:
        from floorwalker.cli.merchandising import explained_table

        explained_table(found)
        return
    from floorwalker.cli.tables import results_table

    results_table(found)


@app.command()
def vectors(
    context: typer.Context,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Compute what products are found by in meaning; a running server does so by itself."""
    from floorwalker.cli.vectors import run_vectors

    finish(run_vectors(settings_of(context), shop, as_json=as_json))


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Serve the chat page and the APIs."""
    from floorwalker.cli.serving import run_server

    run_server(settings_of(context), host, port)


@app.command()
def shops(
    context: typer.Context,
    add: Annotated[str | None, typer.Option("--add", help="Create a shop of this name.")] = None,
    title: Annotated[str, typer.Option(help="Its name as customers read it.")] = "",
    host: Annotated[str | None, typer.Option(help="The host name it is served under.")] = None,
    currency: Annotated[str, typer.Option(help="Currency of imported rows that name none.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List the shops of this server, or add one."""
    house = _house(context)
    try:
        if add:
            house.shops.create(add, title=title, host=host, currency=currency.upper())
        found = house.shops.all()
    finally:
        house.close()
    if as_json:
        _print([{name: getattr(shop, name) for name in shop.__slots__} for shop in found])
        return
    from floorwalker.cli.tables import shops_table

    shops_table(found)


def _index(settings: "Settings", shop: str) -> None:
    """Bring the index up to date, so that the next search need not; a running server sees it at once."""
    from rich.console import Console

    from floorwalker.dialogue import House

    house = House(settings)
    try:
        with Console(stderr=True).status("indexing …"):
            search = house.assistant(shop).search
            search.index_now()
            search.tidy(_TIDIED_AT_ONCE)
    finally:
        house.close()


def _house(context: typer.Context) -> "House":
    from floorwalker.dialogue import House

    return House(settings_of(context))


def _print(value: Any) -> None:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")

"""Fifty conversations with the built-in agent, written down for people to read.

    .venv/bin/python benchmarks/conversations.py [--only "beauty"] [--out docs/conversations.md]

What the shoppers say stands in ``conversations.toml``, half of it in Chinese, half in English. The shops
are the demo shop, with brand stories and offers, and the reference catalogues.
"""

import argparse
import csv
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from floorwalker.catalog import CatalogStore, ImportOptions, import_brands, import_file
from floorwalker.catalog.pricing import import_promotions
from floorwalker.core import SystemClock, load_settings
from floorwalker.dialogue import Assistant, House
from floorwalker.storage import Database, ShopStore

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT.parent / "shared" / "data" / "catalogs"
SCRIPTS = Path(__file__).with_name("conversations.toml")
DEMO = "demo"
DEMO_CURRENCY = "CNY"

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A conversation as it went: each message with its answer."""

    shop: str
    about: str
    language: str
    turns: tuple[tuple[str, Answer], ...]


def main() -> int:
    """Hold the conversations and write them down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="a shop, or words of what a conversation is about")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "conversations.md")
    options = parser.parse_args()
    if not CATALOGUES.is_dir():
        print(f"skipped: the reference catalogues are not at {CATALOGUES}")
        return 0
    scripts = tomllib.loads(SCRIPTS.read_text(encoding="utf-8"))
    wanted = [
        one
        for one in scripts["conversations"]
        if options.only in (one["shop"], "") or options.only in one["about"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        held = list(hold(scripts, wanted, Path(folder)))
    options.out.write_text(transcript(held), encoding="utf-8")
    print(f"{len(held)} conversations, {sum(len(one.turns) for one in held)} turns: {options.out}")
    return 0


def hold(scripts: Mapping[str, Any], wanted: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[Held]:
    """Open the shops that the conversations need, and talk."""
    settings = load_settings(folder / "data", database_url="")
    names = dict.fromkeys(one["shop"] for one in wanted)
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        for name in names:
            furnish(database, name, scripts, folder)
    finally:
        database.dispose()
    house = House(settings)
    try:
        assistants = {name: house.assistant(name) for name in names}
        for assistant in assistants.values():
            assistant.search.index_now()
        for one in wanted:
            yield talk(assistants[one["shop"]], one)
    finally:
        house.close()


def furnish(database: Database, name: str, scripts: Mapping[str, Any], folder: Path) -> None:
    """Make a shop with its catalogue; the demo shop gets stories of brands and offers as well."""
    described = scripts["shops"].get(name, {"currency": DEMO_CURRENCY})
    shop = ShopStore(database).create(name, title=name, currency=described["currency"])
    catalog = CatalogStore(database, shop.id, SystemClock())
    if name != DEMO:
        import_file(catalog, CATALOGUES / described["file"], ImportOptions(currency=described["currency"]))
        return
    with as_file(files("floorwalker.cli") / "demo_shop.jsonl") as path:
        import_file(catalog, path, ImportOptions())
    brands = folder / "brands.csv"
    with brands.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", "aliases", "story_zh", "story_en"], restval="")
        writer.writeheader()
        writer.writerows(scripts["brands"])
    import_brands(catalog.brand_table, brands)
    offers = folder / "offers.toml"
    offers.write_text(scripts["promotions"]["text"], encoding="utf-8")
    import_promotions(database, shop.id, SystemClock(), offers, currency=DEMO_CURRENCY)


def talk(assistant: Assistant, script: Mapping[str, Any]) -> Held:
    """One conversation."""
    conversation = assistant.open().id
    turns = tuple((text, assistant.answer(conversation, text)) for text in script["turns"])
    return Held(script["shop"], script["about"], script["language"], turns)


def transcript(held: Sequence[Held]) -> str:
    """The conversations as a page to read."""
    lines = [
        "# Conversations",
        "",
        f"{len(held)} conversations with the built-in agent, which needs no model: every reply is worded by "
        "rule from the shop's records. The page is written by `benchmarks/conversations.py`; what the "
        "shoppers say stands in `benchmarks/conversations.toml`. *Shown* are product cards beside a reply.",
    ]
    for number, one in enumerate(held, 1):
        lines += ["", f"## {number}. {one.about} ({one.shop}, {one.language})"]
        for said, answer in one.turns:
            lines += ["", f"**{'顾客' if one.language == 'zh' else 'Shopper'}:** {said}", ""]
            lines += [f"> {line}  " if line else ">" for line in answer["reply"].split("\n")]
            lines += (
                [f">  \n> *Shown: {'; '.join(map(card, answer['products']))}*"] if answer["products"] else []
            )
    return "\n".join(line.rstrip() if line.endswith(">") else line for line in lines) + "\n"


def card(product: Mapping[str, Any]) -> str:
    """A product's card in few words: name, price, reasons."""
    price = product["price"]
    cost = f"{price['amount']} {price['currency']}" if price else "no price"
    reasons = f": {', '.join(product['reasons'])}" if product["reasons"] else ""
    return f"{product['title']} ({cost}{reasons})"


if __name__ == "__main__":
    sys.exit(main())

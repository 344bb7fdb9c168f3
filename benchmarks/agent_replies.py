"""True texts for testing a verifier: replies of the built-in agent, each with the evidence it may rely on.

    .venv/bin/python benchmarks/agent_replies.py [--count 300] [--out FILE]

Holds the conversations of ``conversations.toml`` and ``agent_replies.toml`` and writes one JSON line for each
of the replies that state a fact, half of them in Chinese:

    {"id", "language", "shop", "asked", "text", "evidence": [{"kind", "id", "fields"}]}

The texts are the agent's drafts, before any verifier has seen them. The evidence is what stands in the shop's
own books: the full records of the products that a reply is about and of those of the list that the customer
was shown last, as they are sold that day; the customer's messages so far; and what the turn computed (how
many products fit, a sum, a difference) or read elsewhere (the story of a brand, an offer).
"""

import argparse
import json
import random
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from conversations import CATALOGUES, ROOT, SCRIPTS, furnish
from floorwalker.agents import BuiltinAgent
from floorwalker.catalog import Product, Variant
from floorwalker.conversation import Brief
from floorwalker.core import Money, load_settings
from floorwalker.dialogue import Assistant, House
from floorwalker.grounding import Fact, Sentence, render
from floorwalker.storage import Database

MORE = Path(__file__).with_name("agent_replies.toml")
OUT = ROOT / "tests" / "grounding" / "data" / "agent_replies.jsonl"

Reply = dict[str, Any]


def main() -> int:
    """Hold the conversations, choose among the replies, write them down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    if not CATALOGUES.is_dir():
        print(f"skipped: the reference catalogues are not at {CATALOGUES}")
        return 0
    scripts = tomllib.loads(SCRIPTS.read_text(encoding="utf-8"))
    scripts["conversations"] += tomllib.loads(MORE.read_text(encoding="utf-8"))["conversations"]
    with tempfile.TemporaryDirectory() as folder:
        replies = list(ask(scripts, Path(folder)))
    chosen = choose(replies, options.count, options.seed)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(reply, ensure_ascii=False, separators=(",", ":")) for reply in chosen)
    options.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(chosen)} of {len(replies)} replies: {options.out}")
    return 0


def ask(scripts: Mapping[str, Any], folder: Path) -> Iterator[Reply]:
    """The replies of all conversations that state a fact."""
    settings = load_settings(folder / "data", database_url="")
    names = dict.fromkeys(one["shop"] for one in scripts["conversations"])
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
        for number, one in enumerate(scripts["conversations"], 1):
            yield from talk(assistants[one["shop"]], one, f"c{number:03}")
    finally:
        house.close()


class Recorder(BuiltinAgent):
    """The built-in agent, remembering what it drafts and which facts it has."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.facts: list[Fact] = []

    def draft(self, brief: Brief) -> Iterator[Sentence]:
        """The sentences of the agent."""
        self.text, self.facts = "", list(brief.evidence)
        for sentence in super().draft(brief):
            self.text += render(sentence, brief.evidence, brief.language).text
            yield sentence


def talk(assistant: Assistant, script: Mapping[str, Any], ident: str) -> Iterator[Reply]:
    """The replies of one conversation that state a fact."""
    assistant._agent = recorder = Recorder()
    conversation = assistant.open().id
    listed: list[str] = []
    for number, text in enumerate(script["turns"], 1):
        answer = assistant.answer(conversation, text)
        ids = [fact.source.id for fact in recorder.facts if fact.source.kind == "product"]
        shown = [product["id"] for product in answer["products"]]
        products = assistant.catalog.get([*ids, *shown, *listed])
        listed = shown if len(shown) > 1 else listed
        others = [fact for fact in recorder.facts if fact.source.kind != "product"]
        if shown or any(fact.source.kind not in ("customer", "shop") for fact in others):
            yield {
                "id": f"{ident}-{number}",
                "language": answer["language"],
                "shop": script["shop"],
                "asked": text,
                "text": recorder.text,
                "evidence": [*map(product_record, products.values()), *_records(others)],
            }


def choose(replies: Sequence[Reply], count: int, seed: int) -> list[Reply]:
    """Half of ``count`` in each language, no text twice, the shops of a language in turn."""
    chosen: list[Reply] = []
    for language, share in (("zh", count // 2), ("en", count - count // 2)):
        shops: dict[str, list[Reply]] = {}
        for reply in {one["text"]: one for one in replies if one["language"] == language}.values():
            shops.setdefault(reply["shop"], []).append(reply)
        for of_shop in shops.values():
            random.Random(seed).shuffle(of_shop)
        in_turn: list[Reply] = []
        while any(shops.values()):
            in_turn += [of_shop.pop() for of_shop in shops.values() if of_shop]
        chosen += in_turn[:share]
    return sorted(chosen, key=lambda reply: reply["id"])


def product_record(product: Product) -> dict[str, Any]:
    """A product's record; what it does not say is left out."""
    fields = {
        "title": product.title,
        "brand": product.brand,
        "category": product.category,
        "description": product.description,
        "tags": list(product.tags),
        **_selling(product),
        "popularity": product.popularity,
        "rating": round(product.rating, 2) if product.rating is not None else None,
        "rating_count": product.rating_count,
        "attributes": {name: ", ".join(values) for name, values in product.attributes.items()},
        "variants": [_variant(variant) for variant in product.variants],
    }
    return {"kind": "product", "id": product.id, "fields": _said(fields)}


def _variant(variant: Variant) -> dict[str, Any]:
    fields = {"title": variant.title, **_selling(variant), "options": dict(variant.options)}
    return _said(fields)


def _selling(sold: Product | Variant) -> dict[str, Any]:
    return {
        "price": sold.price.as_json() if sold.price else None,
        "compare_at_price": sold.compare_at_price.as_json() if sold.compare_at_price else None,
        "availability": sold.availability if sold.availability != "unknown" else None,
        "stock": sold.stock,
    }


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def _records(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts of one source together, as records."""
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for fact in facts:
        source, value = fact.source, fact.value
        if isinstance(value, Money):
            shown: Any = value.as_json()
        else:
            shown = float(value) if isinstance(value, Decimal) else value
        records.setdefault((source.kind, source.id), {})[source.field] = shown
    return [{"kind": kind, "id": ident, "fields": fields} for (kind, ident), fields in records.items()]


if __name__ == "__main__":
    sys.exit(main())

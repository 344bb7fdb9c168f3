"""`floorwalker explain`: what a message is taken to mean, and from which words."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from floorwalker.cli.options import print_json
from floorwalker.core import Settings
from floorwalker.dialogue import House
from floorwalker.dialogue.understand import Explanation, Meaning

_STYLES = {
    "kind": "bold green",
    "brand": "bold magenta",
    "price": "bold yellow",
    "rating": "bold yellow",
    "quantity": "bold yellow",
    "wish": "bold cyan",
    "unwanted kind": "bold red",
    "denial": "red",
    "question": "blue",
    "recipient": "green",
    "occasion": "green",
    "act": "dim",
}
_PLAIN = "bold"
_NAMED_BY_ID = frozenset({"kind", "unwanted kind", "brand", "question", "recipient", "occasion"})


def run_explain(settings: Settings, shop: str, text: str, conversation: str | None, *, as_json: bool) -> int:
    """Print how a message would be read, without saying it; the exit code is 0.

    Raises:
        UnusableInput: the message is too long.
        NotFound: there is no such shop or conversation.
    """
    house = House(settings)
    try:
        found = house.assistant(shop).explain(text, conversation)
    finally:
        house.close()
    if as_json:
        print_json(found.as_json())
    else:
        _print(found)
    return 0


def _print(found: Explanation) -> None:
    console = Console()
    console.print(_marked(found))
    for change in found.changes:
        console.print(f"taken for a typing error: {escape(change.said)} → {escape(change.meant)}")
    table = Table(title_justify="left")
    for column in ("words", "what", "meaning"):
        table.add_column(column, overflow="fold")
    for meaning in found.meanings:
        style = _STYLES.get(meaning.kind, _PLAIN)
        words = " … ".join(found.text[slice(*span)].strip() for span in dict.fromkeys(meaning.spans))
        table.add_row(Text(words or "—", style), meaning.kind, Text(" · ".join(_meaning(meaning))))
    if found.meanings:
        console.print(table)
    said = found.as_json()
    console.print(f"language: {said['language']}")
    console.print(f"asked for: {', '.join(said['intents'])}")
    if guess := said["guess"]:
        because = ", ".join(f"“{piece}”" for piece in guess["because"])
        console.print(f"taken for: {guess['label']} ({guess['probability']:.2f}), by {escape(because)}")
    if said["need_before"] is not None:
        console.print(f"need before: {escape(_need(said['need_before']))}")
    for need in (said["need"], *said["further_needs"]):
        console.print(f"need after: {escape(_need(need))}")
    unused = ", ".join(word["text"] for word in said["not_understood"])
    console.print(f"not understood: {escape(unused) or '—'}")


def _marked(found: Explanation) -> Text:
    """The sentence with what was understood in colours, and what nothing was made of struck out."""
    text = Text(found.text)
    for meaning in reversed(found.meanings):
        style = _STYLES.get(meaning.kind, _PLAIN)
        for start, end in meaning.spans:
            text.stylize(style if meaning.kind == "act" else f"{style} underline", start, end)
    for start, end in found.unused:
        text.stylize("strike", start, end)
    return text


def _meaning(meaning: Meaning) -> Iterator[str]:
    yield meaning.label or meaning.value
    if meaning.kind in _NAMED_BY_ID and meaning.value != meaning.label:
        yield meaning.value
    for name in ("standing", "strength", "gender"):
        if name in meaning.detail:
            yield str(meaning.detail[name])
    if meaning.detail.get("about"):
        yield f"about {meaning.detail['about']}"
    if meaning.detail.get("applied") is False:
        yield "sets no bound"


def _need(need: dict[str, object]) -> str:
    """A need on one line: ``types lipstick; price_max 200``."""
    return "; ".join(f"{name} {_value(value)}" for name, value in need.items()) or "nothing yet"


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return (
            f"“{value['said']}”"
            if "said" in value
            else " ".join(f"{k}={_value(v)}" for k, v in value.items())
        )
    return str(value)

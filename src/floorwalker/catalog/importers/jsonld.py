"""JSON-LD in web pages: the scripts that hold it, and the things it describes."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Node = Mapping[str, Any]
"""A thing: its properties by name."""

_OPENING = re.compile(r"<!--|<script\b(?P<attributes>[^<>]{0,4000})>", re.IGNORECASE)
_CLOSING = re.compile(r"</script\b", re.IGNORECASE)
_JSON_LD = re.compile(r"\btype\s*=\s*[\"']?\s*application/ld\+json\b", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)\s*(?:\*/)?\s*$"
)
_DOORS = (
    *("@graph", "itemListElement", "item", "mainEntity", "hasPart", "about"),
    *("hasOfferCatalog", "makesOffer", "offers", "itemOffered"),
)
_TOO_DEEP = "it is nested too deeply"
_DEEPEST = 100
_DIGITS = 30  # of a number worth writing out
_REFERENCE = frozenset(("@id", "@type"))

# Common codes of UN/CEFACT Recommendation 20, which schema.org's unitCode uses.
_UNITS = {
    **{"KGM": "kg", "GRM": "g", "MGM": "mg", "LBR": "lb", "ONZ": "oz", "MTR": "m", "CMT": "cm", "MMT": "mm"},
    **{"INH": "in", "FOT": "ft", "LTR": "l", "CLT": "cl", "MLT": "ml", "WTT": "W", "VLT": "V", "C62": ""},
}


@dataclass(frozen=True, slots=True)
class Block:
    """One script of JSON-LD, and the line of the page on which it begins."""

    text: str
    line: int

    def parse(self) -> Any:
        """What it says; line breaks inside of texts are let pass.

        Raises:
            ValueError: it is no valid JSON, or nested without end.
        """
        try:
            data = json.loads(_WRAPPING.sub("", self.text), strict=False, parse_float=Decimal)
        except RecursionError as error:
            raise ValueError(_TOO_DEEP) from error
        if any(depth > _DEEPEST for _, depth in _walk(data)):
            raise ValueError(_TOO_DEEP)
        return data


def find_blocks(page: str) -> Iterator[Block]:
    """The scripts of a page that hold JSON-LD; what stands in comments and in other scripts is none."""
    position, line, counted = 0, 1, 0
    while opening := _OPENING.search(page, position):
        if opening["attributes"] is None:
            end = page.find("-->", opening.start() + 2)
            if end < 0:
                return
            position = end + 3
            continue
        closing = _CLOSING.search(page, opening.end())
        position = closing.start() if closing else len(page)
        if _JSON_LD.search(opening["attributes"]) and (text := page[opening.end() : position]).strip():
            line += page.count("\n", counted, opening.start())
            counted = opening.start()
            yield Block(text, line)


@dataclass(frozen=True, slots=True)
class Thing:
    """A node, and the line of the block that it stands in."""

    node: Node
    line: int


class Graph:
    """The nodes of a page. Those with the same ``@id`` are one: what the first does not say, others may."""

    def __init__(self) -> None:
        self._by_id: dict[str, dict[str, Any]] = {}
        self._roots: list[tuple[Any, int]] = []

    def add(self, data: Any, line: int) -> None:
        """Add what a block says."""
        self._roots.append((data, line))
        for node, _ in _walk(data):
            if not isinstance(node, dict):
                continue
            name = node.get("@id")
            if isinstance(name, str) and not _REFERENCE.issuperset(node):
                known = self._by_id.setdefault(name, {})
                known |= {key: value for key, value in node.items() if key not in known}

    def resolve(self, value: Any) -> Any:
        """A node in full, where ``value`` is one or refers to one; anything else as it is."""
        name = value.get("@id") if isinstance(value, dict) else None
        return self._by_id.get(name, value) if isinstance(name, str) else value

    def nodes(self, value: Any) -> list[Node]:
        """The nodes that a property holds, in full."""
        values = value if isinstance(value, list) else [value]
        return [node for one in values if isinstance(node := self.resolve(one), dict)]

    def things(self, types: frozenset[str]) -> Iterator[Thing]:
        """The nodes of certain types, each once, that a page is about or lists.

        A product that another is only related to is none of them. One that is offered
        (``itemOffered``) takes the offer along.
        """
        seen: set[int] = set()
        for data, line in self._roots:
            waiting = [data]
            while waiting:
                value = self.resolve(waiting.pop())
                if isinstance(value, list):
                    waiting += reversed(value)
                if not isinstance(value, dict) or id(value) in seen:
                    continue
                seen.add(id(value))
                if types & types_of(value):
                    yield Thing(value, line)
                    continue
                if "itemOffered" in value and "Offer" in types_of(value):
                    offer = {key: inner for key, inner in value.items() if key != "itemOffered"}
                    value = [{"offers": offer, **node} for node in self.nodes(value["itemOffered"])]
                    waiting += reversed(value)
                    continue
                waiting += [value[door] for door in reversed(_DOORS) if door in value]

    def texts(self, value: Any) -> list[str]:
        """Every value of a property in words, each once."""
        values = value if isinstance(value, list) else [value]
        return [text for text in dict.fromkeys(map(self.text, values)) if text]

    def text(self, value: Any, depth: int = 5) -> str:
        """A value in words: text, a number, or the name of a thing, or its value with the unit.

        Of several values it is the first. What leads further than ``depth`` things has no words.
        """
        if not depth:
            return ""
        match self.resolve(value):
            case str() as text:
                return html.unescape(text)
            case bool() as flag:
                return "true" if flag else "false"
            case Decimal() as number:
                return f"{number:f}" if abs(number.adjusted()) < _DIGITS else str(number)
            case int() | float() as number:
                return str(number)
            case [first, *_]:
                return self.text(first, depth - 1)
            case {"@value": inner}:
                return self.text(inner, depth - 1)
            case {"value": inner, **others}:
                code = str(others.get("unitCode", ""))
                unit = others.get("unitText") or _UNITS.get(code, code)
                return f"{self.text(inner, depth - 1)} {self.text(unit, depth - 1)}".strip()
            case {"name": inner}:
                return self.text(inner, depth - 1)
            case _:
                return ""


def types_of(node: Node) -> frozenset[str]:
    """The types of a node by their bare names."""
    types = node.get("@type")
    return frozenset(map(bare, types if isinstance(types, list) else [types]))


def bare(name: Any) -> str:
    """The name of a schema.org term alone: ``https://schema.org/size`` → ``size``."""
    return re.split(r"[/:#]", name)[-1].strip() if isinstance(name, str) else ""


def _walk(data: Any) -> Iterator[tuple[Any, int]]:
    """Every value inside of a value, and how deep it lies."""
    waiting = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        if depth <= _DEEPEST and isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            waiting += [(one, depth + 1) for one in inner]

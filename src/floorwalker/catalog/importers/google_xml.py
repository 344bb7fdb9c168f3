"""Google's product data as RSS or Atom: an element ``item`` or ``entry`` for each row, read by streaming."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from floorwalker.catalog.importers.base import Listing, ReadOptions, Reject
from floorwalker.catalog.importers.merchant import MerchantRows, Row, canonical
from floorwalker.core import UnusableInput

_ROWS = frozenset(("item", "entry"))
_GOOGLE = re.compile(r"https?://base\.google\.com/c?ns/1\.0/?")
_DETAIL = "product_detail"
_TEXTS = frozenset(("title", "description"))
_OF_THE_FEED = frozenset(("guid", "pubdate", "published", "author", "comments", "source", "rights"))
_DEEPEST = 100
_LONGEST = 5_000_000
_LINES_AT_ONCE = 100
_TOO_LONG = (f"it is longer than {_LONGEST // 1_000_000} million characters", "shorten it")

_DAMAGE = "\ufdd0"  # stands in for what the encoding cannot explain, which XML could not hold
_SURROGATES = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # by XML 1.0, 2.2
_DECLARATION = re.compile(r"\A(\s*)<\?xml\s[^>]*>")


def read_xml(lines: Iterable[str], options: ReadOptions, after: int = 0) -> Iterator[Listing | Reject]:
    """The products and items of a document, each with the line it begins on.

    What stands before damage counts; the damage is one reject, and nothing behind it is read. Control
    characters, which XML forbids, are left out instead.

    Args:
        lines: the document. What it declares of its encoding does not matter any more.
        options: how to read it.
        after: how many items to leave out.

    Raises:
        UnusableInput: the document declares entities or a document type kept elsewhere, or it holds neither
            ``item`` nor ``entry``.
    """
    rows = MerchantRows(options)
    count = 0
    for count, found in enumerate(_found(lines), start=1):
        if count <= after:
            continue
        if isinstance(found, SAXParseException):
            reason = f"the XML is damaged: {found.getMessage()}"
            line, remedy = found.getLineNumber() or 0, "export it again; the rest is unread"
            yield Reject(line, reason, remedy, "", after=count, rest_unread=True)
        elif found.too_long:
            yield Reject(found.line, *_TOO_LONG, found.raw(), after=count)
        else:
            yield rows.listing(Row(found.line, found.values(), found.raw(), count, found.details))
    if not count:
        raise UnusableInput("the XML holds no <item> and no <entry>", "export it as RSS 2.0 or Atom")


@dataclass(slots=True)
class _Item:
    """What an item holds: values of Google's elements, and of those without a prefix, by name."""

    line: int
    depth: int
    own: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    details: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0

    @property
    def too_long(self) -> bool:
        return self.size > _LONGEST

    def values(self) -> Mapping[str, list[str]]:
        return self.others | self.own

    def raw(self) -> str:
        named = [(name, value) for name, values in self.values().items() for value in values]
        return "\n".join(f"{name}: {value}" for name, value in (*named, *self.details))


@dataclass(slots=True)
class _Child:
    """An element of an item; ``parts`` are the elements in it."""

    name: str
    own: bool
    link: str | None
    texts: list[str] = field(default_factory=list)
    parts: list[tuple[str, list[str]]] = field(default_factory=list)


def _found(lines: Iterable[str]) -> Iterator[_Item | SAXParseException]:
    parser = DefusedExpatParser()
    reader = _Reader(parser)
    parser.setContentHandler(reader)
    try:
        for text in _well_formed(lines):
            parser.feed(text)
            yield from reader.taken()
        parser.close()
        yield from reader.taken()
    except SAXParseException as damage:
        yield from reader.taken()
        yield damage
    except DefusedXmlException as error:
        raise UnusableInput(
            "the XML declares entities or a foreign document type", "export it without"
        ) from error


def _well_formed(lines: Iterable[str]) -> Iterator[str]:
    """The text without what an XML parser would needlessly stop at: the declaration goes, too."""
    begun = False
    lines = iter(lines)
    while text := "".join(islice(lines, _LINES_AT_ONCE)):
        text = _FORBIDDEN.sub("", _SURROGATES.sub(_DAMAGE, text))
        if not begun:
            text = _DECLARATION.sub(r"\1", text.lstrip("\ufeff"))
            begun = bool(text.strip())
        yield text


class _Reader(ContentHandler):
    """Collects items; namespaces are told by prefix, so that one left undeclared does no harm."""

    def __init__(self, locator: Locator) -> None:
        super().__init__()
        self._locator = locator
        self._items: list[_Item] = []
        self._item: _Item | None = None
        self._child: _Child | None = None
        self._depth = 0
        self._prefixes = {"g"}

    def taken(self) -> list[_Item]:
        """The items that are complete since last asked."""
        items, self._items = self._items, []
        return items

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name is SAX's
        """See :class:`xml.sax.handler.ContentHandler`."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SAXParseException(f"more than {_DEEPEST} elements inside each other", None, self._locator)
        if self._item is None:
            self._prefixes |= {
                key.removeprefix("xmlns:")
                for key, value in attrs.items()
                if key.startswith("xmlns:") and _GOOGLE.fullmatch(value)
            }
            if name in _ROWS:
                self._item = _Item(self._locator.getLineNumber() or 0, self._depth)
        elif self._child is None:
            prefix, _, local = name.rpartition(":")
            own = prefix in self._prefixes
            link = attrs.get("href") if attrs.get("rel", "alternate") == "alternate" else ""
            self._child = _Child(canonical(local if own else name), own, link)
        else:
            self._child.texts.append(" ")
            if self._depth == self._item.depth + 2:
                self._child.parts.append((canonical(name.rpartition(":")[2]), []))

    def characters(self, content: str) -> None:
        """See :class:`xml.sax.handler.ContentHandler`."""
        if self._item is None or self._child is None:
            return
        self._item.size += len(content)
        if not self._item.too_long:
            text = content.replace(_DAMAGE, "\udcff")
            self._child.texts.append(text)
            if self._depth > self._item.depth + 1:
                self._child.parts[-1][1].append(text)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is SAX's
        """See :class:`xml.sax.handler.ContentHandler`."""
        del name
        if self._item and self._depth == self._item.depth:
            self._items.append(self._item)
            self._item = None
        elif self._item and self._child and self._depth == self._item.depth + 1:
            _keep(self._child, self._item)
            self._child = None
        elif self._child:
            self._child.texts.append(" ")
        self._depth -= 1


def _keep(child: _Child, item: _Item) -> None:
    name = child.name
    text = "".join(child.texts).strip()
    parts = {part: "".join(texts).strip() for part, texts in child.parts}
    if child.own and name == _DETAIL:
        item.details.append((parts.get("attribute_name", ""), parts.get("attribute_value", "")))
        return
    if child.own and "content" in parts:  # structured_title and structured_description
        text = parts["content"]
    elif child.own and parts and name not in _TEXTS:
        text = ", ".join(f"{part}: {value}" for part, value in parts.items() if value)
    elif not child.own and name == "link" and child.link is not None:
        text = child.link
    elif not child.own and name == "updated":
        name = "updated_at"
    elif not child.own and name in _OF_THE_FEED:
        return
    if text:
        (item.own if child.own else item.others).setdefault(name, []).append(text)

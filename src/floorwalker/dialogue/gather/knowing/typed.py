"""Typed attributes of products as evidence: what a record states, with the words that state it."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Lock

from floorwalker.catalog import Product, product_source
from floorwalker.catalog.attributes import Attribute, attributes_of, vocabulary
from floorwalker.dialogue.gather.knowing.denial import denial, is_denied_in
from floorwalker.dialogue.gather.knowing.texts import field_text, sentences
from floorwalker.grounding import Fact, Source
from floorwalker.text import fold, is_chinese

FOUND = "attributes_found"
"""The field under which a typed attribute is a fact: ``attributes_found.material``."""

_REMEMBERED = 2048
_BRIEFLY = 120

_Key = tuple[object, ...]


class _Memory:
    """The attributes of the records read last: reading a long text takes milliseconds. Safe for threads."""

    def __init__(self, read: Callable[[Product], tuple[Attribute, ...]]) -> None:
        self._read = read
        self._known: OrderedDict[_Key, tuple[Attribute, ...]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, product: Product) -> tuple[Attribute, ...]:
        key = _texts_of(product)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = self._read(product)
        with self._lock:
            self._known[key] = found
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


def _texts_of(product: Product) -> _Key:
    """All that attributes are read from."""
    options = tuple((one.id, tuple(one.options.items())) for one in product.variants)
    texts = (product.title, product.description, product.category, product.brand, product.tags)
    return (*texts, tuple(product.attributes.items()), options)


def _read(product: Product) -> tuple[Attribute, ...]:
    """What a record states, without what the words around deny ("not waterproof")."""
    return tuple(
        one for one in attributes_of(product) if one.name == "free_from" or not _denied(product, one)
    )


def _read_briefly(product: Product) -> tuple[Attribute, ...]:
    return _read(replace(product, description=_beginning(product.description)))


def _beginning(text: str) -> str:
    """The first sentences of a text, as far as they are short."""
    if len(text) <= _BRIEFLY:
        return text
    return text[: max((one.span[1] for one in sentences(text[:_BRIEFLY])[:-1]), default=0)]


stated = _Memory(_read)
"""Everything that a record states (see ``docs/attributes.md``), without what is denied."""

stated_briefly = _Memory(_read_briefly)
"""As :data:`stated`, but of a long description only the beginning is read: for lists of products."""


def stated_in_sentence(product: Product, span: tuple[int, int]) -> tuple[Attribute, ...]:
    """What one sentence of the description states, at its place in the whole description."""
    start, end = span
    alone = replace(product, description=product.description[start:end], attributes={}, variants=(), tags=())
    return tuple(
        replace(one, span=(one.span[0] + start, one.span[1] + start))
        for one in stated(alone)
        if one.field == "description"
    )


def found_source(product_id: str, name: str) -> Source:
    """Where the fact of a typed attribute stands."""
    return product_source(product_id, f"{FOUND}.{name}")


def found_fact(product: Product, name: str) -> Fact | None:
    """The words by which a record states an attribute, each once; ``None`` where it states none."""
    found = [one for one in stated(product) if one.name == name]
    words = {fold(text): text for one in reversed(found) if (text := words_of(product, one))}
    if not words:
        return None
    told = list(reversed(words.values()))
    fields = ", ".join(dict.fromkeys(one.field for one in found))
    joint = "、" if all(any(map(is_chinese, text)) for text in told) else ", "
    return Fact(found_source(product.id, name), joint.join(told), f"words of: {fields}")


def span_of(product: Product, one: Attribute) -> tuple[int, int]:
    """Where the words of an attribute stand; with the denial where it is one ("without parabens")."""
    if one.name != "free_from":
        return one.span
    text = fold(field_text(product, one.field))
    return denial(text, one.span) if len(text) == len(field_text(product, one.field)) else one.span


def words_of(product: Product, one: Attribute) -> str:
    """The words that state an attribute."""
    start, end = span_of(product, one)
    return field_text(product, one.field)[start:end]


def means(one: Attribute, name: str, value: str) -> bool:
    """Whether an attribute is a value or a narrower one: merino is wool."""
    if one.name != name or not isinstance(one.value, str):
        return False
    return one.value == value or value in vocabulary().ancestors(name, one.value)


def facts_found(product: Product) -> Iterator[Fact]:
    """Every typed attribute of a product as a fact."""
    for name in dict.fromkeys(one.name for one in stated(product)):
        if fact := found_fact(product, name):
            yield fact


def _denied(product: Product, one: Attribute) -> bool:
    source = field_text(product, one.field)
    text = fold(source)
    return len(text) == len(source) and is_denied_in(text, one.span)

"""The words for kinds of goods, their properties and brands, read from readable files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from floorwalker.text._shape import LexiconShape
from floorwalker.text._vocabulary import ENTRIES, Entry, Vocabulary, read_entries
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.normalise import squash
from floorwalker.text.overlay import of_lexicons
from floorwalker.text.phrases import Phrases

if TYPE_CHECKING:
    from floorwalker.core import Language

LEXICONS = Path(__file__).parent / "lexicons"
PRODUCT_TYPES = Lexicon(LEXICONS / "product_types.toml", shape=ENTRIES._replace(open=("types",)))
ATTRIBUTES = Lexicon(LEXICONS / "attributes.toml", shape=ENTRIES._replace(open=("", "*")))
BRANDS = Lexicon(LEXICONS / "brands.toml", shape=LexiconShape(open=("brands",), required=("names",)))
STOP_WORDS = Lexicon(LEXICONS / "stopwords.toml")


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """A kind of goods named in a text; ``span`` counts code points of the original, end exclusive."""

    type_id: str
    span: tuple[int, int]
    text: str


class ProductTypes:
    """Kinds of goods: how each is said, and which is a kind of which."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = tuple(entries)
        self._vocabulary = Vocabulary(entries)
        self._weak = frozenset((entry.key[1], squash(word)) for entry in entries for word in entry.weak)

    def is_weak(self, match: TypeMatch) -> bool:
        """Whether the words of a match are said of goods of other kinds as well (香氛 of a deodorant)."""
        return (match.type_id, squash(match.text)) in self._weak

    def find(self, text: str, but: Collection[tuple[int, int]] = ()) -> list[TypeMatch]:
        """The kinds a text names, the longest where words overlap; a word of two kinds gives both.

        Args:
            text: the text.
            but: spans in which nothing is to be found.
        """
        return [TypeMatch(key[1], span, text[slice(*span)]) for key, span in self._vocabulary.find(text, but)]

    def __contains__(self, type_id: str) -> bool:
        return ("types", type_id) in self._vocabulary

    def __iter__(self) -> Iterator[str]:
        return (key[1] for key in self._vocabulary)

    def words(self, language: Language) -> Iterator[str]:
        """Every way the kinds are said in a language."""
        return self._vocabulary.words(language)

    def ancestors(self, type_id: str) -> tuple[str, ...]:
        """The wider kinds, the nearest first; empty for one that is unknown or widest."""
        return tuple(key[1] for key in self._vocabulary.ancestors(("types", type_id)))

    def descendants(self, type_id: str) -> frozenset[str]:
        """The narrower kinds at any depth, without the kind itself."""
        return frozenset(key[1] for key in self._vocabulary.descendants(("types", type_id)))

    def label(self, type_id: str, language: Language, *, plural: bool = False) -> str:
        """The kind's name for people; English can be had in the plural.

        Raises:
            KeyError: there is no such kind.

        """
        return self._vocabulary.label(("types", type_id), language, plural=plural)

    def names(self, type_id: str, language: Language) -> tuple[str, ...]:
        """Every name of one kind in a language, its name for people first.

        Raises:
            KeyError: there is no such kind.
        """
        return self._vocabulary.names(("types", type_id), language)


@dataclass(frozen=True, slots=True)
class AttributeMatch:
    """A property named in a text: the value of a facet (colour: gold)."""

    facet: str
    value: str
    span: tuple[int, int]
    text: str


class Attributes:
    """Properties of goods: facets (colour, material, skin type) with their values."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._vocabulary = Vocabulary(entries)

    def find(self, text: str) -> list[AttributeMatch]:
        """The properties a text names, the longest where words overlap; a word of two facets gives both."""
        return [AttributeMatch(*key, span, text[slice(*span)]) for key, span in self.named(text)]

    def named(self, text: str) -> list[tuple[tuple[str, str], tuple[int, int]]]:
        """As :meth:`find`, each no more than its facet and value, with its span."""
        return self._vocabulary.find(text)

    def facets(self) -> tuple[str, ...]:
        """The names of the facets."""
        return tuple(dict.fromkeys(facet for facet, _ in self._vocabulary))

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of a facet."""
        return tuple(value for name, value in self._vocabulary if name == facet)

    def words(self, language: Language) -> Iterator[str]:
        """Every way the properties are said in a language."""
        return self._vocabulary.words(language)

    def ancestors(self, facet: str, value: str) -> tuple[str, ...]:
        """The wider values of the facet, the nearest first."""
        return tuple(key[1] for key in self._vocabulary.ancestors((facet, value)))

    def descendants(self, facet: str, value: str) -> frozenset[str]:
        """The narrower values of the facet at any depth, without the value itself."""
        return frozenset(key[1] for key in self._vocabulary.descendants((facet, value)))

    def label(self, facet: str, value: str, language: Language) -> str:
        """The value's name for people.

        Raises:
            KeyError: there is no such value.

        """
        return self._vocabulary.label((facet, value), language)


@dataclass(frozen=True, slots=True)
class BrandMatch:
    """A brand named in a text, with all its names; an ``ambiguous`` one is a common word too (fresh)."""

    brand_id: str
    names: tuple[str, ...]
    span: tuple[int, int]
    text: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand and its names in any script, the usual one first."""

    brand_id: str
    names: tuple[str, ...]
    ambiguous: bool = False


class BrandNames:
    """Brands that the world knows, under every name they go by."""

    def __init__(self, brands: Iterable[Brand]) -> None:
        self._brands = {brand.brand_id: brand for brand in brands}
        self._phrases = Phrases([(name, brand) for brand in self._brands.values() for name in brand.names])

    def find(self, text: str) -> list[BrandMatch]:
        """The brands a text names: Latin names as words of their own, Chinese ones anywhere."""
        return [
            BrandMatch(brand.brand_id, brand.names, span, text[slice(*span)], brand.ambiguous)
            for brand, span in self._phrases.find(text)
        ]

    def __iter__(self) -> Iterator[Brand]:
        return iter(self._brands.values())

    def names(self, brand_id: str) -> tuple[str, ...]:
        """Every name of a brand; empty where it is unknown."""
        brand = self._brands.get(brand_id)
        return brand.names if brand else ()


@of_lexicons
@cache
def product_types() -> ProductTypes:
    """The kinds of goods, with the shop's own on top; read once.

    Raises:
        UnusableInput: the shop's file breaks the format; the message names it, the entry and the remedy.

    """
    return ProductTypes(read_entries(PRODUCT_TYPES))


@of_lexicons
@cache
def attributes(*more: Path) -> Attributes:
    """The properties of goods, as :func:`product_types`; ``more`` are further files of the package."""
    return Attributes(read_entries(ATTRIBUTES, *more))


@of_lexicons
@cache
def brand_names() -> BrandNames:
    """The brands, as :func:`product_types`."""
    return BrandNames(
        Brand(key, tuple(table["names"]), bool(table.get("ambiguous", False)))
        for key, table in BRANDS.read()["brands"].items()
    )


class StopWords(NamedTuple):
    """Words and turns of phrase that name nothing one could look for.

    ``function`` are those that hold a sentence together: by them a language is told.
    """

    function: frozenset[str]
    words: frozenset[str]
    phrases: Phrases[None]


@of_lexicons
@cache
def stop_words(language: Language) -> StopWords:
    """The stop words of a language, with the shop's own on top."""
    table = STOP_WORDS.read()[language]
    phrases = Phrases(dict.fromkeys(table["phrases"]))
    return StopWords(frozenset(table["function"]), frozenset(table["words"]), phrases)

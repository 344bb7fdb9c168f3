"""Words made false: materials, colours, states, brands, names."""

import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .books import Books, leaves
from .corruption import Corruption
from .numerals import Span
from .texts import TrueText

_DATA = Path(__file__).with_name("words.toml")
_KIND_OF_SET = {
    **{name: name for name in ("material", "colour", "origin", "destination", "ingredient")},
    **{name: name for name in ("stock state", "order state", "payment")},
    "goods": "product",
    "worn": "product",
}
_KIND_OF_OPTION = {
    **dict.fromkeys(("color", "colour", "skin tone"), "colour"),
    **dict.fromkeys(("material", "band material"), "material"),
    **dict.fromkeys(("notes", "ingredients"), "ingredient"),
    "origin": "origin",
}
# A claim about one of these may well name a quality; in prices, counts and policies a quality only passes by.
_LABELS = (
    *("material", "colour", "origin", "ingredient", "attribute", "product", "comparison", "superlative"),
    *("measure", "stock", "order_status", "policy", "brand", "quantity"),
)
_STATES = {"stock state": ("stock", "comparison")}
_OF_ORDERS = {
    "order state": ("order_status", "policy"),
    "payment": ("order_status",),
    "destination": ("order_status",),
}
_DENIED = re.compile(r"(?i)(?:\bnot |n't |\bno |没|未|不|无|是否)$")
_CAPITAL = re.compile(r"\b[A-Z][a-z]{3,}\b")
_PLAIN = frozenset(("with", "from", "parfum", "toilette", "spray", "mini", "travel", "size", "made", "this"))


@dataclass(frozen=True, slots=True)
class Family:
    """Words that mean the same, and exclude those of the other groups of their set but the ``near`` ones."""

    set: str
    group: str
    zh: Sequence[str]
    en: Sequence[str]
    also: Sequence[str] = ()
    exclusive: bool = False
    near: Sequence[str] = ()

    def words(self, language: str) -> Sequence[str]:
        """Its words in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Pool:
    """Real names and values of all evidence at hand, to take false ones from."""

    brands: tuple[str, ...]
    title_words: tuple[str, ...]
    title_nouns: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, texts: Iterable[TrueText]) -> "Pool":
        """The names and values that the evidence of ``texts`` holds."""
        brands: set[str] = set()
        words: set[str] = set()
        nouns: set[str] = set()
        options: dict[str, set[str]] = {}
        for record in (record for text in texts for record in text.evidence):
            books = Books([record])
            brands |= {part for brand in books.values("brand") for part in _parts(str(brand))}
            for title in _titles(books):
                capital = _CAPITAL.findall(title)
                words |= {word for word in capital[:-1] if word.lower() not in _PLAIN}
                nouns |= set(capital[-1:])
            for name, value in _options(books):
                options.setdefault(name, set()).add(value)
        return cls(
            *(tuple(sorted(some)) for some in (brands, words, nouns)),
            {name: tuple(sorted(values)) for name, values in options.items()},
        )


@cache
def families() -> tuple[Family, ...]:
    """The families of ``words.toml``."""
    return tuple(Family(**one) for one in tomllib.loads(_DATA.read_text(encoding="utf-8"))["family"])


def swapped(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """A word of a family for one of another group."""
    titles = _in_titles(text, books)
    for span, language, family in _families_in(text, books):
        labels = (_STATES | _OF_ORDERS).get(family.set, _LABELS)
        if _DENIED.search(text.text[max(0, span[0] - 8) : span[0]]) or not text.asserts(span, labels):
            continue
        others = [
            word
            for other in families()
            if other.set == family.set and other.group not in (family.group, *family.near)
            if _is_free(other, books)
            for word in other.words(language)
        ]
        if others:
            in_title = any(start <= span[0] and span[1] <= end for start, end in titles)
            kind = "product" if in_title else _KIND_OF_SET.get(family.set, "attribute")
            yield Corruption(kind, span, _cased(rng.choice(others), text.text[slice(*span)]))


def _families_in(text: TrueText, books: Books) -> Iterator[tuple[Span, str, Family]]:
    """The words of families in a text, of those that overlap the longest; names of brands are left alone."""
    brands = [part for brand in books.values("brand") for part in _parts(str(brand))]
    taken = list(_places(text.text, brands))
    found = [
        (span, language, family)
        for family in families()
        if family.set not in _OF_ORDERS or books.records("order")
        for language in ("zh", "en")
        for span in _places(text.text, family.words(language))
    ]
    for one in sorted(found, key=lambda one: (one[0][0] - one[0][1], one[0])):
        start, end = one[0]
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append(one[0])
            yield one


def _is_free(family: Family, books: Books) -> bool:
    """Whether the evidence has no word of a family, in either language."""
    words = (*family.zh, *family.en, *family.also)
    return family.exclusive or not any(books.mentions(word) for word in words)


def brands(text: TrueText, books: Books, rng: random.Random, pool: Pool) -> Iterator[Corruption]:
    """Another real brand."""
    for brand in sorted({part for value in books.values("brand") for part in _parts(str(value))}):
        for span in _places(text.text, [brand]):
            others = [
                other
                for other in pool.brands
                if other.isascii() == brand.isascii() and not books.mentions(other) and other not in brand
            ]
            if others and text.asserts(span):
                yield Corruption("brand", span, rng.choice(others))


def names(text: TrueText, books: Books, rng: random.Random, pool: Pool) -> Iterator[Corruption]:
    """One word of a product's name, so that there is no such product."""
    for start, end in _in_titles(text, books):
        title = text.text[start:end]
        words = [one for one in _CAPITAL.finditer(title) if one[0].lower() not in _PLAIN]
        for match in words:
            source = pool.title_nouns if match is words[-1] else pool.title_words
            others = [word for word in source if not books.mentions(word)]
            span = (start + match.start(), start + match.end())
            if others and text.asserts(span):
                yield Corruption("product", span, rng.choice(others))


def options(text: TrueText, books: Books, rng: random.Random, pool: Pool) -> Iterator[Corruption]:
    """The value of an option or attribute, for another that real products have there."""
    for name, value in sorted(set(_options(books))):
        for span in _places(text.text, [value]):
            others = [
                other
                for other in pool.options[name]
                if not books.mentions(other) and other.lower() not in value.lower() and _alike(other, value)
            ]
            if others and text.asserts(span, _LABELS) and not _DENIED.search(text.text[: span[0]]):
                kind = "measure value" if value[0].isdigit() else _KIND_OF_OPTION.get(name, "attribute")
                yield Corruption(kind, span, rng.choice(others))


_HOST = re.compile(r"^[\w.]+?(?=@)|(?<=//)[\w-]+|(?<=www\.)[\w-]+")
_ADDRESS = re.compile(r"[\w.]+@[\w.]+\w|(?:https?://|www\.)[\w./-]+\w")


def addresses(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """Addresses of the net with another name in them."""
    for match in _ADDRESS.finditer(text.text):
        if text.asserts(match.span()) and not books.mentions("bargain"):
            wrong = _HOST.sub("bargain" + rng.choice("123"), match[0])
            yield Corruption("contact" if "@" in wrong else "url", match.span(), wrong)


def _options(books: Books) -> Iterator[tuple[str, str]]:
    for record in books.evidence:
        for path, value in leaves(record["fields"]):
            parent, _, name = path.rpartition(".")
            if parent.rpartition(".")[2] in ("options", "attributes") and isinstance(value, str):
                plain = value.strip()
                if 2 <= len(plain) <= 40 and name not in ("brand_id", "size", "pieces", "gender"):
                    yield name.lower(), plain


def _titles(books: Books) -> list[str]:
    titles = [record.get("title") or record.get("name") for record in books.records("product")]
    return sorted({str(title) for title in titles if title}, key=len, reverse=True)


def _in_titles(text: TrueText, books: Books) -> list[Span]:
    return [span for title in _titles(books) for span in _places(text.text, [title])]


def _places(text: str, words: Iterable[str]) -> Iterator[Span]:
    lower = text.lower()
    for word in words:
        if word.lower() in lower:
            yield from (match.span() for match in _bounded(word).finditer(text))


@cache
def _bounded(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word))


def _parts(brand: str) -> list[str]:
    return [part for part in brand.split("/") if len(part) > 1]


def _alike(one: str, other: str) -> bool:
    return one.isascii() == other.isascii() and one[0].isdigit() == other[0].isdigit()


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[:1].isupper() else word

"""Which products a message means by their names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from floorwalker.catalog import CatalogStore, Product
from floorwalker.dialogue.gather.definite import described_by_name
from floorwalker.search import ProductQuery, SearchEngine
from floorwalker.text import (
    analyse,
    attributes,
    content_words,
    fold,
    of_lexicons,
    product_types,
    squash,
)

_CANDIDATES = 60
_ENOUGH_WEIGHT = 8  # see _weight
_TELLING = 4  # of them beside brand, kind and qualities
_MIN_WORDS = 2
_MOST_NAMED = 8  # each part of a message is looked up by itself
_MOST_OF_TITLE = 0.8
_ARTICLE_REACH = 2  # words before a kind that say that any of it is meant
_OF_ANY = frozenset(("a", "an", "any", "some", "another", "other", "more", "what", "cheap", "good", "nice"))
_JOINTS = re.compile(
    r"\s*(?:和|跟|与|还是|或者?|对比|比较|、|，|,|;|；|\bversus\b|\bvs\.?|\band\b|\bwith\b|\bor\b|\bto\b)\s*",
    re.I,
)
_ARTICLES = frozenset(("the", "a", "an"))
_LINKS = _ARTICLES | {"and", "by", "for", "from", "in", "of", "on", "to", "with"}
_ASIDE = re.compile(r"(?:不是|不要|不含|\bnot(?: the)?\b)\s*([^（）()，,。.;；!！?？]{2,20})", re.I)


@dataclass(frozen=True, slots=True)
class _Match:
    id: str
    title: str
    brand: str
    common: str
    weight: int
    of_title: float


class NamedProducts:
    """Looks products up by what a message says of their titles.

    A title is meant where a long enough stretch of it stands in the message word for word, and the stretch is
    more than the name of a kind of goods, unless it is all of the title.
    """

    def __init__(self, catalog: CatalogStore, engine: SearchEngine) -> None:
        self._catalog = catalog
        self._engine = engine

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the products named, in the order of the message."""
        asides = [squash(part) for match in _ASIDE.finditer(text) for part in _JOINTS.split(match[1])]
        asides = [aside for aside in asides if len(aside) >= _MIN_WORDS]
        text = _ASIDE.sub(" ", text)
        names: dict[str, tuple[str, str]] = {}
        exact = self._by_title(text, asides, names)
        described = described_by_name(text, names)
        return described if not exact or len(described) > len(exact) else exact

    def _by_title(
        self, text: str, asides: Iterable[str], names: dict[str, tuple[str, str]]
    ) -> tuple[str, ...]:
        whole = self._best(text, asides, names)
        parts = [part for part in dict.fromkeys(_JOINTS.split(text)) if len(squash(part)) > 3][:_MOST_NAMED]
        if len(parts) > 1:
            found = [match for part in parts if (match := self._best(part, asides, names))]
            ids = tuple(dict.fromkeys(match.id for match in found))
            title = squash(whole.title) if whole else ""
            whole_titles = all(match.of_title >= _MOST_OF_TITLE for match in found)
            if len(ids) > 1 and (whole_titles or not all(match.common in title for match in found)):
                return ids
        return (whole.id,) if whole else ()

    def find_withdrawn(self, text: str) -> Product | None:
        """The record of a product named that has been taken off the shelf.

        Only a telling part of its title names it: "a red lipstick" is a wish, whatever was once called so.
        """
        said = squash(_ASIDE.sub(" ", text))
        records = self._catalog.records(self._engine.find_withdrawn(text, _CANDIDATES))
        names = {id_: (record.title, record.brand) for id_, record in records.items()}
        best = next((match for match in _matches(text, names) if _tells(match, said)), None)
        return records[best.id] if best else None

    def _best(self, text: str, asides: Iterable[str], looked_at: dict[str, tuple[str, str]]) -> _Match | None:
        """The product whose title stands in a text; the titles ``looked_at`` are noted."""
        hits = self._engine.search(ProductQuery(words=(text,), limit=_CANDIDATES, naming=True)).hits
        names = {
            id_: (title, brand)
            for id_, (title, brand) in self._catalog.names(hit.id for hit in hits).items()
            if not any(aside in squash(title) for aside in asides)
        }
        said = squash(text)
        names = _of_makers(names, text, said)
        looked_at |= names
        return next(
            (
                match
                for match in _matches(text, names)
                if (match.of_title >= _MOST_OF_TITLE or _tells(match, said))
                and not (_is_idle(match, text) or _is_any_such(match, text, said))
            ),
            None,
        )


def _matches(text: str, names: Mapping[str, tuple[str, str]]) -> list[_Match]:
    """The products whose titles stand in a text, given by id with title and brand; the likeliest first."""
    said, starts = squash(text), _word_starts(text)
    matcher = SequenceMatcher(None, "", said, autojunk=False)
    matches = []
    for product_id, (title, brand) in names.items():
        if _says_nothing(title) and title not in text:
            continue  # "the one" is no product, and "The One" is
        matcher.set_seq1(squash(title))
        block = matcher.find_longest_match()
        end = block.b + block.size
        common = said[next((at for at in range(block.b, end) if at in starts), end) : end]
        if match := _match(product_id, title, brand, common, said):
            matches.append(match)
    return sorted(matches, key=lambda match: (match.weight, match.of_title), reverse=True)


@of_lexicons
@lru_cache(maxsize=2048)
def _says_nothing(title: str) -> bool:
    """Whether a title has no word but such as every sentence has."""
    return title.isascii() and not content_words(title, "en")


def _word_starts(text: str) -> frozenset[int]:
    """Where words begin in a squashed text: a name is not said by the end of another word."""
    starts, at = set[int](), 0
    for word in re.split(r"\s+", text):
        plain = squash(word)
        starts.add(at)
        starts.update(
            at + place
            for place, char in enumerate(plain)
            if not char.isascii() or (place and not plain[place - 1].isascii())
        )
        at += len(plain)
    return frozenset(starts)


def _match(product_id: str, title: str, brand: str, common: str, said: str) -> _Match | None:
    own, maker = squash(title), squash(brand)
    if not own or not common.replace(maker, "", 1):
        return None
    of_title = min(1.0, len(common) / len(own.removeprefix(maker) or own))
    if _weight(common) < _ENOUGH_WEIGHT and of_title < 1:
        return None
    weight = _weight(common) + _weight(maker) * (maker in said)
    return _Match(product_id, title, brand, common, weight, of_title)


def _is_any_such(match: _Match, text: str, said: str) -> bool:
    """Whether an English title that only names a kind of goods is said of any of them: "a lip balm"."""
    if not match.common.isascii() or squash(match.brand) in said or not _is_ordinary(match.common):
        return False
    before, title, after = text.lower().partition(match.title.lower())
    if not title:
        return False
    words = before.split()[-_ARTICLE_REACH:]
    return not _OF_ANY.isdisjoint(words) or (after[:1] == "s" and not after[1:2].isalpha())


def _tells(match: _Match, said: str) -> bool:
    """Whether what stands in a text names the product, and not only goods of its kind."""
    title, brand, common = match.title, match.brand, match.common
    return _is_beginning(title, brand, common, said) or (
        not _is_ordinary(common) and _is_distinctive(title, brand, common)
    )


def _of_makers(names: dict[str, tuple[str, str]], text: str, said: str) -> dict[str, tuple[str, str]]:
    """The products of the brands that a text names, if it names any; others only by all of their title."""
    folded = fold(text)
    makers = {brand for _, brand in names.values() if brand and _is_a_word(fold(brand), folded)}
    if not makers:
        return names
    return {
        id_: (title, brand)
        for id_, (title, brand) in names.items()
        if brand in makers or not brand or squash(title) in said
    }


def _is_a_word(name: str, text: str) -> bool:
    """Whether a text has a name, and not within a longer English word."""
    at = text.find(name)
    around = (text[max(0, at - 1) : at], text[at + len(name) : at + len(name) + 1])
    return at >= 0 and not any(char.isascii() and char.isalnum() for char in around)


def _is_idle(match: _Match, text: str) -> bool:
    """Whether the words of a title are in everyone's mouth and not written as a name: "the one" is none."""
    if not match.common.isascii() or (match.brand and squash(match.brand) in squash(text)):
        return False
    words = [word for word in match.title.split() if len(word) > 1 and squash(word) in match.common]
    if content_words(" ".join(words), "en"):
        return False
    return not all(word in text for word in words if word[0].isupper() and word.lower() not in _ARTICLES)


@of_lexicons
@lru_cache(maxsize=2048)
def _is_ordinary(common: str) -> bool:
    """Whether a stretch is nothing but kinds of goods and their usual qualities (男士护肤套装)."""
    spans = [match.span for match in product_types().find(common)]
    spans += [match.span for match in attributes().find(common)]
    return set(range(len(common))) <= {at for span in spans for at in range(*span)}


def _is_beginning(title: str, brand: str, common: str, said: str) -> bool:
    """Whether it is how the title begins, and the brand was named too: people cut long titles short."""
    brand = squash(brand)
    begins = squash(title).removeprefix(brand).startswith(common.removeprefix(brand))
    return begins and bool(brand) and brand in said and _words(title, common) > 1


def _words(title: str, common: str) -> int:
    """How many words of the title a stretch covers; a Chinese stretch counts by its dictionary words."""
    tokens = [token for token in analyse(title) if token.kind == "word"]
    return len({t.span for t in tokens if squash(title[slice(*t.span)]) in common})


def _weight(text: str) -> int:
    """How telling a stretch is: Latin letters count one, Chinese characters two, digits of models three."""
    return sum(3 if char.isdigit() else 1 if char.isascii() else 2 for char in text)


def _is_distinctive(title: str, brand: str, common: str) -> bool:
    """Whether a stretch of the title says more than the brand, kinds of goods and their usual qualities."""
    ordinary = {match.span for match in product_types().find(title)}
    ordinary |= {match.span for match in attributes().find(title)}
    rest = {
        token.text: _weight(token.text)
        for token in analyse(title)
        if token.kind == "word"
        and squash(title[slice(*token.span)]) in common
        and not _is_idle_word(token.text)
        and not any(start <= token.span[0] < end for start, end in ordinary)
    }
    if len(rest) < _MIN_WORDS and common.isascii() and not any(char.isdigit() for char in common):
        return False  # a single English word names nothing
    return sum(rest.values()) - _weight(squash(brand)) * (squash(brand) in common) >= _TELLING


def _is_idle_word(word: str) -> bool:
    """Whether a word of a title only joins others: the "with" and the "c" of "with vitamin c"."""
    return word in _LINKS or (word.isascii() and len(word) == 1)

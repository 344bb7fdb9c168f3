"""Which products definite descriptions mean: "the Firefly torch", "the choker with the gold pendant"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from floorwalker.dialogue.understand.patterns import asides
from floorwalker.text import BELOW_TWENTY, attributes, of_lexicons, product_types, query_terms
from floorwalker.text.spelling import is_ordinary

_Terms = frozenset[str]

_MOST_WORDS = 7
_MOST_ALIKE = 3  # "the Ambler": so many products of one name are all meant
_SHORTEST_NAME = 4
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?|[,.;:!?()+&/]")
_ARTICLES = frozenset(("the", "that", "this", "those", "these", "your"))
_INSIDE = frozenset(("with", "of"))  # go on with a description, and may have an article of their own
_ONES = frozenset(("one", "ones"))
_JOINTS = frozenset(("and", "plus", "with", "or", "+", "&", ","))
_IDLE = frozenset(("up", "down", "off", "out", "both", "pair", "style", "version"))
_IDLE |= _ARTICLES | _INSIDE | _ONES
_COUNTS = {word: str(n) for word, n in BELOW_TWENTY.items() if n > 1}


@dataclass(frozen=True, slots=True)
class _Description:
    """The words of a description and those of them that are names.

    It is ``pointed`` where it ends in "one", ``sure`` where it has an article or begins with a name, and of
    what is ``yours`` where it says so ("your filter"): of a shop that has one such thing it is that one.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    pointed: bool
    sure: bool
    yours: bool = False


def described_by_name(text: str, names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Ids of the products that the definite descriptions of a message mean, in its order.

    A description means a product whose title and brand have all its words; the name of a kind and qualities
    aside, where another word of it is found in few titles. What any goods may be called means one only where
    no other has all the words.

    Args:
        text: the message.
        names: title and brand by id of the products to choose from.
    """
    descriptions = list(_descriptions(text))
    if not any(description.sure for description in descriptions):
        return ()
    terms = {id_: (_terms(title), _terms(brand)) for id_, (title, brand) in names.items()}
    found: dict[str, None] = {}
    sure = False
    for description in descriptions:
        meant = _meant(description, terms)
        found |= dict.fromkeys(meant)
        sure = sure or (description.sure and bool(meant))
    return tuple(found) if sure else ()


def _descriptions(text: str) -> Iterator[_Description]:
    """The descriptions of a message: behind an article or a joint, or beginning with a name."""
    tokens = [match[0] for match in _WORD.finditer(text)]
    at = 0
    while at < len(tokens):
        article = tokens[at].lower() in _ARTICLES
        joined = at == 0 or tokens[at - 1].lower() in _JOINTS
        start = at + article
        end = _end(tokens, start)
        if end == start or not (article or joined or _is_name(tokens[at])):
            at += 1
            continue
        start += tokens[start].lower() in _COUNTS and end > start + 1  # the two Featherfall bags
        said = tokens[start:end]
        words = tuple(word.lower() for word in said)
        if not any(asides()["no_name"].search(word) for word in words):
            capital = {
                word.lower()
                for word in said[start == 0 :]
                if word[0].isupper() and not _is_usual(word.lower())
            }
            names = frozenset(capital.union(filter(_is_name, words)))
            sure = article or words[0] in names
            yield _Description(words, names, words[-1] in _ONES, sure, tokens[at].lower() == "your")
        at = end


def _end(tokens: list[str], start: int) -> int:
    end = start
    while end < min(len(tokens), start + _MOST_WORDS):
        word = tokens[end].lower()
        inner = word in _ARTICLES and end > start and tokens[end - 1].lower() in _INSIDE
        if _ends(word) or not word[0].isalnum() or (word in _ARTICLES and not inner):
            break
        end += 1
        if word in _ONES:
            break
    while end > start and tokens[end - 1].lower() in _INSIDE:
        end -= 1
    return end


@of_lexicons
@lru_cache(maxsize=2048)
def _ends(word: str) -> bool:
    return asides()["after_name"].search(word) is not None


@of_lexicons
@lru_cache(maxsize=2048)
def _is_name(word: str) -> bool:
    """Whether a word is in no one's mouth but as a name: Stormboil."""
    plain = word.lower()
    forms = {plain, plain.removesuffix("s")}
    is_word = plain.isalpha() and plain.isascii() and len(plain) >= _SHORTEST_NAME
    if not is_word or forms & _ONES or _ends(plain):
        return False
    return not any(map(is_ordinary, forms)) and not any(map(_is_usual, forms))


def _meant(description: _Description, titles: Mapping[str, tuple[_Terms, _Terms]]) -> list[str]:
    """The products meant by as many words of a description as mean any: what follows is no part of it."""
    words = description.words
    inner = max((at + 1 for at, word in enumerate(words) if word in _ARTICLES), default=0)
    for begin in dict.fromkeys((0, inner)):  # the lining of | the Soft Winter one
        for end in range(len(words), begin, -1):
            if found := _fitting(words[begin:end], titles, description, whole=end == len(words)):
                return found
    return []


def _fitting(
    words: tuple[str, ...],
    titles: Mapping[str, tuple[_Terms, _Terms]],
    description: _Description,
    *,
    whole: bool,
) -> list[str]:
    said = " ".join(words)
    kinds = {term for match in product_types().find(said) for term in _terms(match.text)}
    usual = kinds | {term for match in attributes().find(said) for term in _terms(match.text)}
    terms = {term for word in words if word not in _IDLE for term in _terms(word)}
    own = terms - usual
    named = bool(own) and any(word in description.names for word in words)
    fits: dict[str, int] = {}
    for product_id, (title, brand) in titles.items():
        if terms <= brand:
            continue
        has = title | brand
        lacks_no_name = named and (own - brand) & title and own <= has
        if lacks_no_name or (terms <= has and terms & title):
            fits[product_id] = len(terms & has)
    most = max(fits.values(), default=0)
    best = [product_id for product_id, fit in fits.items() if fit == most]
    if named and len(best) <= _MOST_ALIKE:
        return best
    if description.yours and len(terms) == 1 and len(best) == 1 and whole:
        return best
    if len(best) != 1 or terms <= kinds or not (description.sure or own):
        return []
    if len(terms) == 1:  # "the Keeper one", but neither "the red one" nor "the gym"
        return best if own and whole and description.pointed else []
    return best


@of_lexicons
@lru_cache(maxsize=4096)
def _terms(text: str) -> _Terms:
    """The stems of a text, numbers as figures."""
    return frozenset(_COUNTS.get(term, term) for term in query_terms(text))


@of_lexicons
@lru_cache(maxsize=2048)
def _is_usual(word: str) -> bool:
    """Whether a word names a kind of goods or a quality that many have."""
    if any(kind.text == word for kind in product_types().find(word)):
        return True
    return any(quality.text == word for quality in attributes().find(word))

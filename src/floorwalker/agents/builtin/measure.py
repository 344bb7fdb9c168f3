"""Chinese measure words by kind of goods: 支 for lipsticks, 条 for skirts, 双 for shoes."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from floorwalker.catalog import Product
from floorwalker.text import Lexicon, LexiconShape, of_lexicons, product_types

MEASURE_WORDS = Lexicon(
    Path(__file__).parent / "zh" / "measure_words.toml",
    name="zh/measure_words.toml",
    shape=LexiconShape(open=("",)),
)
"""Measure words by kind of goods; a shop extends them with a file of the same name."""

_SETS = "gift_set"


def measure_word(types: Iterable[str]) -> str:
    """The measure word of some kinds of goods; a general one where they have different ones, or none.

    A kind without a word of its own takes that of the nearest wider kind.
    """
    words = {_word(type_id) for type_id in types}
    return words.pop() if len(words) == 1 else _general()


def measure_word_of(product: Product) -> str:
    """The measure word of a product: a set is a set whatever is in it, else its title's last kind decides."""
    return _by_text(product.title, product.category)


@of_lexicons
@lru_cache(maxsize=8192)
def _by_text(title: str, category: str) -> str:
    kinds = [found.type_id for found in product_types().find(title) or product_types().find(category)]
    return measure_word([_SETS] if _SETS in kinds else kinds[-1:])


def _word(type_id: str) -> str:
    words = measure_words()
    known = (words[kind] for kind in (type_id, *product_types().ancestors(type_id)) if kind in words)
    return next(known, _general())


def _general() -> str:
    return measure_words()["*"]


@of_lexicons
@cache
def measure_words() -> Mapping[str, str]:
    """The measure word of each kind; ``*`` is the general one.

    Raises:
        UnusableInput: the shop's file breaks the format.
    """
    return MEASURE_WORDS.read()

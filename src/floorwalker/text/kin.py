"""Index terms of one root, such as curl and curly, which a stemmer keeps apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from floorwalker.text._shape import LexiconShape
from floorwalker.text.lexicon import LEXICONS
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.normalise import fold
from floorwalker.text.overlay import of_lexicons
from floorwalker.text.segment import english_term

KIN = Lexicon(LEXICONS / "kin.toml", shape=LexiconShape(open=("families",)))


def kin(term: str) -> tuple[str, ...]:
    """The other index terms of a term's family; empty for most."""
    return _by_term().get(term, ())


@of_lexicons
@cache
def _by_term() -> Mapping[str, tuple[str, ...]]:
    related: dict[str, tuple[str, ...]] = {}
    for words in KIN.read()["families"].values():
        terms = dict.fromkeys(english_term(fold(word).replace("-", "")) for word in words)
        for term in terms:
            others = (*related.get(term, ()), *(one for one in terms if one != term))
            related[term] = tuple(dict.fromkeys(others))
    return related

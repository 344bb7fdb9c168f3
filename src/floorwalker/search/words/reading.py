"""How the texts of a query are read into terms: the same for every word index."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from floorwalker.core import Language
from floorwalker.search.glossary import shipped_glossary
from floorwalker.search.synonyms import Meant, Terms, Thesaurus, kind_named
from floorwalker.text import analyse, is_chinese, product_types, query_terms

KIN_BOOST = 0.8
"""What a word of the same root counts, beside the word itself."""

PREFERENCE_BOOST = 2.0
"""What a preferred facet counts."""

NAME_BOOST = 0.5
"""What it counts that a title bears the very name of a kind."""

FIELD_TIE = 0.1
"""What the fields count in which a word stands, beside the one where it counts most."""

SET_KIND = "gift_set"
"""The kind of goods that are sets of others."""

_MOST_SUBKINDS = 2
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Group(NamedTuple):
    """A phrase that means something else too: its own terms, and those of each other phrase."""

    said: Terms
    alternatives: Sequence[Terms]


def read(texts: Sequence[str], thesaurus: Thesaurus) -> tuple[list[str], list[Group]]:
    """The terms of texts, and the phrases that mean something else too.

    Texts are analysed one by one; a phrase may go over several, as they follow one another.
    """
    meant, starts = thesaurus.find_in(texts, shipped_glossary())
    if not meant:
        return [term for text in texts for term in query_terms(text)], []
    loose: dict[str, None] = {}
    within: dict[tuple[int, int], dict[str, None]] = {one.span: {} for one in meant}
    for text, start in zip(texts, starts, strict=True):
        for token in analyse(text):
            span = (start + token.span[0], start + token.span[1])
            group = next((s for s in within if s[0] < span[1] and span[0] < s[1]), None)
            if group is None:
                loose[token.text] = None
            elif group[0] <= span[0] and span[1] <= group[1]:
                within[group][token.text] = None
    return [*loose], [_group(one, tuple(within[one.span])) for one in meant]


def kinds_meant(kinds: Sequence[str], thesaurus: Thesaurus) -> tuple[list[str], list[Terms]]:
    """Kinds of goods with those that staff say their names mean too, and what is meant that is no kind."""
    meant = [one for meaning in thesaurus.of_kinds(kinds) for one in meaning.means]
    named = [kind for one in meant if (kind := kind_named(one))]
    phrases = [tuple(query_terms(one)) for one in dict.fromkeys(meant) if not kind_named(one)]
    return [*kinds, *named], phrases


def names_of(kinds: Sequence[str]) -> Iterator[Terms]:
    """The terms of the names of kinds, in either language: titles that bear one are of it beyond doubt.

    Goods of a wide kind (fragrances, shoes) are seldom called by its name, but for sets of them.
    """
    types = product_types()
    narrow = [kind for kind in kinds if kind in types and len(types.descendants(kind)) <= _MOST_SUBKINDS]
    for name in {types.label(kind, language) for kind in narrow for language in _LANGUAGES}:
        yield tuple(query_terms(name))


def telling(terms: Terms) -> Terms:
    """Terms without the parts of others of them: where a Chinese word is, its characters are too."""
    parts = {term for term in terms for other in terms if term != other and term in other}
    return tuple(term for term in terms if term not in parts or not is_chinese(term[0]))


def _group(meant: Meant, said: Terms) -> Group:
    return Group(said, [telling(terms) for terms in meant.alternatives])

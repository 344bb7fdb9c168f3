"""A product query as a query of tantivy."""

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from floorwalker.core import Language
from floorwalker.search.glossary import shipped_glossary
from floorwalker.search.query import ProductQuery
from floorwalker.search.synonyms import Meant, Terms, Thesaurus, kind_named
from floorwalker.search.words.fields import TEXT_WEIGHTS
from floorwalker.search.words.local.schema import ANYWHERE
from floorwalker.search.words.protocol import TypeField
from floorwalker.text import analyse, is_chinese, product_types, query_terms
from floorwalker.text.kin import kin

_PREFERENCE_BOOST = 2.0
_KIN_BOOST = 0.8
_NAME_BOOST = 0.5
_MOST_SUBKINDS = 2
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SET = "gift_set"

IS_KIND = 32768.0
"""What a product that is of a preferred kind scores beside its words, which never score as much."""
HOLDS_KIND = 16384.0
"""What a product scores that holds or names a preferred kind."""


class Compiler:
    """Compiles queries for one schema, with the synonyms of a shop."""

    def __init__(self, schema: tantivy.Schema, thesaurus: Thesaurus) -> None:
        self._schema = schema
        self._thesaurus = thesaurus

    def compile(self, query: ProductQuery, field: TypeField, ids: Sequence[str] | None = None) -> Query:
        """The indexed part of a query. Filters give no score; words and preferences do.

        Args:
            query: the query.
            field: where kinds of goods are looked for.
            ids: the only products to look at; ``None``: all.
        """
        clauses = self._filters(query, field)
        words = [*self._texts(query.words), *self._of_preferred(query.preferred_types)]
        restricted = any(occur == Occur.Must for occur, _query in clauses)
        if words and not restricted:
            clauses.append((Occur.Must, _any(words)))
        elif not restricted:
            clauses.append((Occur.Must, self._everything()))
        scored = [*self._preferred(query.preferred_facets), *self._texts(query.preferred_words)]
        if restricted:
            scored += [*self._texts(query.required), *words]
        if names := self._bearing(query.types):
            scored.append(Query.const_score_query(_any(names), _NAME_BOOST))
        clauses += [(Occur.Should, one) for one in scored]
        if ids is not None:
            clauses.append((Occur.Must, self._any_of("id", ids)))
        return Query.boolean_query(clauses)

    def having(self, query: ProductQuery, field: TypeField) -> Query:
        """Whatever passes the filters of a query, all with the same score."""
        return Query.boolean_query([(Occur.Must, self._everything()), *self._filters(query, field)])

    def covering(self, query: ProductQuery, words: Sequence[str], field: TypeField) -> Query:
        """Whatever carries any of some words: bit i of its score is whether it carries word i."""
        carried = [
            Query.const_score_query(_all(parts), float(1 << number))
            for number, word in enumerate(words)
            if (parts := self._affirmed(word))
        ]
        clauses = [(Occur.Must, _any(carried))]
        if query.types:
            clauses.append((Occur.Must, self._of_kind(query.types, field)))
        return Query.boolean_query(clauses)

    def _filters(self, query: ProductQuery, field: TypeField) -> list[tuple[Occur, Query]]:
        clauses: list[tuple[Occur, Query]] = []
        if query.types:
            clauses.append((Occur.Must, self._of_kind(query.types, field)))
        if query.brands:
            clauses.append((Occur.Must, self._any_of("brand_key", query.brands)))
        clauses += [(Occur.Must, self._any_of("facet", alternatives)) for alternatives in query.facets]
        clauses += [(Occur.Must, _unscored(one)) for one in self._having(query.required)]
        clauses += [(Occur.MustNot, self._term("facet", facet)) for facet in query.excluded_facets]
        clauses += [(Occur.MustNot, self._term("primary", kind)) for kind in query.excluded_types]
        clauses += [(Occur.MustNot, self._set_with(kind)) for kind in query.excluded_types]
        for word in query.excluded_words:
            if parts := self._affirmed(word):
                clauses.append((Occur.MustNot, _all(parts)))
        return clauses

    @staticmethod
    def _everything() -> Query:
        return _unscored(Query.all_query())

    def _preferred(self, facets: Sequence[str]) -> list[Query]:
        return [Query.const_score_query(self._term("facet", facet), _PREFERENCE_BOOST) for facet in facets]

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)

    def _bearing(self, kinds: Sequence[str]) -> list[Query]:
        """Titles that bear the very name of a kind, in either language: they are of it beyond doubt.

        Goods of a wide kind (fragrances, shoes) are seldom called by its name, but for sets of them.
        """
        types = product_types()
        narrow = [kind for kind in kinds if kind in types and len(types.descendants(kind)) <= _MOST_SUBKINDS]
        names = {types.label(kind, language) for kind in narrow for language in _LANGUAGES}
        return [_all([self._term("title", term) for term in query_terms(name)]) for name in names]

    def _of_preferred(self, kinds: Sequence[str]) -> list[Query]:
        """Marks in the score what is of a kind, and what holds it or is named after it."""
        if not kinds:
            return []
        holds = [Query.term_set_query(self._schema, field, list(kinds)) for field in ("held", "named")]
        return [
            Query.const_score_query(Query.term_set_query(self._schema, "primary", list(kinds)), IS_KIND),
            Query.const_score_query(_any(holds), HOLDS_KIND),
        ]

    def _set_with(self, kind: str) -> Query:
        """A set of goods that holds a kind."""
        return _all([self._term("primary", _SET), self._term("held", kind)])

    def _any_of(self, field: str, values: Sequence[str]) -> Query:
        return Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)

    def _in_text(self, word: str) -> Query:
        return Query.disjunction_max_query(
            [
                Query.boost_query(self._term(field, one), weight * (1.0 if one == word else _KIN_BOOST))
                for one in (word, *kin(word))
                for field, weight in TEXT_WEIGHTS.items()
            ],
            0.1,
        )

    def _of_kind(self, kinds: Sequence[str], field: str) -> Query:
        """Products of any of the kinds, or of what staff say that the name of one means too."""
        meant = [one for meaning in self._thesaurus.of_kinds(kinds) for one in meaning.means]
        named = [kind for one in meant if (kind := kind_named(one))]
        in_words = [tuple(query_terms(one)) for one in dict.fromkeys(meant) if not kind_named(one)]
        of_kind = self._any_of(field, [*kinds, *named])
        if not in_words:
            return of_kind
        return _unscored(_any([of_kind, *map(self._phrase, in_words)]))

    def _affirmed(self, word: str) -> list[Query]:
        """What a product has that states a word and does not deny it: no feathers at all."""
        parts = self._having([word])
        denied = [self._term("denied", term) for term in query_terms(word)]
        if not parts or not denied:
            return parts
        return [Query.boolean_query([(Occur.Must, _all(parts)), (Occur.MustNot, _all(denied))])]

    def _texts(self, texts: Sequence[str]) -> list[Query]:
        """Scores for texts: a query for each term, and one for each phrase that means something else too."""
        loose, groups = self._read(texts)
        return [*map(self._in_text, loose), *(self._group(meant, said) for meant, said in groups)]

    def _having(self, texts: Sequence[str]) -> list[Query]:
        """What a product has that has all of some texts: every term, and each phrase or what it means."""
        loose, groups = self._read(texts)
        phrases = [
            _any([self._phrase(terms) for terms in (said, *meant.alternatives)]) for meant, said in groups
        ]
        return [*map(self._anywhere, loose), *phrases]

    def _read(self, texts: Sequence[str]) -> tuple[list[str], list[tuple[Meant, Terms]]]:
        """The terms of texts, and the phrases that mean something else too, each with its own terms.

        Texts are analysed one by one; a phrase may go over several, as they follow one another.
        """
        meant, starts = self._thesaurus.find_in(texts, shipped_glossary())
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
        return [*loose], [(one, tuple(within[one.span])) for one in meant]

    def _group(self, meant: Meant, said: Terms) -> Query:
        """What was said or any of what it means; each counts as much as what was said would."""
        literal = _any([self._in_text(term) for term in said])
        others = [
            Query.boost_query(self._scored_phrase(terms), min(1.0, len(said) / len(terms)))
            for terms in map(_telling, meant.alternatives)
        ]
        return Query.disjunction_max_query([literal, *others])

    def _anywhere(self, term: str) -> Query:
        """Whatever has a term in any of its texts."""
        return _any([self._term(ANYWHERE, one) for one in (term, *kin(term))])

    def _phrase(self, terms: Terms) -> Query:
        """What has all of some terms."""
        return _all([self._anywhere(term) for term in _telling(terms)])

    def _scored_phrase(self, terms: Terms) -> Query:
        """The scores of all terms, where all are there: found by the shortest way, and then scored."""
        scores = [(Occur.Should, self._in_text(term)) for term in terms]
        return Query.boolean_query([(Occur.Must, _unscored(self._phrase(terms))), *scores])


def _telling(terms: Terms) -> Terms:
    """Terms without the parts of others of them: where a Chinese word is, its characters are too."""
    parts = {term for term in terms for other in terms if term != other and term in other}
    return tuple(term for term in terms if term not in parts or not is_chinese(term[0]))


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _all(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])

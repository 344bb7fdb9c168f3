"""A product query as a query of tantivy."""

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from floorwalker.search.query import ProductQuery
from floorwalker.search.synonyms import Terms, Thesaurus
from floorwalker.search.words.fields import TEXT_WEIGHTS
from floorwalker.search.words.local.schema import ANYWHERE
from floorwalker.search.words.protocol import TypeField
from floorwalker.search.words.reading import (
    FIELD_TIE,
    KIN_BOOST,
    NAME_BOOST,
    PREFERENCE_BOOST,
    SET_KIND,
    Group,
    kinds_meant,
    names_of,
    read,
    telling,
)
from floorwalker.text import query_terms
from floorwalker.text.kin import kin

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
            scored.append(Query.const_score_query(_any(names), NAME_BOOST))
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
        return [Query.const_score_query(self._term("facet", facet), PREFERENCE_BOOST) for facet in facets]

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)

    def _bearing(self, kinds: Sequence[str]) -> list[Query]:
        """Titles that bear the very name of a kind."""
        return [_all([self._term("title", term) for term in name]) for name in names_of(kinds)]

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
        return _all([self._term("primary", SET_KIND), self._term("held", kind)])

    def _any_of(self, field: str, values: Sequence[str]) -> Query:
        return Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)

    def _in_text(self, word: str) -> Query:
        return Query.disjunction_max_query(
            [
                Query.boost_query(self._term(field, one), weight * (1.0 if one == word else KIN_BOOST))
                for one in (word, *kin(word))
                for field, weight in TEXT_WEIGHTS.items()
            ],
            FIELD_TIE,
        )

    def _of_kind(self, kinds: Sequence[str], field: str) -> Query:
        """Products of any of the kinds, or of what staff say that the name of one means too."""
        of, in_words = kinds_meant(kinds, self._thesaurus)
        of_kind = self._any_of(field, of)
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
        loose, groups = read(texts, self._thesaurus)
        return [*map(self._in_text, loose), *map(self._group, groups)]

    def _having(self, texts: Sequence[str]) -> list[Query]:
        """What a product has that has all of some texts: every term, and each phrase or what it means."""
        loose, groups = read(texts, self._thesaurus)
        phrases = [
            _any([self._phrase(terms) for terms in (group.said, *group.alternatives)]) for group in groups
        ]
        return [*map(self._anywhere, loose), *phrases]

    def _group(self, group: Group) -> Query:
        """What was said or any of what it means; each counts as much as what was said would."""
        literal = _any([self._in_text(term) for term in group.said])
        others = [
            Query.boost_query(self._scored_phrase(terms), min(1.0, len(group.said) / len(terms)))
            for terms in group.alternatives
        ]
        return Query.disjunction_max_query([literal, *others])

    def _anywhere(self, term: str) -> Query:
        """Whatever has a term in any of its texts."""
        return _any([self._term(ANYWHERE, one) for one in (term, *kin(term))])

    def _phrase(self, terms: Terms) -> Query:
        """What has all of some terms."""
        return _all([self._anywhere(term) for term in telling(terms)])

    def _scored_phrase(self, terms: Terms) -> Query:
        """The scores of all terms, where all are there: found by the shortest way, and then scored."""
        scores = [(Occur.Should, self._in_text(term)) for term in terms]
        return Query.boolean_query([(Occur.Must, _unscored(self._phrase(terms))), *scores])


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _all(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])

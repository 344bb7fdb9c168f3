"""A product query as conditions and scores for PostgreSQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from floorwalker.search.query import ProductQuery
from floorwalker.search.synonyms import Terms, Thesaurus
from floorwalker.search.words.postgres.conditions import Any, Condition, Has, Not, all_of, any_of
from floorwalker.search.words.postgres.lexemes import Space, lexeme
from floorwalker.search.words.postgres.scoring import Bonus, Either, Phrase, Scored, Word
from floorwalker.search.words.protocol import TypeField
from floorwalker.search.words.reading import (
    NAME_BOOST,
    PREFERENCE_BOOST,
    SET_KIND,
    Group,
    kinds_meant,
    names_of,
    read,
)
from floorwalker.text import query_terms
from floorwalker.text.kin import kin


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for.

    Args:
        filters: what a product must be.
        wanted: of these it must meet one, where there are any.
        scored: what counts.
        of_kind: what is of a preferred kind; ``None`` where none is preferred.
        holding: what holds or names a preferred kind.
    """

    filters: tuple[Condition, ...]
    wanted: tuple[Condition, ...]
    scored: tuple[Scored, ...]
    of_kind: Condition | None
    holding: Condition | None

    @property
    def condition(self) -> Condition | None:
        """What a product must meet; ``None`` where all do."""
        conditions = [*self.filters, *([any_of(self.wanted)] if self.wanted else [])]
        return all_of(conditions) if conditions else None


class Compiler:
    """Compiles queries, with the synonyms of a shop."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus

    def compile(self, query: ProductQuery, field: TypeField) -> Asked:
        """The indexed part of a query. Filters give no score; words and preferences do.

        Without a filter that demands something, products must have any of the words, or be of a preferred
        kind or hold it.
        """
        required = self._required(query, field)
        of_kind = _any("primary", query.preferred_types)
        holding = _either(_any("held", query.preferred_types), _any("named", query.preferred_types))
        words = self._texts(query.words)
        wanted = [one for one in (of_kind, holding) if one] + [found for found, _score in words]
        scored = [score for _found, score in words]
        for texts in (query.preferred_words, query.required):
            scored += [score for _found, score in self._texts(texts)]
        scored += [Bonus(_has("facet", one), PREFERENCE_BOOST) for one in query.preferred_facets]
        if titles := [_bearing(name) for name in names_of(query.types) if name]:
            scored.append(Bonus(any_of(titles), NAME_BOOST))
        filters = (*required, *self._excluded(query))
        return Asked(filters, () if required else tuple(wanted), tuple(scored), of_kind, holding)

    def filters(self, query: ProductQuery, field: TypeField) -> tuple[Condition, ...]:
        """What passes the filters of a query."""
        return (*self._required(query, field), *self._excluded(query))

    def carried(self, words: Sequence[str]) -> list[tuple[int, Condition]]:
        """What states each of some words, by its number, and does not deny it."""
        stated = ((number, self._affirmed(word)) for number, word in enumerate(words))
        return [(number, condition) for number, condition in stated if condition is not None]

    def of_kind(self, kinds: Sequence[str], field: TypeField) -> Condition:
        """Products of any of the kinds, or of what staff say that the name of one means too."""
        of, in_words = kinds_meant(kinds, self._thesaurus)
        return any_of([*(_has(field, kind) for kind in of), *map(_phrase, filter(None, in_words))])

    def _required(self, query: ProductQuery, field: TypeField) -> list[Condition]:
        found: list[Condition] = []
        if query.types:
            found.append(self.of_kind(query.types, field))
        if query.brands:
            found.append(any_of(_has("brand", brand) for brand in query.brands))
        found += [any_of(_has("facet", facet) for facet in alternatives) for alternatives in query.facets]
        return [*found, *self._having(query.required)]

    def _excluded(self, query: ProductQuery) -> Iterator[Condition]:
        for facet in query.excluded_facets:
            yield Not(_has("facet", facet))
        for kind in query.excluded_types:
            yield Not(_has("primary", kind))
            yield Not(all_of([_has("primary", SET_KIND), _has("held", kind)]))
        for word in query.excluded_words:
            if stated := self._affirmed(word):
                yield Not(stated)

    def _affirmed(self, word: str) -> Condition | None:
        """What a product has that states a word and does not deny it: no feathers at all."""
        parts = self._having([word])
        denied = [_has("denied", term) for term in query_terms(word)]
        if not parts:
            return None
        return all_of([*parts, *([Not(all_of(denied))] if denied else [])])

    def _having(self, texts: Sequence[str]) -> list[Condition]:
        """What a product has that has all of some texts: every term, and each phrase or what it means."""
        loose, groups = read(texts, self._thesaurus)
        phrases = [
            any_of(_phrase(terms) for terms in (group.said, *group.alternatives) if terms) for group in groups
        ]
        return [*map(_anywhere, loose), *phrases]

    def _texts(self, texts: Sequence[str]) -> list[tuple[Condition, Scored]]:
        """What texts find, and what it counts: each term, and each phrase that means something else too."""
        loose, groups = read(texts, self._thesaurus)
        found: list[tuple[Condition, Scored]] = [(_anywhere(term), _word(term)) for term in loose]
        return [*found, *map(_group, groups)]


def _group(group: Group) -> tuple[Condition, Scored]:
    """What was said or any of what it means; each counts as much as what was said would."""
    others = [terms for terms in group.alternatives if terms]
    phrases = [Phrase(tuple(map(_word, group.said)))]
    for terms in others:
        boost = min(1.0, len(group.said) / len(terms))
        phrases.append(Phrase(tuple(map(_word, terms)), _phrase(terms), boost))
    return any_of([*map(_anywhere, group.said), *map(_phrase, others)]), Either(tuple(phrases))


def _has(space: Space, value: str) -> Condition:
    return Has(lexeme(space, value))


def _any(space: Space, values: Sequence[str]) -> Condition | None:
    return any_of(_has(space, value) for value in values) if values else None


def _either(one: Condition | None, two: Condition | None) -> Condition | None:
    return Any((one, two)) if one and two else one or two


def _bearing(name: Terms) -> Condition:
    """Titles that bear a name."""
    return all_of(Has(lexeme("word", term), in_title=True) for term in name)


def _anywhere(term: str) -> Condition:
    """Whatever has a term in any of its texts."""
    return any_of(_has("word", one) for one in (term, *kin(term)))


def _phrase(terms: Terms) -> Condition:
    return all_of(map(_anywhere, terms))


def _word(term: str) -> Word:
    return Word(lexeme("word", term), tuple(lexeme("word", one) for one in kin(term)))

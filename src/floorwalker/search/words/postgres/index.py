"""A word index in PostgreSQL, which many nodes share."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import sqlalchemy as sa

from floorwalker.search.query import ProductQuery
from floorwalker.search.synonyms import Thesaurus
from floorwalker.search.words.fingerprint import analysis_fingerprint
from floorwalker.search.words.postgres.building import Builder
from floorwalker.search.words.postgres.compiling import Asked, Compiler
from floorwalker.search.words.postgres.conditions import all_of, any_of, holds, lexemes_of
from floorwalker.search.words.postgres.entries import Hits, Statistics
from floorwalker.search.words.postgres.lexemes import lexeme
from floorwalker.search.words.postgres.narrowing import most_holding, narrowed, rank
from floorwalker.search.words.postgres.opened import Fetched, Opened
from floorwalker.search.words.postgres.scoring import Scorer, scored_lexemes
from floorwalker.search.words.protocol import Best, Bits, Change, Keys, TypeField, product_key
from floorwalker.storage import Database

_LAYOUT = ("words/postgres/lexemes.py", "words/postgres/entries.py", "words/postgres/tables.py")
_OF_KIND = 1e6  # above any score by words

_STATE = sa.text(
    "SELECT id, applied, documents, lengths, used_at < now() - interval '1 hour' FROM search_build "
    "WHERE shop_id = :shop_id AND fingerprint = :fingerprint"
)
_TOUCH = sa.text("UPDATE search_build SET used_at = now() WHERE id = :id")
_IS_THERE = sa.text("SELECT to_regclass('search_build')")


class PostgresWords:
    """See :class:`floorwalker.search.words.WordIndex`.

    Every node of a shop reads and writes the same tables. An index belongs to a shop and to the fingerprint
    of what reads products; nodes with another analyser have one of their own beside it, and what none of
    them has used for a day is dropped.
    """

    def __init__(self, database: Database, shop_id: str) -> None:
        fingerprint = analysis_fingerprint(*_LAYOUT)
        self._database = database
        self._mine = {"shop_id": shop_id, "fingerprint": fingerprint}
        self._builder = Builder(database, shop_id, fingerprint)
        self._compiler = Compiler(Thesaurus())
        self._opened: Opened | None = None

    def __len__(self) -> int:
        """How many products are in it."""
        return self._opened.documents if self._opened else 0

    @property
    def ready(self) -> bool:
        """Whether there is an index to search in."""
        return self._opened is not None

    @property
    def applied(self) -> int:
        """The journal entry up to which it is current; 0 where there is none."""
        return self._opened.applied if self._opened else 0

    @property
    def generation(self) -> object:
        """Another value whenever its contents are others."""
        return (self._opened.build, self._opened.applied) if self._opened else None

    def reopen(self) -> None:
        """See what any node has written since."""
        with self._database.read() as connection:
            there = self._opened or connection.execute(_IS_THERE).scalar()
            row = connection.execute(_STATE, self._mine).one_or_none() if there else None
        if row is None or (row[-1] and not self._use(row[0])):
            self._opened = None
            return
        build, applied, documents, lengths, _stale = row
        if self.generation != (build, applied):
            self._opened = Opened(self._database, build, applied, documents, lengths)

    def catch_up(
        self,
        changes: Callable[[int], Iterable[Change]],
        everything: Callable[[], Iterable[Change]],
        wait_s: float,
    ) -> bool:
        """Apply the journal, or build anew; see the protocol. Who has nothing to read waits for a build."""
        try:
            return self._builder.catch_up(changes, everything, wait_s if self.ready else None)
        finally:
            self.reopen()

    @property
    def replaced(self) -> int:
        """None: what is replaced is taken out of the counts with it."""
        return 0

    def rebuild(self, everything: Callable[[], Iterable[Change]], wanted: Callable[[], bool]) -> bool:
        """Never needed; see the protocol."""
        del everything, wanted
        return False

    def use(self, thesaurus: Thesaurus) -> None:
        """From now on words mean what staff say."""
        self._compiler = Compiler(thesaurus)

    def best(
        self, query: ProductQuery, field: TypeField, most: int, among: Sequence[str] | None = None
    ) -> Best:
        """The products that fit best, ``most`` of them; see the protocol."""
        if self._opened is None:
            return Best(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
        asked = self._compiler.compile(query, field)
        marks = [one for one in (asked.of_kind, asked.holding) if one]
        named = [*asked.filters, *asked.wanted, *marks]
        looked_for = [*scored_lexemes(asked.scored), *(text for one in marks for text in lexemes_of(one))]
        texts = [*dict.fromkeys(looked_for)]
        statistics = self._opened.statistics({*texts, *(text for one in named for text in lexemes_of(one))})
        keys = None if among is None else np.array([product_key(id_) for id_ in among], np.int64)
        fetched = self._fetch(self._opened, asked, statistics, most, keys)
        return _scored(fetched, asked, texts, statistics, most)

    def having(self, query: ProductQuery, field: TypeField) -> Keys:
        """All products that pass the filters of a query; see the protocol."""
        if self._opened is None:
            return np.zeros(0, np.int64)
        filters = self._compiler.filters(query, field)
        return self._opened.keys(all_of(filters) if filters else None)

    def matching(self, query: ProductQuery, field: TypeField) -> Keys:
        """All products that :meth:`best` would find; see the protocol."""
        asked = self._compiler.compile(query, field)
        return self._opened.keys(asked.condition) if self._opened else np.zeros(0, np.int64)

    def carrying(
        self, query: ProductQuery, words: Sequence[str], field: TypeField, most: int
    ) -> tuple[Keys, Bits]:
        """Products that carry any of some words, and which; see the protocol."""
        carried = self._compiler.carried(words)
        if self._opened is None or not carried:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        condition = any_of(one for _number, one in carried)
        if query.types:
            condition = all_of([condition, self._compiler.of_kind(query.types, field)])
        return self._opened.bits(condition, carried, most)

    def naming(self, text: str, most: int) -> Iterator[tuple[int, str]]:
        """Keys and ids of products whose words fit a text; see the protocol."""
        keys = self.best(ProductQuery(words=(text,), naming=True), "primary", most).keys
        if self._opened is not None:
            ids = self._opened.ids(keys)
            yield from ((key, ids[key]) for key in keys.tolist() if key in ids)

    def frequency(self, term: str) -> int:
        """How many products have a term."""
        text = lexeme("word", term)
        return self._opened.statistics([text]).holding(text) if self._opened else 0

    def held(self, kinds: Iterable[str]) -> frozenset[str]:
        """Those of some kinds that a product is of or holds."""
        if self._opened is None:
            return frozenset()
        texts = {kind: lexeme("held", kind) for kind in kinds}
        statistics = self._opened.statistics(texts.values())
        return frozenset(kind for kind, text in texts.items() if statistics.holding(text))

    @staticmethod
    def _fetch(
        opened: Opened, asked: Asked, statistics: Statistics, most: int, among: Keys | None
    ) -> Fetched:
        """The rows to score: all that fit, or those of the rarest words where more fit than are asked for."""
        if among is not None or most_holding(asked.condition, statistics) <= most:
            return opened.fetch(asked.condition, None, most, among)
        order = rank(asked, statistics)
        few = narrowed(asked, statistics, most)
        if len(few.wanted) < len(asked.wanted):
            fetched = opened.fetch(few.condition, order, most)
            if len(fetched.keys) == most:
                return fetched
        return opened.fetch(asked.condition, order, most)

    def _use(self, build: int) -> bool:
        """Say that a build is in use, and drop what no node uses any more; once an hour.

        Returns:
            Whether it is still there.
        """
        with self._database.write() as connection:
            there = connection.execute(_TOUCH, {"id": build}).rowcount == 1
        self._builder.sweep()
        return there


def _scored(fetched: Fetched, asked: Asked, texts: Sequence[str], statistics: Statistics, most: int) -> Best:
    scorer = Scorer(Hits.read(fetched.stream, fetched.sizes, texts), texts, statistics)
    scores = scorer.scores(asked.scored)
    kind = np.zeros(len(scores))
    for condition, mark in ((asked.holding, 0.5), (asked.of_kind, 1.0)):
        if condition is not None:
            kind = np.where(holds(condition, scorer.has), mark, kind)
    order = np.lexsort((fetched.keys, -(scores + _OF_KIND * kind)))[:most]
    return Best(fetched.keys[order], scores[order], kind[order])

"""The repository of a shop's rules and synonyms."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from floorwalker.catalog.brands import brand_key
from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.journal import ANY_PRODUCT, Journal
from floorwalker.catalog.merchandising.checking import (
    MAX_NOTE_CHARS,
    check_kind,
    checked_line,
    checked_period,
    checked_position,
    checked_query,
    checked_strength,
    checked_words,
)
from floorwalker.catalog.merchandising.known import known_value
from floorwalker.catalog.merchandising.models import Action, Rule, Synonym, Target
from floorwalker.catalog.merchandising.names import category_path, folded_tag
from floorwalker.catalog.merchandising.rows import rule_of, synonym_of
from floorwalker.catalog.merchandising.tables import merchandising_rule as rule_table
from floorwalker.catalog.merchandising.tables import synonym as synonym_table
from floorwalker.catalog.store import CatalogStore
from floorwalker.catalog.tables import product
from floorwalker.core import Clock, Conflict, NotFound, new_id
from floorwalker.storage import Database, Write
from floorwalker.text import squash

MAX_RULES = 1000
MAX_SYNONYMS = 5000


class MerchandisingStore:
    """Rules and synonyms of one shop.

    Every write that changes something leaves a row in the change journal in the same transaction, so that
    every process that searches the shop takes notice.
    """

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        self._journal = Journal(database, shop_id, clock)

    def rules(self) -> list[Rule]:
        """Every rule, the oldest first, also those that are over or to come."""
        with self._database.read() as connection:
            return self._rules(connection)

    def in_force(self, moment: datetime) -> list[Rule]:
        """The rules that count at a moment, the oldest first."""
        return [rule for rule in self.rules() if rule.state(moment) == "in force"]

    def synonyms(self) -> list[Synonym]:
        """Every synonym, the oldest first."""
        with self._database.read() as connection:
            return self._synonyms(connection)

    def add_rule(
        self,
        action: str,
        target: str,
        value: str,
        *,
        query: str = "",
        strength: float | None = None,
        position: int | None = None,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        note: str = "",
        by: str = "",
    ) -> Rule:
        """Decide something; returns the rule as it is stored.

        Said again, it changes nothing. A rule with the same action, target, value, query and period takes the
        new strength, position and note, and keeps its id.

        Args:
            action: pin, boost, bury or never.
            target: what ``value`` names: product, brand, category or tag.
            value: a product's id, or the name of a brand, category or tag.
            query: what customers ask for where the rule counts; empty for every query.
            strength: of a boost or bury, 0.1 to 10, by default 2.
            position: of a pin, from 1.
            starts_at: when it begins; ``None``: at once.
            ends_at: when it has ended; ``None``: never.
            note: why, for colleagues.
            by: who decides.

        Raises:
            UnusableInput: something is missing or out of range, or the catalogue has no such product, brand
                or category.
            Conflict: there are 1,000 rules already.
        """
        check_kind(action, target)
        action, target = cast(Action, action), cast(Target, target)
        starts_at, ends_at = checked_period(starts_at, ends_at)
        catalog = CatalogStore(self._database, self._shop_id, self._clock)
        rule = Rule(
            id=new_id(),
            action=action,
            target=target,
            value=known_value(catalog, target, checked_line(value, target)),
            query=checked_query(query),
            strength=checked_strength(action, strength),
            position=checked_position(action, position),
            starts_at=starts_at,
            ends_at=ends_at,
            note=checked_line(note, "note", MAX_NOTE_CHARS),
            created_by=checked_line(by, "name"),
            created_at=self._clock.now(),
        )
        with self._writing() as connection:
            stored = self._rules(connection)
            same = next((one for one in stored if _subject(one) == _subject(rule)), None)
            if same is None and len(stored) >= MAX_RULES:
                raise Conflict(f"there are {MAX_RULES:,} rules already", "remove some that are over")
            if same is not None:
                rule = replace(rule, id=same.id)
                if _content(rule) == _content(same):
                    return same
            self._put(rule_table, rule, connection)
        return rule

    def remove_rule(self, rule_id: str) -> None:
        """Take a decision back.

        Raises:
            NotFound: there is no such rule.
        """
        self._remove(rule_table, rule_id, "rule", "`floorwalker merchandise list` shows them")

    def add_synonym(self, words: Iterable[str], means: Iterable[str] = (), by: str = "") -> Synonym:
        """Say what customers mean; returns the synonym as it is stored. Said again, it changes nothing.

        Raises:
            UnusableInput: there are too few or too many words, or one is too long or none.
            Conflict: there are 5,000 synonyms already.
        """
        said, meant = checked_words(list(words), list(means))
        synonym = Synonym(new_id(), said, meant, checked_line(by, "name"), self._clock.now())
        with self._writing() as connection:
            stored = self._synonyms(connection)
            same = next((one for one in stored if _meaning(one) == _meaning(synonym)), None)
            if same is not None:
                return same
            if len(stored) >= MAX_SYNONYMS:
                raise Conflict(f"there are {MAX_SYNONYMS:,} synonyms already", "remove some")
            self._put(synonym_table, synonym, connection)
        return synonym

    def remove_synonym(self, synonym_id: str) -> None:
        """Take a synonym back.

        Raises:
            NotFound: there is no such synonym.
        """
        self._remove(synonym_table, synonym_id, "synonym", "`floorwalker synonyms list` shows them")

    def titles(self, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Products with their titles and brands, in no certain order."""
        for some in chunks(list(ids)):
            query = sa.select(product.c.id, product.c.title, product.c.brand)
            query = query.where(product.c.shop_id == self._shop_id, product.c.id.in_(some))
            with self._database.read() as connection:
                yield from ((row.id, row.title, row.brand) for row in connection.execute(query))

    def tagged(
        self, tags: Collection[str], ids: Iterable[str] | None = None
    ) -> Iterator[tuple[str, frozenset[str]]]:
        """Active products that have any of some tags, each with those that it has.

        Args:
            tags: in the form of :func:`~floorwalker.catalog.merchandising.names.folded_tag`.
            ids: which products to look at; ``None``: all.
        """
        query = sa.select(product.c.id, product.c.tags).where(
            product.c.shop_id == self._shop_id,
            product.c.withdrawn_at.is_(None),
            sa.cast(product.c.tags, sa.Text) != "[]",
        )
        queries = [query] if ids is None else [query.where(product.c.id.in_(s)) for s in chunks(list(ids))]
        with self._database.read() as connection:
            for one in queries:
                for product_id, given in connection.execute(one):
                    if found := frozenset(map(folded_tag, given)).intersection(tags):
                        yield product_id, found

    @contextmanager
    def _writing(self) -> Iterator[Write]:
        with self._database.write() as connection:
            self._journal.lock(connection)
            yield connection

    def _put(self, table: sa.Table, value: Rule | Synonym, connection: Write) -> None:
        self._database.upsert(table, [asdict(value) | {"shop_id": self._shop_id}], connection)
        self._journal.record(connection, [ANY_PRODUCT], cause="merchandising")

    def _remove(self, table: sa.Table, id_: str, what: str, remedy: str) -> None:
        chosen = sa.delete(table).where(table.c.shop_id == self._shop_id, table.c.id == id_)
        with self._writing() as connection:
            if not connection.execute(chosen).rowcount:
                raise NotFound(f"there is no {what} {id_[:80]!r}", remedy)
            self._journal.record(connection, [ANY_PRODUCT], cause="merchandising")

    def _rules(self, connection: sa.Connection) -> list[Rule]:
        return [rule_of(row) for row in self._all(rule_table, connection)]

    def _synonyms(self, connection: sa.Connection) -> list[Synonym]:
        return [synonym_of(row) for row in self._all(synonym_table, connection)]

    def _all(self, table: sa.Table, connection: sa.Connection) -> Iterable[sa.RowMapping]:
        query = sa.select(table).where(table.c.shop_id == self._shop_id)
        return connection.execute(query.order_by(table.c.created_at, table.c.id)).mappings()


def _subject(rule: Rule) -> tuple[Any, ...]:
    """What a rule is about: two rules about the same are one."""
    value: object = rule.value
    match rule.target:
        case "brand":
            value = brand_key(rule.value)
        case "category":
            value = category_path(rule.value)
        case "tag":
            value = folded_tag(rule.value)
    period = (rule.starts_at, rule.ends_at)
    return rule.action, rule.target, value, squash(rule.query) or rule.query, period


def _content(rule: Rule) -> tuple[Any, ...]:
    return rule.value, rule.strength, rule.position, rule.query, rule.note


def _meaning(synonym: Synonym) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(squash, synonym.words)), frozenset(map(squash, synonym.means))

"""The rules and synonyms of a shop, kept in memory; which rules count for a query at a moment."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np

from floorwalker.catalog.merchandising import Rule, Synonym, category_path, folded_tag, lies_in
from floorwalker.search.asking import asked_by, asked_in
from floorwalker.search.columns import LiveColumns
from floorwalker.search.query import ProductQuery
from floorwalker.search.rows import Rows
from floorwalker.search.ruling import Reach, Ruling
from floorwalker.search.synonyms import Thesaurus


class Merchandise:
    """The rules and synonyms of a shop as they are at one entry of the journal.

    Not safe for threads: the engine uses it under its own lock.
    """

    def __init__(self, rules: Iterable[Rule] = (), synonyms: Iterable[Synonym] = ()) -> None:
        self._rules, self._synonyms = tuple(rules), tuple(synonyms)
        self.thesaurus = Thesaurus(self._synonyms)
        self.tags = frozenset(folded_tag(rule.value) for rule in self._rules if rule.target == "tag")
        self._tagged: dict[str, set[int]] = {tag: set() for tag in self.tags}
        self._tagged_rows: dict[str, Rows] = {}
        self._categories_in: dict[str, tuple[int, tuple[int, ...]]] = {}

    def same(self, rules: Iterable[Rule], synonyms: Iterable[Synonym]) -> bool:
        """Whether these are the rules and synonyms that it was made of."""
        return self._rules == tuple(rules) and self._synonyms == tuple(synonyms)

    def retag(self, stale: Iterable[int | None], tagged: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Take note of changed tags: rows that may have others now, and those that have tags of rules."""
        gone = set(stale)
        for rows in self._tagged.values():
            rows.difference_update(gone)
        for row, tags in tagged:
            for tag in tags:
                self._tagged[tag].add(row)
        self._tagged_rows.clear()

    def ruling(self, query: ProductQuery, now: datetime, columns: LiveColumns) -> Ruling:
        """The rules that count for a query at a moment.

        Orders that a customer asks for are not disturbed: there only ``never`` counts.
        """
        if query.naming or not self._rules:
            return Ruling(columns)
        aliases = columns.brand_aliases() if query.brands else {}
        brands = tuple((key, aliases.get(key, (key,))) for key in query.brands)
        rules = [rule for rule in self._rules if rule.state(now) == "in force"]
        if query.sort != "relevance":
            rules = [rule for rule in rules if rule.action == "never"]
        if any(rule.query for rule in rules):
            asked = asked_by(query, brands)
            rules = [rule for rule in rules if not rule.query or asked_in(rule.query, brands) == asked]
        sought = {columns.brand_number(key) for key in query.brands}
        return Ruling(columns, list(self._reaching(rules, columns, sought)), brands)

    def _reaching(
        self, rules: Iterable[Rule], columns: LiveColumns, sought: set[int | None]
    ) -> Iterator[tuple[Rule, Reach]]:
        """Rules with what they are about.

        Who asks for a brand is not told that the shop has nothing of it: ``never`` is not about the brands
        that are ``sought``.
        """
        for rule in rules:
            match rule.target:
                case "product":
                    yield rule, Reach(row=columns.row(rule.value))
                case "brand":
                    number = columns.brand_number(rule.value)
                    spared = number is None or (rule.action == "never" and number in sought)
                    yield rule, Reach(brands=() if number is None or spared else (number,))
                case "category":
                    yield rule, Reach(categories=self._numbers_in(rule.value, columns.categories()))
                case "tag":
                    yield rule, Reach(tagged=self._rows_tagged(folded_tag(rule.value)))

    def _rows_tagged(self, tag: str) -> Rows:
        if tag not in self._tagged_rows:
            self._tagged_rows[tag] = np.array(sorted(self._tagged[tag]), np.int64)
        return self._tagged_rows[tag]

    def _numbers_in(self, category: str, names: Sequence[str]) -> tuple[int, ...]:
        """The numbers of a category and those below it; looked up anew when there are more categories."""
        size, numbers = self._categories_in.get(category, (0, ()))
        if size != len(names):
            wider = category_path(category)
            numbers = tuple(number for number, name in enumerate(names) if lies_in(name, wider))
            self._categories_in[category] = (len(names), numbers)
        return numbers

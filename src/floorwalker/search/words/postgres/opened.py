"""A build that is open for reading: what is asked of its tables, in SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from floorwalker.search.pgsession import integers, reading
from floorwalker.search.words.postgres import tables
from floorwalker.search.words.postgres.conditions import Condition, tsquery
from floorwalker.search.words.postgres.entries import FIELDS, Integers, Statistics
from floorwalker.search.words.postgres.lexemes import code_of
from floorwalker.search.words.protocol import Bits, Keys
from floorwalker.storage import Database

_BIG_ENDIAN_32 = np.dtype(">i4")


class Rank(NamedTuple):
    """What makes rows go first: an expression of SQL, and its parameters."""

    expression: str
    parameters: Sequence[object]


class Fetched(NamedTuple):
    """Rows: their keys, and their entries one after another with the size of each in bytes."""

    keys: Keys
    sizes: Integers
    stream: bytes


@dataclass(frozen=True)
class Opened:
    """One build as it was at one entry of the journal."""

    database: Database
    build: int
    applied: int
    documents: int
    lengths: Sequence[int]
    _counts: dict[str, Sequence[int]] = field(default_factory=dict)

    def statistics(self, texts: Iterable[str]) -> Statistics:
        """How many products have each of some lexemes; remembered."""
        new = {text: code_of(text) for text in texts if text not in self._counts}
        if new:
            table = tables.lexemes(self.build)
            query = f"SELECT code, products, {', '.join(FIELDS)} FROM {table} WHERE code = ANY(%s)"
            with reading(self.database) as cursor:
                cursor.execute(query, ([*new.values()],))
                counts = {code: some for code, *some in cursor}
            nothing = (0,) * (1 + len(FIELDS))
            self._counts.update((text, counts.get(code, nothing)) for text, code in new.items())
        return Statistics(self.documents, self.lengths, self._counts)

    def fetch(
        self, condition: Condition | None, rank: Rank | None, most: int, among: Keys | None = None
    ) -> Fetched:
        """Rows that meet a condition, at most ``most`` of them, those that rank highest."""
        where, parameters = _where(condition, among)
        order = f"ORDER BY {rank.expression} DESC" if rank else ""
        query = (
            "SELECT string_agg(int8send(key), ''), string_agg(int4send(octet_length(entries)), ''), "
            f"string_agg(entries, '') FROM (SELECT key, entries FROM {tables.documents(self.build)} {where} "
            f"{order} LIMIT %s) AS best"
        )
        row = self._one(query, [*parameters, *(rank.parameters if rank else ()), most])
        sizes = np.frombuffer(row[1] or b"", _BIG_ENDIAN_32).astype(np.int64)
        return Fetched(integers(row[0]), sizes, row[2] or b"")

    def keys(self, condition: Condition | None) -> Keys:
        """The keys of all rows that meet a condition."""
        where, parameters = _where(condition, None)
        query = f"SELECT string_agg(int8send(key), '') FROM {tables.documents(self.build)} {where}"
        return integers(self._one(query, parameters)[0])

    def bits(
        self, condition: Condition, carried: Sequence[tuple[int, Condition]], most: int
    ) -> tuple[Keys, Bits]:
        """The rows that meet a condition, and which of others they meet: the greatest numbers first."""
        sums = " | ".join(f"((terms @@ %s::tsquery)::integer::bigint << {n:d})" for n, _one in carried)
        where, parameters = _where(condition, None)
        query = (
            "SELECT string_agg(int8send(key), ''), string_agg(int8send(bits), '') FROM "
            f"(SELECT key, {sums} AS bits FROM {tables.documents(self.build)} {where} "
            "ORDER BY bits DESC LIMIT %s) AS best"
        )
        row = self._one(query, [*(tsquery(one) for _n, one in carried), *parameters, most])
        return integers(row[0]), integers(row[1])

    def ids(self, keys: Keys) -> dict[int, str]:
        """The ids of products by their keys."""
        query = f"SELECT key, id FROM {tables.documents(self.build)} WHERE key = ANY(%s)"
        with reading(self.database) as cursor:
            return dict(cursor.execute(query, (keys.tolist(),)).fetchall())

    def _one(self, query: str, parameters: Sequence[object]) -> tuple[Any, ...]:
        """The only row of an answer; planned for these very parameters."""
        with reading(self.database) as cursor:
            row: tuple[Any, ...] = cursor.execute(query, parameters, prepare=False).fetchone()
        return row


def _where(condition: Condition | None, among: Keys | None) -> tuple[str, list[object]]:
    parts, parameters = list[str](), list[object]()
    if condition is not None:
        parts.append("terms @@ %s::tsquery")
        parameters.append(tsquery(condition))
    if among is not None:
        parts.append("key = ANY(%s)")
        parameters.append(among.tolist())
    return ("WHERE " + " AND ".join(parts) if parts else ""), parameters

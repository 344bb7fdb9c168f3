"""Writes a word index in PostgreSQL: one writer at a time, and all or nothing of what it does."""

from collections.abc import Callable, Iterable, Sequence

from floorwalker.search.pgsession import Cursor, lock_number, locked, make_table
from floorwalker.search.words.fields import document_of
from floorwalker.search.words.postgres import tables
from floorwalker.search.words.postgres.entries import Tally, kept
from floorwalker.search.words.protocol import Change, product_key
from floorwalker.storage import Database

_MINE = "shop_id = %s AND fingerprint = %s"
_STALE = "used_at < now() - interval '1 day'"


class Builder:
    """Builds and brings up to date the index of one shop as one analyser reads it."""

    def __init__(self, database: Database, shop_id: str, fingerprint: str) -> None:
        self._database = database
        self._mine = (shop_id, fingerprint)
        self._lock = lock_number("words", shop_id, fingerprint)

    def catch_up(
        self,
        changes: Callable[[int], Iterable[Change]],
        everything: Callable[[], Iterable[Change]],
        wait_s: float | None,
    ) -> bool:
        """Apply the journal, or build anew, in one transaction.

        Args:
            changes: the changes after a journal entry.
            everything: all products, for a build.
            wait_s: how long to wait for another process in seconds; ``None``: as long as it takes.

        Returns:
            Whether this process could write.
        """
        make_table(self._database, "search_build", tables.BUILDS)
        with self._database.write() as connection:
            if not locked(connection, self._lock, wait_s):
                return False
            cursor = connection.connection.cursor()
            found = cursor.execute(
                f"SELECT id, applied FROM search_build WHERE {_MINE}", self._mine
            ).fetchone()
            if found:
                _write(cursor, found[0], changes(found[1]), fresh=False)
            else:
                self._build(cursor, everything())
        return True

    def sweep(self) -> None:
        """Drop what other analysers made of the shop and nobody has used for a day."""
        shop_id, fingerprint = self._mine
        stale = f"SELECT id FROM search_build WHERE shop_id = %s AND fingerprint <> %s AND {_STALE}"
        with self._database.read() as connection:
            builds = connection.connection.cursor().execute(stale, (shop_id, fingerprint)).fetchall()
        for (build,) in builds:
            with self._database.write() as connection:
                if locked(connection, lock_number("sweep", shop_id), 0):
                    cursor = connection.connection.cursor()
                    cursor.execute(f"DELETE FROM search_build WHERE id = %s AND {_STALE}", (build,))
                    if cursor.rowcount:
                        cursor.execute(tables.drop(build))

    def _build(self, cursor: Cursor, everything: Iterable[Change]) -> None:
        new = "INSERT INTO search_build (shop_id, fingerprint, applied, documents, lengths) VALUES"
        cursor.execute(f"{new} (%s, %s, 0, 0, '{{0,0,0,0}}') RETURNING id", self._mine)
        build = cursor.fetchone()[0]
        cursor.execute(tables.create(build))
        _write(cursor, build, everything, fresh=True)
        cursor.execute(tables.index(build))


def _write(cursor: Cursor, build: int, changes: Iterable[Change], *, fresh: bool) -> None:
    applied, tally = None, Tally()
    for change in changes:
        if not fresh:
            _remove(cursor, build, [*change.gone, *(product.id for product in change.products)], tally)
        with cursor.copy(f"COPY {tables.documents(build)} (key, id, terms, entries) FROM STDIN") as copy:
            for product in change.products:
                terms, entries = kept(document_of(product))
                copy.write_row((product_key(product.id), product.id, terms, entries))
                tally.add(entries)
        applied = change.seq
    if applied is not None:
        _count(cursor, build, tally)
        state = "applied = %s, documents = documents + %s, lengths = %s, used_at = now()"
        old = cursor.execute("SELECT lengths FROM search_build WHERE id = %s", (build,)).fetchone()[0]
        lengths = [was + more for was, more in zip(old, tally.lengths.tolist(), strict=True)]
        cursor.execute(
            f"UPDATE search_build SET {state} WHERE id = %s", (applied, tally.documents, lengths, build)
        )


def _remove(cursor: Cursor, build: int, ids: Sequence[str], tally: Tally) -> None:
    table, keys = tables.documents(build), [product_key(id_) for id_ in ids]
    cursor.execute(f"SELECT entries FROM {table} WHERE key = ANY(%s)", (keys,))
    for (entries,) in cursor:
        tally.drop(bytes(entries))
    cursor.execute(f"DELETE FROM {table} WHERE key = ANY(%s)", (keys,))


def _count(cursor: Cursor, build: int, tally: Tally) -> None:
    codes, counts = tally.counts()
    columns = ("products", "title", "brand", "category", "body")
    sums = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in columns)
    arrays = ", ".join(["%s::bigint[]", *(["%s::integer[]"] * len(columns))])
    cursor.execute(
        f"INSERT INTO {tables.lexemes(build)} AS t (code, {', '.join(columns)}) "
        f"SELECT * FROM unnest({arrays}) ON CONFLICT (code) DO UPDATE SET {sums}",
        [codes.tolist(), *(column.tolist() for column in counts.T)],
    )

"""Transactions, migrations and tenants behave alike on SQLite and PostgreSQL."""

import importlib
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from floorwalker.core import Conflict, FloorwalkerError, NotFound, UnusableInput
from floorwalker.storage import Database, ShopStore, metadata
from floorwalker.storage.database import HEAD, MIGRATIONS
from floorwalker.storage.shops import shop_table


def test_what_fails_half_way_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(sa.delete(shop_table))
        raise RuntimeError
    assert [shop.id for shop in ShopStore(database).all()] == ["default"]


def test_a_read_writes_nothing(database: Database) -> None:
    with database.read() as connection:
        connection.execute(sa.delete(shop_table))
    assert ShopStore(database).all()


def test_writers_wait_for_each_other(database: Database) -> None:
    shops = ShopStore(database)
    threads = [threading.Thread(target=shops.create, args=(f"shop{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shops.all()) == 9


def test_starting_many_times_at_once_migrates_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(4)]
    errors: list[Exception] = []

    def migrate(database: Database) -> None:
        try:
            database.migrate()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=migrate, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert databases[0].version() == HEAD
    for database in databases:
        database.dispose()


def test_a_newer_schema_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(FloorwalkerError, match="newer"):
        database.migrate()


def test_head_is_the_newest_migration() -> None:
    newest = max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert newest.startswith(HEAD)


def test_the_migrations_make_the_tables_that_the_code_declares(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    for room in ("catalog", "conversation"):
        importlib.import_module(f"floorwalker.{room}")
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_moments_come_back_aware_and_in_utc(sqlite_database: Database) -> None:
    from floorwalker.storage import utc_type

    table = sa.Table("moments", sa.MetaData(), sa.Column("at", utc_type()))
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    with sqlite_database.write() as connection:
        table.create(connection)
        connection.execute(sa.insert(table), {"at": moment})
        assert connection.execute(sa.select(table.c.at)).scalar() == moment
    with pytest.raises(sa.exc.StatementError), sqlite_database.write() as connection:
        connection.execute(sa.insert(table), {"at": moment.replace(tzinfo=None)})


def test_shops_are_found_by_key_or_host_and_never_twice(database: Database) -> None:
    shops = ShopStore(database)
    shop = shops.create("maison", title="Maison", host="maison.example", currency="EUR")
    assert (
        shops.get("maison")
        == shop
        == shops.find(key=shop.publishable_key)
        == shops.find(host="maison.example")
    )
    assert shops.find(key="fw_wrong") is None
    assert shops.find(host="other.example") is None
    assert shops.find() is None
    with pytest.raises(Conflict):
        shops.create("maison")
    with pytest.raises(Conflict):
        shops.create("other", host="maison.example")
    with pytest.raises(NotFound):
        shops.get("nobody")


@pytest.mark.parametrize("name", ["", "A", "with space", "x" * 64, "../etc", "名字"])
def test_shop_names_are_plain(sqlite_database: Database, name: str) -> None:
    with pytest.raises(UnusableInput):
        ShopStore(sqlite_database).create(name)


def test_files_on_disk_reach_the_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    database.dispose()

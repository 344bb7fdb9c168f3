"""The composition root: settings in, assistants of all shops out."""

import threading
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from floorwalker.agents import BuiltinAgent
from floorwalker.catalog import CatalogStore, Shopper
from floorwalker.conversation import ConversationStore
from floorwalker.core import DEFAULT_SHOP, Clock, FloorwalkerError, Settings, SystemClock
from floorwalker.dialogue.assistant import Assistant
from floorwalker.dialogue.lexicons import extend_lexicons
from floorwalker.search import (
    HybridEngine,
    KindsByMeaning,
    PostgresEngine,
    TantivyEngine,
    VectorKeeper,
    VectorStore,
    open_embedder,
)
from floorwalker.storage import Database, ShopStore


class House:
    """Everything one process needs to serve its shops: opened once, closed at the end.

    Raises:
        UnusableInput: a file that extends the lexicons cannot be used.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        extend_lexicons(settings.lexicon_folder)
        self.database = Database(settings.sqlalchemy_url)
        self.database.migrate()
        self.shops = ShopStore(self.database)
        self.shops.ensure_default()
        self._embedder = open_embedder(settings.embedder)
        self._by_meaning = KindsByMeaning(self._embedder) if self._embedder else None
        self._assistants: dict[str, Assistant] = {}
        self._lock = threading.Lock()

    def assistant(self, shop_id: str) -> Assistant:
        """The assistant of a shop.

        Raises:
            NotFound: there is no such shop.
            UnusableInput: the database cannot hold the index that the settings name.
        """
        with self._lock:
            if shop_id not in self._assistants:
                self._assistants[shop_id] = self._make(shop_id)
            return self._assistants[shop_id]

    def vector_keeper(self, shop_id: str) -> VectorKeeper | None:
        """What computes the vectors of a shop's products; ``None`` where the settings name no embedder.

        Raises:
            NotFound: there is no such shop.
        """
        if self._embedder is None:
            return None
        store = VectorStore(self.database, shop_id)
        return VectorKeeper(
            self.assistant(shop_id).catalog, store, self._embedder, self._index_folder(shop_id)
        )

    def ready(self) -> list[str]:
        """What keeps the process from serving, in words; nothing where it is ready."""
        try:
            if not self.database.is_current():
                return ["the database has another schema version than this program"]
            self.assistant(DEFAULT_SHOP).search.refresh()
        except (sa.exc.SQLAlchemyError, FloorwalkerError, OSError) as error:
            return [f"{type(error).__name__}: {error}"]
        return []

    def close(self) -> None:
        """Close every connection."""
        self.database.dispose()

    def _make(self, shop_id: str) -> Assistant:
        shop = self.shops.get(shop_id)
        hours = self.settings.price_max_age_hours
        catalog = CatalogStore(
            self.database,
            shop_id,
            self.clock,
            Shopper(self.settings.market),
            timedelta(hours=hours) if hours else None,
        )
        engine = self._engine(catalog)
        conversations = ConversationStore(self.database, shop_id, self.clock, self.settings.turn_timeout_s)
        return Assistant(
            shop, catalog, engine, conversations, BuiltinAgent(), self.settings, self._by_meaning
        )

    def _engine(self, catalog: CatalogStore) -> HybridEngine:
        wait_s = self.settings.index_wait_s
        if self.settings.search_engine == "postgres":
            return PostgresEngine(catalog, wait_s, self._embedder)
        return TantivyEngine(catalog, self._index_folder(catalog.shop_id), wait_s, self._embedder)

    def _index_folder(self, shop_id: str) -> Path:
        return self.settings.data / "index" / shop_id

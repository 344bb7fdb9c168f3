"""Indexes of words in the running server: built anew in quiet hours, where former texts still count."""

import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import run_sync

from floorwalker.dialogue import House

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
"""How often it is looked whether an index needs tidying; texts must not have changed for so long either."""

SHARE = 20
"""After a build an index is left alone for so many times as long as that took."""

PATIENCE_S = 10.0
"""How long a server that stops waits for the build at hand, which is lost without harm."""


class Tidying:
    """Looks after the indexes of all shops in a thread; nothing that goes wrong here reaches the server."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._heads: dict[str, int] = {}
        self._rests: dict[str, float] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="tidying", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        self._thread.join(PATIENCE_S)

    def _keep(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                for shop in self._house.shops.all():
                    self._look(shop.id)
            except Exception:
                log.exception("an index could not be tidied")

    def _look(self, shop_id: str) -> None:
        assistant = self._house.assistant(shop_id)
        head = assistant.catalog.heads().text
        quiet = self._heads.get(shop_id) == head
        self._heads[shop_id] = head
        started = time.monotonic()
        if quiet and started >= self._rests.get(shop_id, 0.0) and assistant.search.tidy():
            now = time.monotonic()
            self._rests[shop_id] = now + SHARE * (now - started)


@asynccontextmanager
async def keep_tidy(house: House) -> AsyncIterator[None]:
    """Keep the indexes of all shops tidy while the body runs."""
    tidying = Tidying(house)
    tidying.start()
    try:
        yield
    finally:
        await run_sync(tidying.stop)

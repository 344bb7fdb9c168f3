"""Vectors of products in the running server: computed in the background, as products change."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import run_sync

from floorwalker.dialogue import House
from floorwalker.search import VectorKeeper

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
"""How often it is looked whether products have changed."""

PATIENCE_S = 10.0
"""How long a server that stops waits for the batch at hand."""


class VectorKeeping:
    """Looks after the vectors of all shops in a thread; students first, so that all are served soon.

    Nothing that goes wrong here reaches the rest of the server.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._keepers: dict[str, VectorKeeper] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="vectors", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End with the batch at hand; the next start goes on from there."""
        self._stopping.set()
        for keeper in [*self._keepers.values()]:
            keeper.stop()
        self._thread.join(PATIENCE_S)

    def _keep(self) -> None:
        while not self._stopping.is_set():
            for teacher in (False, True):
                self._look(teacher=teacher)
            self._stopping.wait(LOOK_EVERY_S)

    def _look(self, *, teacher: bool) -> None:
        for shop in self._house.shops.all():
            if self._stopping.is_set():
                return
            try:
                keeper = self._keepers.get(shop.id) or self._house.vector_keeper(shop.id)
                if keeper is None:
                    return
                self._keepers[shop.id] = keeper
                keeper.run(teacher=teacher)
            except Exception:
                log.exception("the vectors of shop %s could not be computed", shop.id)
                self._stopping.wait(LOOK_EVERY_S)


@asynccontextmanager
async def keep_vectors(house: House) -> AsyncIterator[None]:
    """Keep the vectors of all shops while the body runs, where the settings say so."""
    if not house.settings.compute_vectors:
        yield
        return
    keeping = VectorKeeping(house)
    keeping.start()
    try:
        yield
    finally:
        await run_sync(keeping.stop)

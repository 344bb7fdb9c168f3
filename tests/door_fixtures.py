"""What the suites of the doors, the desk and the server share: a small shop, in process and as a server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from floorwalker.catalog import Product
from floorwalker.core import Money, Settings, load_settings
from floorwalker.dialogue import House
from floorwalker.server import create_app

ADMIN = {"Authorization": "Bearer admin-secret"}
ANSWER_KEYS = {
    "conversation_id",
    "reply",
    "language",
    "products",
    "claims",
    "citations",
    "clarify",
    "handoff",
    "owner",
    "agent",
    "timings_ms",
    "comparison",
}
SCRIPT_TITLE = "<script>document.title='hacked'</script> Silk scarf"


def small_catalogue() -> list[Product]:
    """Eight products, one of which has a script for a title."""
    rows = [
        ("1", "Cashmere scarf, camel", "Nordlys", "Scarves", 12900, "in_stock", "https://shop.example/1"),
        ("2", "Merino wool scarf, grey", "Nordlys", "Scarves", 4900, "in_stock", "https://shop.example/2"),
        ("3", SCRIPT_TITLE, "Maison Claire", "Scarves", 8900, "in_stock", "javascript:alert(1)"),
        (
            "4",
            "Leather tote bag, black",
            "Maison Claire",
            "Bags",
            24900,
            "in_stock",
            "https://shop.example/4",
        ),
        ("5", "Canvas backpack, navy", "Suli", "Bags", 7900, "out_of_stock", "https://shop.example/5"),
        ("6", "羊绒围巾 驼色", "素里", "围巾", 39900, "in_stock", "https://shop.example/6"),
        ("7", "真丝围巾 红色", "素里", "围巾", 29900, "in_stock", "https://shop.example/7"),
        ("8", "Porcelain teapot", "Studio Ode", "Kitchen", 5600, "in_stock", "https://shop.example/8"),
    ]
    return [
        Product(
            id=f"test:{source_id}",
            source="test",
            source_id=source_id,
            title=title,
            brand=brand,
            category=category,
            price=Money(price, "USD"),
            availability=availability,  # type: ignore[arg-type]
            url=url,
        )
        for source_id, title, brand, category, price, availability, url in rows
    ]


def stock(house: House, shop_id: str = "default") -> None:
    """Put the small catalogue on the shelves of a shop."""
    house.assistant(shop_id).catalog.apply(small_catalogue())


def shop_settings(folder: Path, **given: Any) -> Settings:
    """Settings of a data directory, with staff routes open; no vectors come and change an order meanwhile."""
    fixed = {"admin_token": "admin-secret", "log_level": "WARNING", "compute_vectors": False}
    return load_settings(folder, **(fixed | given))


@contextmanager
def open_doors(settings: Settings) -> Iterator[TestClient]:
    """The application in this process, over the small catalogue."""
    app = create_app(settings)
    with TestClient(app, raise_server_exceptions=False) as client:
        stock(app.state.service.house)
        yield client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One application for the tests of a module."""
    with open_doors(shop_settings(tmp_path_factory.mktemp("shop"))) as opened:
        yield opened


@dataclass(slots=True)
class Chat:
    """A customer of the chat API."""

    client: Any
    id: str
    token: str

    @classmethod
    def open(cls, client: Any, **headers: str) -> "Chat":
        """A new conversation."""
        response = client.post("/api/conversations", headers=headers)
        assert response.status_code == 201, response.text
        return cls(client, **response.json())

    @property
    def path(self) -> str:
        """Where it lives."""
        return f"/api/conversations/{self.id}"

    @property
    def auth(self) -> dict[str, str]:
        """The header that shows the token."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, text: str, message_id: str | None = None, **headers: str) -> Any:
        """Send a message; the whole response."""
        body = {"text": text} | ({"client_message_id": message_id} if message_id else {})
        return self.client.post(f"{self.path}/messages", content=json.dumps(body), headers=JSON | headers)

    def ask(self, text: str, message_id: str | None = None) -> dict[str, Any]:
        """Send a message; the answer."""
        events = parse_events(self.post(text, message_id).text)
        assert events[-1].name == "done", events
        answer: dict[str, Any] = events[-1].data["answer"]
        return answer

    def history(self) -> dict[str, Any]:
        """The conversation as the customer sees it."""
        response = self.client.get(self.path, headers=self.auth)
        assert response.status_code == 200, response.text
        read: dict[str, Any] = response.json()
        return read


JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class SentEvent:
    """A server-sent event as a client receives it."""

    name: str
    data: Any
    id: str | None


def parse_events(stream: str) -> list[SentEvent]:
    """Server-sent events by the rules of the HTML standard, section 9.2.6, with JSON as their data."""
    events, name, data, last_id = [], "", [], None
    for line in stream.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line:
            if data:
                events.append(SentEvent(name or "message", json.loads("\n".join(data)), last_id))
            name, data = "", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match field:
            case "event":
                name = value
            case "data":
                data.append(value)
            case "id" if "\0" not in value:
                last_id = value
    return events


_SERVE = """
import json, sys
from pathlib import Path
from floorwalker.cli.serving import run_server
from floorwalker.core import FloorwalkerError, load_settings
data, given = sys.argv[1:]
try:
    run_server(load_settings(Path(data), **json.loads(given)), "127.0.0.1", 0)
except FloorwalkerError as error:
    sys.exit(str(error))
"""


class Server:
    """A server process of its own, on a port of the system's choice."""

    def __init__(self, folder: Path, **given: Any) -> None:
        self.log_file = folder / "server.log"
        self.log = self.log_file.open("ab")
        settings = json.dumps({"admin_token": "admin-secret"} | given)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(folder), settings],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={name: value for name, value in os.environ.items() if not name.startswith("FLOORWALKER_")},
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "http://" in line, (line, self.log_file.read_text())
        self.url = line[line.index("http://") :].strip()

    def client(self) -> httpx.Client:
        """A client of this server."""
        return httpx.Client(base_url=self.url, timeout=30)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def close(self) -> None:
        """Leave nothing behind; nothing may have gone wrong inside that no customer saw."""
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.log.close()
        assert "Traceback" not in self.log_file.read_text()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers on one data directory with the small catalogue; ends them after the test."""
    servers: list[Server] = []

    def start(**given: Any) -> Server:
        if not servers:
            house = House(shop_settings(tmp_path, **given))
            stock(house)
            house.close()
        servers.append(Server(tmp_path, **given))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something that must come true; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)

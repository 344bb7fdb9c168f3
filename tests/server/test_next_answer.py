"""What the command line states is in the next answer of every server that runs on the data directory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from door_fixtures import Chat, Server

pytestmark = pytest.mark.xdist_group("serving")

_COMMAND = (sys.executable, "-c", "from floorwalker.cli import main; main()")
_FEED = """id,title,brand,category,price,currency,availability,url
8,Porcelain teapot,Studio Ode,Kitchen,41.75,USD,in_stock,https://shop.example/8
"""


def command(data: Path, *arguments: str) -> None:
    """Run a command in a process of its own."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALKER_")}
    subprocess.run(
        [*_COMMAND, "--data", str(data), *arguments], env=settings, check=True, capture_output=True
    )


@pytest.mark.parametrize("count", [1, 2])
def test_what_a_command_states_is_in_the_next_answer_of_each_server(
    serve: Callable[..., Server], tmp_path: Path, count: int
) -> None:
    feed = tmp_path / "feed.csv"
    clients = [serve(compute_vectors=False).client() for _ in range(count)]
    chats = [Chat.open(client) for client in clients]
    for chat in chats:
        assert "$56.00" in chat.ask("how much is the porcelain teapot?")["reply"]

    def found() -> list[tuple[str, str]]:
        answers = [client.get("/api/search", params={"q": "porcelain teapot"}).json() for client in clients]
        first = [answer["results"][0] for answer in answers]
        return [(one["price"]["amount"], one["availability"]) for one in first]

    for price, arguments in (
        ("48.50", ("price", "test:8", "48.50")),
        ("41.75", ("import", str(feed), "--source", "test", "--no-index")),
        ("39.00", ("price", "test:8", "39")),
    ):
        feed.write_text(_FEED)  # a feed that is older than a price does not overrule it
        command(tmp_path, *arguments)
        assert found() == [(price, "in_stock")] * count
        for chat in chats:
            answer = chat.ask("how much is it?")
            assert f"${price}" in answer["reply"]
            assert [claim["text"] for claim in answer["claims"] if claim["kind"] == "price"] == [f"${price}"]
    command(tmp_path, "stock", "test:8", "0")
    assert found() == [("39.00", "out_of_stock")] * count
    for client in clients:
        client.close()

"""`floorwalker feeds`: adding looks at the location first, listing shows no secret, running says what came."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from feed_server import FeedServer, feed_server
from floorwalker.cli import app
from floorwalker.core import FloorwalkerError, NotFound, UnusableInput


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


class Command:
    """The command line on one data directory."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["--data", str(self.data), "feeds", *words])

    def json(self, *words: str) -> Any:
        result = self.run(*words, "--json")
        assert result.exit_code == 0, (result.output, result.exception)
        return json.loads(result.stdout)


@pytest.fixture
def feeds(tmp_path: Path) -> Command:
    return Command(tmp_path / "data")


def test_a_feed_is_added_after_a_look_and_then_run_and_listed(feeds: Command, server: FeedServer) -> None:
    url = server.url.replace("://", "://me:s3cret@") + "?token=t0ken"
    added = feeds.run("add", "nordlys", url, "--every", "30", "--full")
    assert added.exit_code == 0, added.output
    assert "Scarf" in added.output
    (listed,) = feeds.json("list")
    assert (listed["state"], listed["every_minutes"], listed["full"]) == ("waiting", 30, True)
    (outcome,) = feeds.json("run")
    assert (outcome["result"], outcome["import"]["added"]) == ("imported", 1)
    assert feeds.json("run") == []
    (outcome,) = feeds.json("run", "--source", "nordlys")
    assert outcome["result"] == "imported"
    (listed,) = feeds.json("list")
    assert listed["state"] == "fresh"
    shown = added.output + feeds.run("list").output + json.dumps(listed)
    assert "s3cret" not in shown
    assert "t0ken" not in shown


def test_a_location_that_does_not_work_is_not_added_unless_nobody_looks(
    feeds: Command, server: FeedServer
) -> None:
    server.status = 404
    refused = feeds.run("add", "nordlys", server.url)
    assert isinstance(refused.exception, FloorwalkerError)
    assert "status 404" in str(refused.exception)
    assert feeds.json("list") == []
    assert feeds.run("add", "nordlys", server.url, "--no-check").exit_code == 0
    result = feeds.run("run", "--json")
    assert result.exit_code == 1
    assert "status 404" in result.output
    (listed,) = feeds.json("list")
    assert (listed["state"], listed["failures"]) == ("failing", 1)
    assert feeds.run("list").exit_code == 0


@pytest.mark.parametrize(
    "words", [("ftp://shop.example/x",), ("no-such-file.csv",), ("https://shop.example/x", "--every", "0")]
)
def test_a_plan_that_cannot_work_is_unusable_input(feeds: Command, words: tuple[str, ...]) -> None:
    assert isinstance(feeds.run("add", "nordlys", *words).exception, UnusableInput)


def test_a_path_is_made_whole_and_a_plan_may_be_changed(
    feeds: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "feed.csv").write_text("name,cost\nScarf,12\n")
    monkeypatch.chdir(tmp_path)
    words = ("add", "nordlys", "feed.csv", "--map", "title=name", "--map", "price=cost", "--currency", "eur")
    added = feeds.json(*words)
    assert added["location"] == str(tmp_path / "feed.csv")
    assert (added["mapping"], added["currency"]) == ({"title": "name", "price": "cost"}, "EUR")
    assert added["preview"]["products"][0]["title"] == "Scarf"
    assert feeds.json(*words, "--disabled")["state"] == "off"
    assert feeds.json("run") == []
    assert feeds.json("run", "--all") == []
    (outcome,) = feeds.json("run", "--source", "nordlys")
    assert outcome["result"] == "imported"


def test_a_removed_feed_is_gone_with_its_download(feeds: Command, server: FeedServer) -> None:
    feeds.run("add", "nordlys", server.url)
    assert list((feeds.data / "imports" / "feeds").iterdir())
    assert feeds.run("remove", "nordlys").exit_code == 0
    assert not list((feeds.data / "imports" / "feeds").iterdir())
    assert feeds.json("list") == []
    assert isinstance(feeds.run("remove", "nordlys").exception, NotFound)
    assert "no feeds" in feeds.run("list").output

"""The demo shop: a catalogue that imports whole, and a server that answers about it in both languages."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from door_fixtures import Chat
from floorwalker.catalog import CatalogStore, ImportOptions, Product, brand_key, import_file
from floorwalker.cli import demo
from floorwalker.core import DEFAULT_SHOP, FloorwalkerError, SystemClock, UnusableInput, load_settings
from floorwalker.storage import Database, ShopStore

CATALOGUE = Path(demo.__file__).with_name(demo.CATALOGUE)
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogStore]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('catalogue') / 'test.db'}")
    database.migrate()
    ShopStore(database).ensure_default()
    store = CatalogStore(database, DEFAULT_SHOP, SystemClock())
    report = import_file(store, CATALOGUE, ImportOptions())
    assert report.run.counts.rejected == 0
    yield store
    database.dispose()


@pytest.fixture(scope="module")
def products(catalog: CatalogStore) -> list[Product]:
    return list(catalog.iterate())


def test_every_line_becomes_a_product(products: list[Product]) -> None:
    lines = CATALOGUE.read_text("utf-8").splitlines()
    assert {product.source_id for product in products} == {json.loads(line)["id"] for line in lines}
    assert len(products) == len(lines) == 96


def test_the_shop_is_a_boutique_of_many_small_brands(products: list[Product]) -> None:
    assert len({brand_key(product.brand) for product in products}) == 24
    assert len({product.brand for product in products if "/" in product.brand}) == 12
    assert set(Counter(product.category for product in products).values()) == {12}
    assert len({product.category for product in products}) == 8


def test_every_product_is_described_in_both_languages(products: list[Product]) -> None:
    for product in products:
        for text in (product.title, product.category, product.description):
            assert HAN.search(text), product.id
            assert LATIN_WORD.search(text), product.id
        assert product.attributes["origin"], product.id


def test_every_product_has_a_price_a_rating_and_a_state_of_stock(products: list[Product]) -> None:
    for product in products:
        assert product.price is not None
        assert product.price.currency == "CNY"
        assert 180 <= product.price.amount <= 12_800
        assert product.rating is not None
        assert 3.9 <= product.rating <= 5
        assert product.availability != "unknown"
        assert product.popularity


def test_there_is_something_of_everything_a_newcomer_may_ask_for(products: list[Product]) -> None:
    assert {product.availability for product in products} == {
        *("in_stock", "out_of_stock", "preorder", "backorder")
    }
    assert sum(product.compare_at_price is not None for product in products) >= 10
    half_sold = [p for p in products if {"in_stock", "out_of_stock"} <= {v.availability for v in p.variants}]
    assert len(half_sold) >= 10


def test_every_category_has_a_niche_brand_and_a_known_one(
    catalog: CatalogStore, products: list[Product]
) -> None:
    from floorwalker.catalog import niche_brands

    niche = niche_brands(catalog.brands())
    kinds = defaultdict(set)
    for product in products:
        kinds[product.category].add(brand_key(product.brand) in niche)
    assert set(map(frozenset, kinds.values())) == {frozenset((True, False))}


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs in a process of its own."""

    process: "subprocess.Popen[str]"
    data: Path
    url: str
    banner: str

    @classmethod
    def start(cls, data: Path, **environment: str) -> "Demo":
        """Run the command, and read what it prints until it serves."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALKER_")}
        process = subprocess.Popen(
            [sys.executable, "-c", "from floorwalker.cli import main; main()", *DEMO],
            env=kept | {"FLOORWALKER_DATA": str(data), "PYTHONUTF8": "1"} | environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert process.stdout is not None
        printed = []
        for line in process.stdout:
            printed.append(line)
            if "listens at" in line:
                break
        assert printed, "the demo did not start"
        banner = "".join(printed)
        return cls(process, data, re.findall(r"http://\S+", printed[-1])[0], banner)

    @property
    def token(self) -> str:
        """The staff token as the banner tells it."""
        return re.findall(r"Bearer (\S+)", self.banner)[0]

    def ask(self, text: str) -> dict[str, object]:
        """The answer to the first message of a new conversation."""
        with httpx.Client(base_url=self.url, timeout=30) as client:
            return Chat.open(client).ask(text)

    def stop(self) -> int:
        """End it as Ctrl+C does; its exit status."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


DEMO = ("demo", "--no-open", "--port", "0")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    demo = Demo.start(folder / "data", FLOORWALKER_DATABASE_URL=f"sqlite:///{folder / 'real_shop.db'}")
    yield demo
    demo.process.kill()
    demo.process.wait(10)


@pytest.mark.parametrize(
    ("question", "language", "word"),
    [("有没有小众品牌的香水？", "zh", "淡香"), ("I am looking for a cashmere scarf", "en", "Scarf")],
)
def test_a_question_is_answered_with_goods_of_the_demo(
    running: Demo, question: str, language: str, word: str
) -> None:
    answer = running.ask(question)
    assert answer["language"] == language
    shown = answer["products"]
    assert isinstance(shown, list)
    assert shown
    assert all(product["id"].startswith("demo_shop:") for product in shown)
    assert any(word in product["title"] for product in shown)
    assert all(product["title"] in str(answer["reply"]) for product in shown)


@pytest.mark.parametrize("text", demo.THINGS_TO_TRY)
def test_what_the_banner_suggests_works(running: Demo, text: str) -> None:
    assert text in running.banner
    answer = running.ask(text)
    assert answer["products"] or answer["handoff"], answer["reply"]


def test_the_banner_tells_where_the_shop_is_and_how_staff_get_in(running: Demo) -> None:
    assert demo.SHOP_TITLE in running.banner
    assert f"  {running.url}\n" in running.banner
    inbox = f"{running.url}/api/staff/inbox"
    assert httpx.get(inbox, headers={"Authorization": f"Bearer {running.token}"}).status_code == 200
    assert httpx.get(inbox).status_code == 403


def test_the_staff_token_is_readable_by_its_owner_only(running: Demo) -> None:
    file = running.data / "floorwalker.toml"
    assert running.token in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_shop_of_another_database_gets_no_demo_goods(running: Demo) -> None:
    assert (running.data / "floorwalker.db").exists()
    assert not (running.data.parent / "real_shop.db").exists()


def test_a_second_run_finds_everything_as_it_was(tmp_path: Path) -> None:
    first = Demo.start(tmp_path)
    assert first.stop() in {0, 130}
    imports = imports_of(tmp_path)
    second = Demo.start(tmp_path)
    try:
        assert second.token == first.token
        assert second.ask("有没有小众品牌的香水？")["products"]
        assert imports_of(tmp_path) == imports
    finally:
        second.stop()


def imports_of(data: Path) -> list[str]:
    database = Database(load_settings(data).sqlalchemy_url)
    try:
        return [run.id for run in CatalogStore(database, DEFAULT_SHOP, SystemClock()).log.imports()]
    finally:
        database.dispose()


def test_a_busy_port_is_told_with_its_remedy_before_anything_is_written(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(FloorwalkerError, match=f"port {port}") as caught:
            demo.run_demo(port, open_browser=False, data=tmp_path / "data")
    assert not isinstance(caught.value, UnusableInput), "exit code 1, not 2"
    assert "--port" in caught.value.remedy
    assert not (tmp_path / "data").exists()


def test_a_directory_with_another_shop_is_left_alone(tmp_path: Path) -> None:
    database = Database(load_settings(tmp_path).sqlalchemy_url)
    database.migrate()
    ShopStore(database).create(DEFAULT_SHOP, title="A real shop")
    with pytest.raises(UnusableInput, match="holds another shop"):
        demo.run_demo(0, open_browser=False, data=tmp_path)
    assert CatalogStore(database, DEFAULT_SHOP, SystemClock()).count() == 0
    database.dispose()
    assert not (tmp_path / "floorwalker.toml").exists()


def test_settings_that_were_there_stay_when_the_token_is_added(tmp_path: Path) -> None:
    (tmp_path / "floorwalker.toml").write_text("message_max_chars = 500\n", "utf-8")
    started = Demo.start(tmp_path)
    started.stop()
    settings = load_settings(tmp_path)
    assert settings.message_max_chars == 500
    assert settings.admin_token.get_secret_value() == started.token

"""The demo: a fictional boutique in a data directory of its own, ready to talk to."""

import contextlib
import os
import socket
import sys
import threading
import time
import webbrowser
from importlib.resources import as_file, files
from pathlib import Path

import typer

from floorwalker.catalog import CatalogStore, ImportOptions, import_file
from floorwalker.cli.serving import run_server
from floorwalker.core import (
    DEFAULT_SHOP,
    Conflict,
    FloorwalkerError,
    Settings,
    SystemClock,
    UnusableInput,
    load_settings,
    new_secret,
)
from floorwalker.core.settings import DATA_VARIABLE, SETTINGS_FILE
from floorwalker.dialogue import House
from floorwalker.storage import Database, ShopStore

DEMO_DATA = Path("floorwalker-demo")
SHOP_TITLE = "Maison Linden 菩提坊"
CATALOGUE = "demo_shop.jsonl"

_HOST = "127.0.0.1"
_BROWSER_WAIT_S = 30.0
THINGS_TO_TRY = (
    "想给妈妈挑条围巾，1500元以内",
    "有没有小众品牌的香水？",
    "A gift for my girlfriend, around 800 yuan",
    "Is the Arno tote available in burgundy?",
    "转人工 / I'd like to talk to a person",
)


def run_demo(port: int, *, open_browser: bool, data: Path | None = None) -> int:
    """Serve the demo shop until a signal says stop; the exit code is 0.

    The first run furnishes the data directory with the shop, its catalogue, the index and a staff token. The
    database is always the SQLite file in there, whatever ``database_url`` says, so that no real shop gets
    demo goods.

    Args:
        port: where to listen; 0 takes any free port.
        open_browser: whether to open the chat page, where there is a terminal and a screen.
        data: the data directory; ``None``: ``FLOORWALKER_DATA`` or ``./floorwalker-demo``.

    Raises:
        FloorwalkerError: the port is taken.
        UnusableInput: the data directory holds another shop, or its settings cannot be used.
    """
    port = _usable_port(port)
    data = data or Path(os.environ.get(DATA_VARIABLE) or DEMO_DATA)
    _furnish(load_settings(data, database_url=""))
    settings = _with_staff_token(data)
    url = f"http://{_HOST}:{port}"
    typer.echo(_banner(url, settings))
    if open_browser and _has_screen():
        threading.Thread(target=_open_when_up, args=(url, port), daemon=True).start()
    run_server(settings, _HOST, port)
    return 0


def _usable_port(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except (OSError, OverflowError) as error:
            raise FloorwalkerError(
                f"port {port} cannot be used, perhaps because another program has it",
                "choose another with --port, for example --port 8001",
            ) from error
        return int(probe.getsockname()[1])


def _furnish(settings: Settings) -> None:
    """Make the shop, import its catalogue and build the index, as far as that has not been done.

    Raises:
        UnusableInput: the data directory holds another shop.
    """
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        shops = ShopStore(database)
        with contextlib.suppress(Conflict):
            shops.create(DEFAULT_SHOP, title=SHOP_TITLE, currency="CNY")
        if shops.get(DEFAULT_SHOP).title != SHOP_TITLE:
            raise UnusableInput(
                f"{settings.data} holds another shop", f"unset {DATA_VARIABLE}, or name an empty directory"
            )
        catalog = CatalogStore(database, DEFAULT_SHOP, SystemClock())
        if not catalog.count():
            with as_file(files("floorwalker.cli") / CATALOGUE) as path:
                import_file(catalog, path, ImportOptions())
    finally:
        database.dispose()
    house = House(settings)
    try:
        house.assistant(DEFAULT_SHOP).search.index_now()
    finally:
        house.close()


def _with_staff_token(data: Path) -> Settings:
    """The settings of the data directory, with a staff token made up and written down where there is none."""
    settings = load_settings(data, database_url="")
    if not settings.admin_token.get_secret_value():
        file = data / SETTINGS_FILE
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_text(f'admin_token = "{new_secret()}"\n{file.read_text("utf-8")}', "utf-8")
        settings = load_settings(data, database_url="")
    return settings


def _banner(url: str, settings: Settings) -> str:
    return "\n".join(
        (
            "",
            f"  {SHOP_TITLE}",
            "  A fictional boutique; brands and goods are made up. 虚构的精品店，品牌与商品均为虚构。",
            "",
            f"  {url}",
            "",
            "  Things to try 可以试着说：",
            *(f"    · {text}" for text in THINGS_TO_TRY),
            "",
            f"  Staff routes 店员接口: {url}/api/staff/inbox",
            f"    Authorization: Bearer {settings.admin_token.get_secret_value()}",
            f"  Data 数据目录: {settings.data}    Stop 停止: Ctrl+C",
            "",
        )
    )


def _has_screen() -> bool:
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _open_when_up(url: str, port: int) -> None:
    deadline = time.monotonic() + _BROWSER_WAIT_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((_HOST, port), timeout=1):
            webbrowser.open(url)
            return
        time.sleep(0.1)

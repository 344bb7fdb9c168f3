"""The documentation names every setting, every command and every route."""

import re
from pathlib import Path

import pytest
import typer

from floorwalker.cli import app
from floorwalker.core import Settings, load_settings
from floorwalker.server import create_app

ROOT = Path(__file__).resolve().parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    (row,) = re.findall(rf"^\| `{name}` \| (.+?) \| (.+) \|$", read("docs/settings.md"), re.MULTILINE)
    default = Settings.model_fields[name].default
    shown = {"data": f"./{default}", "admin_token": ""}.get(name, str(default))
    assert row[0] == (f"`{shown.lower() if isinstance(default, bool) else shown}`" if shown else "empty")
    assert row[1].endswith(".")


def test_no_setting_is_documented_that_there_is_not() -> None:
    documented = set(re.findall(r"^\| `(\w+)` \|", read("docs/settings.md"), re.MULTILINE))
    assert documented == set(Settings.model_fields)


def test_every_command_is_documented() -> None:
    pages = read("README.md") + "".join(page.read_text(encoding="utf-8") for page in ROOT.glob("docs/*.md"))
    for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined]
        assert re.search(rf"floorwalker( --data \S+)? {name}\b", pages), (
            f"`floorwalker {name}` is undocumented"
        )


PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in headings(target), f"{link} leads to no heading"


def test_the_index_names_every_page() -> None:
    index = read("docs/README.md")
    assert not [page.name for page in ROOT.glob("docs/*.md") if f"({page.name})" not in index + "(README.md)"]


def test_every_route_is_documented(tmp_path: Path) -> None:
    page = read("docs/api.md")
    for path, methods in create_app(load_settings(tmp_path)).openapi()["paths"].items():
        shown = re.escape(path).replace("conversation_id", "id").replace(r"\{model_id\}", "floorwalker")
        for method in methods:
            assert re.search(rf"`{method.upper()} {shown}[`?]", page), f"{method} {path} is undocumented"

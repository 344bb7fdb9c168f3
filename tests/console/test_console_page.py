"""The console in a real browser: what a member of staff sees and does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_fixtures import CONTRAST
from door_fixtures import SCRIPT_TITLE, Server, shop_settings, stock
from floorwalker.dialogue import House

pytestmark = pytest.mark.xdist_group("browser")

TEXT = {
    "en": "The Porcelain teapot costs $56.00.\nIt holds 37 cups, a joy to use.",
    "zh": "这只 Porcelain teapot 只要56美元。\n能倒37杯，用着开心。",
}
RECORD = '[{"kind": "policy", "id": "returns", "fields": {"days": 30}}]'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("console")
    house = House(shop_settings(folder))
    stock(house)
    house.close()
    running = Server(folder)
    yield running
    running.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens the console; afterwards no script may have failed and no rule of the page been broken."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(**wishes: Any) -> Page:
        context = browser.new_context(**({"locale": "en-US"} | wishes))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{server.url}/console")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def enter(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the console and signs in."""

    def enter(**wishes: Any) -> Page:
        page = visit(**wishes)
        page.locator("#token").fill("admin-secret")
        page.keyboard.press("Enter")
        expect(page.locator("#text")).to_be_visible()
        return page

    return enter


def check(page: Page, language: str = "en") -> None:
    """Check a text against the teapot, without a mouse."""
    page.locator("#text").fill(TEXT[language])
    page.locator("#query").fill("teapot")
    page.locator("#query").press("Enter")
    page.locator("#found").get_by_label("Porcelain teapot").check()
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#marked")).to_be_visible()


def test_a_colleague_sees_which_claims_are_backed_and_by_what(enter: Callable[..., Page]) -> None:
    page = enter()
    check(page)
    right = page.locator("#marked a.supported", has_text="$56.00")
    wrong = page.locator("#marked a.unsupported", has_text="37")
    expect(right).to_have_css("text-decoration-style", "solid")
    expect(wrong.first).to_have_css("text-decoration-style", "wavy")
    assert page.locator("#marked").inner_text() == TEXT["en"]
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    right.hover()
    expect(tip).to_contain_text("Supported price")
    expect(tip).to_contain_text("product test:8 · price")
    wrong.first.hover()
    expect(tip).to_contain_text("Unsupported")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    claim = page.locator("#claims li", has_text="$56.00")
    expect(claim).to_contain_text("Supported price")


def test_with_the_keyboard_alone(enter: Callable[..., Page]) -> None:
    page = enter()
    check(page)
    expect(page.locator("#result")).to_be_focused()
    page.keyboard.press("Tab")
    first = page.locator("#marked a").first
    expect(first).to_be_focused()
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    page.keyboard.press("Enter")
    expect(tip).to_be_hidden()
    target = page.locator("#claims li:target")
    expect(target).to_have_count(1)
    assert first.get_attribute("href") == f"#{target.get_attribute('id')}"
    expect(page.get_by_role("link", name="Skip to content")).to_have_count(1)


def test_on_a_phone_a_claim_tells_of_itself_when_it_is_touched(enter: Callable[..., Page]) -> None:
    page = enter(viewport={"width": 320, "height": 640}, has_touch=True)
    check(page)
    tip = page.get_by_role("tooltip")
    page.locator("#marked a.unsupported").first.tap()
    expect(tip).to_contain_text("Unsupported")
    box = tip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 640
    page.locator("#summary").tap()
    expect(tip).to_be_hidden()


def test_it_works_without_scripts(enter: Callable[..., Page]) -> None:
    page = enter(java_script_enabled=False)
    page.locator("#text").fill(TEXT["en"])
    page.locator("#query").fill("teapot")
    page.locator("#query").press("Enter")
    page.locator("#found").get_by_label("Porcelain teapot").check()
    page.get_by_role("button", name="Check").click()
    page.locator("#marked a.supported", has_text="$56.00").click()
    assert "#claim-" in page.url
    expect(page.locator("#claims li:target")).to_contain_text("product test:8 · price")


def test_another_language_keeps_what_was_typed_and_found(enter: Callable[..., Page]) -> None:
    page = enter()
    check(page)
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="核对一段文字")).to_be_visible()
    assert page.locator("#text").input_value() == TEXT["en"]
    expect(page.locator("#products input[type=checkbox]")).to_be_checked()
    expect(page.locator("#claims")).to_contain_text("查无依据")
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_role("heading", name="核对一段文字")).to_be_visible()


def test_what_is_wrong_is_said_and_the_old_verdicts_go(enter: Callable[..., Page]) -> None:
    page = enter()
    check(page)
    page.locator("summary").click()
    page.locator("#evidence").fill("[{]")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_contain_text("line 1, column 3")
    expect(page.locator("#result")).to_have_count(0)
    page.locator("#evidence").fill(RECORD)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#result")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_script_in_a_title_or_a_text_is_text(enter: Callable[..., Page]) -> None:
    page = enter()
    page.locator("#text").fill(f"{SCRIPT_TITLE} costs $89.00")
    page.locator("#query").fill("silk scarf")
    page.locator("#query").press("Enter")
    page.locator("#found label", has_text=SCRIPT_TITLE).click()
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#marked")).to_contain_text(SCRIPT_TITLE)
    expect(page).to_have_title("Check a text · Floorwalker")


def test_a_session_that_ended_leads_to_the_sign_in(enter: Callable[..., Page]) -> None:
    page = enter()
    page.context.clear_cookies()
    page.locator("#text").fill("It costs $5.")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_fits_and_is_legible(
    enter: Callable[..., Page], tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    locale = {"en": "en-US", "zh": "zh-CN"}[language]
    page = enter(viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale)
    page.screenshot(path=tmp_path / "empty.png", animations="disabled")
    check(page, language)
    page.screenshot(path=tmp_path / "result.png", full_page=True, animations="disabled")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for selector in (
        "#marked a.supported",
        "#marked a.unsupported",
        ".supported .status",
        ".unsupported .status",
        ".kind",
        ".place",
        ".hint",
        "#other-language",
        "#send",
        "#find",
    ):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector  # WCAG 2.2, 1.4.3

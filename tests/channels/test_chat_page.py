"""The chat page in a real browser: what a customer sees and does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_fixtures import CONTRAST
from door_fixtures import ADMIN, SCRIPT_TITLE, Server, shop_settings, stock
from floorwalker.core import preferred_language
from floorwalker.dialogue import House

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page")
    house = House(shop_settings(folder))
    stock(house)
    house.close()
    running = Server(folder)
    yield running
    running.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens the page; afterwards no script may have failed and no rule of the page been broken."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(**wishes: Any) -> Page:
        context = browser.new_context(**({"locale": "en-US"} | wishes))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Security" in said.text else None)
        page.goto(server.url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def ask(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")


def test_a_customer_asks_in_english_and_sees_products(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.get_by_text("You are talking to an AI")).to_be_visible()
    ask(page, "I am looking for a scarf under $100")
    expect(page.locator(".product").first).to_be_visible()
    card = page.locator(".product", has_text="Merino wool scarf")
    expect(card).to_contain_text("Nordlys")
    expect(card).to_contain_text("$49.00")
    expect(card).to_contain_text("In stock")
    expect(card.get_by_role("link")).to_have_attribute("href", "https://shop.example/2")
    assert page.locator(".message.assistant .text").inner_text().strip()
    expect(page.get_by_text("You are talking to an AI")).to_be_visible()


def test_a_customer_asks_in_chinese(visit: Callable[..., Page]) -> None:
    page = visit(locale="zh-CN")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    expect(page.get_by_text("你在与AI助手对话")).to_be_visible()
    ask(page, "有没有围巾？")
    card = page.locator(".product", has_text="羊绒围巾")
    expect(card).to_contain_text("US$399.00")
    expect(card).to_contain_text("有货")


def test_a_script_in_a_title_is_text_and_a_script_in_a_link_is_none(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "a silk scarf")
    card = page.locator(".product", has_text=SCRIPT_TITLE)
    expect(card).to_be_visible()
    expect(card.get_by_role("link")).to_have_count(0)
    expect(page).to_have_title("Floorwalker")


def test_a_reload_keeps_the_conversation(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "I am looking for a scarf under $100")
    expect(page.locator(".product").first).to_be_visible()
    before = page.locator("#log").inner_text()
    page.reload()
    expect(page.locator(".product").first).to_be_visible()
    assert page.locator("#log").inner_text() == before


def test_a_person_joins_speaks_and_leaves(visit: Callable[..., Page], server: Server) -> None:
    page = visit()
    ask(page, "I want to talk to a human please")
    expect(page.locator("body")).to_have_attribute("data-owner", "waiting")
    expect(page.get_by_role("status")).to_contain_text("colleague")
    with server.client() as client:
        waiting = client.get("/api/staff/inbox", params={"owner": "waiting"}, headers=ADMIN).json()
        staff = f"/api/staff/conversations/{waiting[-1]['id']}"
        epoch = client.post(f"{staff}/takeover", json={"name": "Lin"}, headers=ADMIN).json()["epoch"]
        expect(page.get_by_role("status")).to_have_text("A colleague has joined the conversation.")
        words = {"name": "Lin", "text": "Hello, this is Lin.", "epoch": epoch}
        client.post(f"{staff}/messages", json=words, headers=ADMIN)
        expect(page.locator(".message.staff .text")).to_have_text("Hello, this is Lin.")
        replies = page.locator(".message.assistant").count()
        ask(page, "Thank you, Lin")
        expect(page.locator(".message.customer").last).to_contain_text("Thank you, Lin")
        expect(page.get_by_role("button", name="Send")).to_be_enabled()
        assert page.locator(".message.assistant").count() == replies
        client.post(f"{staff}/handback", json={"name": "Lin"}, headers=ADMIN)
        expect(page.get_by_role("status")).to_have_text("The AI assistant is with you again.")


def test_a_lost_connection_is_tried_again_with_the_same_message(visit: Callable[..., Page]) -> None:
    page = visit()
    sent: list[Any] = []

    def lose_first(route: Any) -> None:
        sent.append(route.request.post_data_json)
        if len(sent) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/messages", lose_first)
    ask(page, "I am looking for a scarf under $100")
    expect(page.locator(".product").first).to_be_visible()
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert page.locator(".message.customer").count() == 1


def test_enter_that_chooses_a_word_of_an_input_method_sends_nothing(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("textbox").fill("wei")
    page.get_by_role("textbox").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    )
    page.get_by_role("textbox").press("Shift+Enter")
    expect(page.get_by_role("textbox")).to_have_value("wei\n")
    assert page.locator(".message").count() == 0


def test_the_language_can_be_changed(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("button", name="发送")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="发送")).to_be_visible()


def test_a_new_conversation_begins_empty(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="What do you recommend as a gift?").click()
    expect(page.locator(".message.assistant")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".message")).to_have_count(0)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def test_a_customer_deletes_the_data(visit: Callable[..., Page], server: Server) -> None:
    page = visit()
    ask(page, "hello")
    expect(page.locator(".message.assistant")).to_be_visible()
    kept = page.evaluate("JSON.parse(sessionStorage.getItem('floorwalker.conversation'))")
    page.get_by_role("button", name="Delete my data").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Your data has been deleted.")
    expect(page.locator(".message")).to_have_count(0)
    with server.client() as client:
        auth = {"Authorization": f"Bearer {kept['token']}"}
        assert client.get(f"/api/conversations/{kept['id']}", headers=auth).status_code == 404


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_page_fits_and_is_legible(
    visit: Callable[..., Page], tmp_path: Path, width: int, scheme: str, locale: str
) -> None:
    page = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale)
    page.screenshot(path=tmp_path / "welcome.png", animations="disabled")
    ask(page, "有没有围巾？" if locale == "zh-CN" else "I am looking for a scarf under $100")
    expect(page.locator(".product").first).to_be_visible()
    page.screenshot(path=tmp_path / "answer.png", animations="disabled")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for selector in (".message .text", ".availability", "#notice", ".reasons", ".brand", "#new"):
        if page.locator(selector).count():
            assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr, en;q=0.5, zh;q=0.4", "en"),
        ("de", "en"),
        ("", "en"),
        ("ZH", "zh"),
    ],
)
def test_the_page_speaks_the_browsers_language(header: str, language: str) -> None:
    assert preferred_language(header) == language

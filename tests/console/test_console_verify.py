"""The console without a browser: who gets in, what a form may do, and what comes back."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from door_fixtures import SCRIPT_TITLE, open_doors, shop_settings
from floorwalker.console.pages import SESSION_COOKIE

PAGE = "/console/verify"
RECORD = '[{"kind": "product", "id": "a", "fields": {"price": {"amount": "49", "currency": "USD"}}}]'


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_doors(shop_settings(tmp_path_factory.mktemp("console"))) as client:
        yield client


@pytest.fixture
def visitor(shop: TestClient) -> TestClient:
    """A browser in which nobody is signed in yet."""
    shop.cookies.clear()
    return shop


@pytest.fixture
def staff(visitor: TestClient) -> TestClient:
    """A browser in which a member of staff is signed in."""
    signed_in = visitor.post("/console/sign-in", data={"token": "admin-secret"}, follow_redirects=False)
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, PAGE)
    return visitor


def form_token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', client.get(PAGE).text)
    assert found
    return found[1]


def send(client: TestClient, **fields: Any) -> str:
    """The page after a form was sent, with entities read."""
    response = client.post(PAGE, data={"form_token": form_token(client), "step": "check"} | fields)
    assert response.status_code == 200
    return html.unescape(response.text)


def test_nobody_gets_in_without_the_token(visitor: TestClient) -> None:
    for path in ("/console", PAGE):
        assert visitor.get(path).url.path == "/console/sign-in"
    assert visitor.post(PAGE, data={"text": "x"}).url.path == "/console/sign-in"
    refused = visitor.post("/console/sign-in", data={"token": "wrong"})
    assert refused.status_code == 403
    assert "That is not the token" in refused.text
    assert SESSION_COOKIE not in visitor.cookies
    assert "wrong" not in refused.text.split("<main")[1].replace('id="wrong"', "").replace('"wrong"', "")


def test_the_session_is_for_the_consoles_own_pages_only(visitor: TestClient) -> None:
    signed_in = visitor.post("/console/sign-in", data={"token": " admin-secret "}, follow_redirects=False)
    (cookie,) = signed_in.headers.get_list("set-cookie")
    assert {"HttpOnly", "Path=/console", "SameSite=strict", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "admin-secret" not in cookie
    assert "Secure" not in cookie
    secure = visitor.post(
        "https://testserver/console/sign-in", data={"token": "admin-secret"}, follow_redirects=False
    )
    assert "Secure" in secure.headers["set-cookie"]
    value = signed_in.cookies[SESSION_COOKIE]
    for header in ({"Cookie": f"{SESSION_COOKIE}={value}"}, {"Authorization": f"Bearer {value}"}):
        assert visitor.get("/api/staff/shops", headers=header).status_code == 403


def test_signing_out_ends_it_in_this_browser(staff: TestClient) -> None:
    staff.post("/console/sign-out", data={"form_token": "0"})
    assert staff.get(PAGE).url.path == PAGE, "only the console's own form signs out"
    token = form_token(staff)
    assert staff.post("/console/sign-out", data={"form_token": token}).url.path == "/console/sign-in"
    assert staff.get(PAGE).url.path == "/console/sign-in"


def test_without_a_configured_token_the_console_is_closed(tmp_path: Path) -> None:
    with open_doors(shop_settings(tmp_path, admin_token="")) as client:
        closed = client.get("/console")
        assert "FLOORWALKER_ADMIN_TOKEN" in closed.text
        assert client.post("/console/sign-in", data={"token": ""}).status_code == 403
        assert client.get(PAGE).url.path == "/console/sign-in"


def test_another_site_cannot_sign_in_or_check_in_somebodys_name(staff: TestClient) -> None:
    crossing = {"Sec-Fetch-Site": "cross-site"}
    fields = {"form_token": form_token(staff), "step": "check", "text": "It costs $49."}
    for data, headers in ((fields, crossing), (fields | {"form_token": "0" * 64}, {})):
        page = staff.post(PAGE, data=data, headers=headers).text
        assert "press Check once more" in page
        assert "It costs $49." in page, "what was typed is not lost"
        assert 'id="result"' not in page
    staff.cookies.clear()
    staff.post("/console/sign-in", data={"token": "admin-secret"}, headers=crossing)
    assert SESSION_COOKIE not in staff.cookies


def test_pages_are_kept_by_no_cache_and_run_no_inline_script(staff: TestClient) -> None:
    response = staff.get(PAGE)
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert not re.findall(r"<script(?! src=)|<style| style=| on\w+=", response.text)
    assert staff.get(re.findall(r'src="([^"]+)"', response.text)[0]).status_code == 200


def test_a_text_is_checked_against_records(staff: TestClient) -> None:
    page = send(staff, text="It costs $49.\r\nNo, $59!", evidence=RECORD, author="staff")
    assert "Claims: 2. Without support: 1." in page
    marked = page[page.index('id="marked"') : page.index('id="claims"')]
    assert re.search(
        r'class="supported"[^>]*>\$49</a>\.\nNo, <a[^>]*class="unsupported"[^>]*>\$59</a>!</p>', marked
    )
    assert "product a · price" in page
    assert '<option value="staff" selected>' in page


def test_products_are_found_by_words_or_id_and_are_evidence(staff: TestClient) -> None:
    found = send(staff, step="find", query="teapot", text="kept")
    assert 'value="test:8"' in found
    assert "kept</textarea>" in found
    assert 'value="test:7"' in send(staff, step="find", query="test:7")
    page = send(staff, text="羊绒围巾US$399。", product="test:6", lang="zh")
    assert re.search(r'value="test:6" checked', page)
    assert "product test:6 · price" in page
    assert 'value="test:6" checked' in send(staff, step="find", query="teapot", product="test:6")
    assert "No product for sale fits “zzz”" in send(staff, step="find", query="zzz")


def test_looking_for_products_keeps_the_verdicts(staff: TestClient) -> None:
    page = send(staff, step="find", query="teapot", text="It costs $49.", evidence=RECORD, checked="1")
    assert 'value="test:8"' in page
    assert "Claims: 1. Without support: 0." in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": " \r\n"}, "paste the text"),
        ({"text": "x" * 50_001}, "at most 50,000"),
        ({"text": "x", "evidence": "[\n{]"}, "line 2, column 2"),
        ({"text": "x", "evidence": '[{"id": "a"}, 5]'}, "Record 2"),
        ({"text": "x", "evidence": "5"}, "Record 1"),
        ({"text": "x", "evidence": "[" * 5000}, "Record 1"),
        ({"text": "x", "product": "test:99"}, "“test:99” is not for sale"),
        ({"text": "x", "product": "test:\0"}, "is not for sale"),
    ],
)
def test_what_cannot_be_checked_is_said_on_the_page(
    staff: TestClient, fields: dict[str, str], words: str
) -> None:
    page = send(staff, **fields)
    assert words in page
    assert 'id="result"' not in page


def test_everything_that_was_pasted_is_text(staff: TestClient) -> None:
    script = "</textarea></p><script>alert(1)</script>"
    fields = {
        "text": f"{script} “{script}” $5",
        "evidence": f'[{{"kind": "{script}", "id": "{script}", "fields": {{"title": "{script}", "{script}": 5}}}}]',
        "query": f'"{script}',
        "product": "test:3",
        "author": script,
    }
    for step in ("check", "find"):
        response = staff.post(
            PAGE, data=fields | {"form_token": form_token(staff), "step": step, "checked": "1"}
        )
        assert response.status_code == 200
        assert "<script>" not in response.text
        assert html.escape(SCRIPT_TITLE, quote=False) in response.text.replace("&#39;", "'")


def test_a_form_that_no_page_of_ours_sends_is_refused(staff: TestClient) -> None:
    token = form_token(staff)
    many = "&".join(["product=a"] * 300)
    assert staff.post(PAGE, content=f"form_token={token}&{many}").status_code == 422
    assert staff.post(PAGE, content=b"\xff=\xff").status_code == 200
    assert staff.post(PAGE, data={"form_token": token, "shop": "nowhere"}).status_code == 404


def test_the_language_is_the_browsers_until_one_is_chosen(staff: TestClient) -> None:
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9"}
    assert "核对一段文字" in staff.get(PAGE, headers=chinese).text
    assert "Check a text" in staff.get(f"{PAGE}?lang=en", headers=chinese).text
    assert "Check a text" in staff.get(PAGE, headers=chinese).text
    assert "核对一段文字" in staff.get(f"{PAGE}?lang=zh").text


def test_both_languages_have_the_same_words() -> None:
    from floorwalker.console.pages import _words

    def names(words: Any, path: str = "") -> set[str]:
        if not isinstance(words, dict):
            return {path}
        return {name for key, value in words.items() for name in names(value, f"{path}.{key}")}

    assert names(_words()["zh"]) == names(_words()["en"])


def test_every_kind_of_claim_has_a_name() -> None:
    from typing import get_args

    from floorwalker.console.pages import _words
    from floorwalker.grounding import Author, ClaimKind

    for words in _words().values():
        assert set(words["kinds"]) == set(get_args(ClaimKind))
        assert set(words["authors"]) == set(get_args(Author))


def test_with_several_shops_the_page_asks_which(tmp_path: Path) -> None:
    with open_doors(shop_settings(tmp_path)) as client:
        client.post("/console/sign-in", data={"token": "admin-secret"})
        assert 'name="shop"' not in client.get(PAGE).text
        client.app.state.house.shops.create("paris", title="Paris")  # type: ignore[attr-defined]
        page = send(client, shop="paris", text="x", product="test:1")
        assert '<option value="paris" selected>Paris</option>' in page
        assert "“test:1” is not for sale" in page


def test_a_long_text_of_many_claims_is_shown_whole(staff: TestClient) -> None:
    text = "It costs $49. " * 500
    page = send(staff, text=text, evidence=RECORD)
    assert "Claims: 500." in page
    assert page.count('class="supported" href=') == 500

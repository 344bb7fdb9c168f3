"""What every page of the console shares: layout, language, and who is signed in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from floorwalker.console.access import OpenHouse, admin_token
from floorwalker.console.session import form_token, is_form_token, is_live
from floorwalker.core import Language, UnusableInput, preferred_language

_WEB = Path(__file__).with_name("web")
STATIC = _WEB / "static"

SESSION_COOKIE = "floorwalker_console"
LANGUAGE_COOKIE = "floorwalker_language"
COOKIE_PATH = "/console"
_A_YEAR_S = 365 * 24 * 3600
_MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page: in which language, and whether it was just chosen; in which session, if any."""

    language: Language
    chosen: bool
    session: str
    secure: bool
    token: str = field(repr=False)

    @property
    def form_token(self) -> str:
        """What the forms of the page carry."""
        return form_token(self.session, self.token)

    def may_send(self, given: str) -> bool:
        """Whether a form with this token is the visitor's own."""
        return is_form_token(given, self.session, self.token)

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """The page of a template, in the visitor's language. No cache keeps it."""
        text = _words()[self.language]
        template = _templates().get_template(name)
        html = template.render(visit=self, language=self.language, text=text, version=_version(), **values)
        response = HTMLResponse(
            html, status, headers={"Cache-Control": "no-store", "Vary": "Cookie, Accept-Language"}
        )
        self._remember_language(response)
        return response

    def go(self, path: str) -> Response:
        """A redirect that is followed by GET."""
        response = RedirectResponse(path, 303, headers={"Cache-Control": "no-store"})
        self._remember_language(response)
        return response

    def set_cookie(self, response: Response, name: str, value: str, max_age: int) -> None:
        """Set a cookie that only the console's own pages send, and no script reads."""
        response.set_cookie(
            name,
            value,
            max_age=max_age,
            path=COOKIE_PATH,
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )

    def words(self, name: str, **values: object) -> str:
        """A sentence of the page's own, with its blanks filled."""
        return str(_words()[self.language][name]).format(**values)

    def _remember_language(self, response: Response) -> None:
        if self.chosen:
            self.set_cookie(response, LANGUAGE_COOKIE, self.language, _A_YEAR_S)


@dataclass(frozen=True, slots=True)
class Form:
    """What a form sent, with lines that end as texts here do. ``from_here`` is whether this site sent it."""

    fields: Mapping[str, list[str]]
    from_here: bool

    def one(self, name: str, default: str = "") -> str:
        """The value of a field."""
        return self.all(name)[0] if name in self.fields else default

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value.replace("\r\n", "\n") for value in self.fields.get(name, [])]


async def _form(request: Request) -> Form:
    body = await request.body()
    try:
        sent = parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise UnusableInput("the form has too many fields", "send it as the page does") from error
    site = request.headers.get("sec-fetch-site", "same-origin")
    return Form(sent, site in ("same-origin", "none"))


AnyForm = Annotated[Form, Depends(_form)]


def _visit(request: Request, house: OpenHouse, lang: str = "") -> Visit:
    token = admin_token(house)
    session = request.cookies.get(SESSION_COOKIE, "")
    live = is_live(session, token, house.clock.now())
    wish = lang or request.cookies.get(LANGUAGE_COOKIE) or request.headers.get("accept-language", "")
    secure = request.url.scheme == "https"
    return Visit(preferred_language(wish), bool(lang), session if live else "", secure, token)


AnyVisit = Annotated[Visit, Depends(_visit)]


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_WEB), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@cache
def _words() -> dict[Language, dict[str, Any]]:
    words: dict[Language, dict[str, Any]] = json.loads((_WEB / "words.json").read_text(encoding="utf-8"))
    return words


@cache
def _version() -> str:
    """Changes with the script or the style sheet, so that no browser keeps an old one."""
    parts = b"".join(file.read_bytes() for file in sorted(STATIC.iterdir()))
    return hashlib.sha256(parts).hexdigest()[:12]

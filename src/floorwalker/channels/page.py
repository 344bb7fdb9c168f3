"""The chat page: one template, one style sheet, one script."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

from floorwalker.channels.service import AnyCaller, AnyService
from floorwalker.core import preferred_language

_WEB = Path(__file__).with_name("web")
STATIC = _WEB / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
def chat_page(
    caller: AnyCaller,
    service: AnyService,
    accept_language: Annotated[str, Header()] = "",
) -> HTMLResponse:
    """The page on which customers talk to the shop, in the browser's language at first."""
    language = preferred_language(accept_language)
    page = (
        _templates()
        .get_template("chat.html")
        .render(
            shop=caller.assistant.shop,
            language=language,
            words=_words(),
            text=_words()[language],
            message_max_chars=service.house.settings.message_max_chars,
            version=_version(),
        )
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_WEB), autoescape=True)


@cache
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = json.loads((_WEB / "words.json").read_text(encoding="utf-8"))
    return words


@cache
def _version() -> str:
    """Changes with the script or the style sheet, so that no browser keeps an old one."""
    parts = b"".join(file.read_bytes() for file in sorted(STATIC.iterdir()))
    return hashlib.sha256(parts).hexdigest()[:12]

"""Who is staff: for now, whoever holds the admin token."""

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from floorwalker.core import Forbidden
from floorwalker.dialogue import House


def house_of(request: Request) -> House:
    """The house that the application put into its state when it started."""
    house: House = request.app.state.house
    return house


OpenHouse = Annotated[House, Depends(house_of)]
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


def require_admin(house: OpenHouse, bearer: _Bearer) -> None:
    """Let in who sends the admin token as the bearer credential; the comparison takes constant time.

    Raises:
        Forbidden: the token is missing or wrong, or none is configured.
    """
    if not admin_token(house):
        raise Forbidden(
            "staff routes are closed: no admin token is configured",
            "set admin_token in floorwalker.toml or FLOORWALKER_ADMIN_TOKEN, and restart",
        )
    if not is_admin_token(house, bearer.credentials if bearer else ""):
        raise Forbidden("this needs the admin token", "send it as `Authorization: Bearer …`")


def admin_token(house: House) -> str:
    """The admin token of this server; empty where none is configured."""
    return house.settings.admin_token.get_secret_value()


def is_admin_token(house: House, given: str) -> bool:
    """Whether ``given`` is the admin token; never where none is configured. Takes constant time."""
    expected = admin_token(house)
    return bool(expected) and hmac.compare_digest(given.encode(errors="replace"), expected.encode())

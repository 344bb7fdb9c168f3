"""Who may use the staff routes: for now, whoever holds the admin token."""

import hmac

from fastapi import Request

from floorwalker.channels.service import AnyService, bearer_of
from floorwalker.core import Forbidden


def require_admin(request: Request, service: AnyService) -> None:
    """Let in who sends the admin token as the bearer credential; the comparison takes constant time.

    Raises:
        Forbidden: the token is missing or wrong, or none is configured.
    """
    expected = service.house.settings.admin_token.get_secret_value()
    if not expected:
        raise Forbidden(
            "staff routes are closed: no admin token is configured",
            "set admin_token in floorwalker.toml or FLOORWALKER_ADMIN_TOKEN, and restart",
        )
    given = bearer_of(request) or ""
    if not hmac.compare_digest(given.encode(errors="replace"), expected.encode()):
        raise Forbidden("this needs the admin token", "send it as `Authorization: Bearer …`")

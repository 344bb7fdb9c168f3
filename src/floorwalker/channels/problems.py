"""Expected errors as a door tells them: an HTTP status, what happened, and what to do about it."""

from collections.abc import Sequence
from typing import Any

from floorwalker.core import Conflict, FloorwalkerError, Forbidden, NotFound, UnusableInput


class UnknownKey(FloorwalkerError):
    """The publishable key belongs to no shop (HTTP 401)."""


_STATUS: tuple[tuple[type[FloorwalkerError], int], ...] = (
    (UnusableInput, 422),
    (NotFound, 404),
    (UnknownKey, 401),
    (Forbidden, 403),
    (Conflict, 409),
)


def status_of(error: FloorwalkerError) -> int:
    """The HTTP status of an expected error; 503 for one of no particular kind: the service is not able to."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)


def headers_of(status: int) -> dict[str, str]:
    """The headers that go with a status: RFC 9110, section 11.6.1 wants a challenge with every 401."""
    return {"WWW-Authenticate": "Bearer"} if status == 401 else {}


def problem(message: str, remedy: str = "") -> dict[str, str]:
    """The two lines that every door tells of an error."""
    return {"message": message, "remedy": remedy}


def unexpected() -> dict[str, str]:
    """What a stranger is told of a fault of ours; the log says more."""
    return problem("something went wrong on our side", "try again in a moment")


def validation_problem(errors: Sequence[Any]) -> dict[str, str]:
    """The first reason why a request does not have the documented form, without quoting what was sent."""
    first = errors[0] if errors else {}
    where = ".".join(str(part) for part in first.get("loc", ()))
    return problem(f"{where}: {first.get('msg', 'not usable')}", "see docs/api.md for what is expected")

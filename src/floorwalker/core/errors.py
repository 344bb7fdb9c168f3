"""Errors that a person reads: what happened, and what to do about it."""


class FloorwalkerError(Exception):
    """Base of every expected error.

    Args:
        message: what happened, in one line.
        remedy: what the reader can do, in one line; empty where nothing helps.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}: {self.remedy}" if self.remedy else self.message


class UnusableInput(FloorwalkerError):
    """What was given cannot be used; nothing was changed (exit code 2, HTTP 422)."""


class NotFound(FloorwalkerError):
    """No such thing in this shop (HTTP 404)."""


class Forbidden(FloorwalkerError):
    """The caller may not do this (HTTP 403)."""


class Conflict(FloorwalkerError):
    """The state has moved on since the caller looked; nothing was changed (HTTP 409)."""

"""The HTTP client with which feeds are fetched and alarms are sent."""

import logging
from typing import TYPE_CHECKING

from floorwalker import __version__

if TYPE_CHECKING:
    import httpx2

_LOGGERS = ("httpx2", "httpcore2")


def web_client(silence_s: float, connect_s: float) -> "httpx2.Client":
    """A client that gives up after so many seconds of silence, and follows no redirects by itself.

    It uses the system's proxy settings and certificates. Its own log would show whole URLs, which may hold
    secrets, so all below warnings is turned off.
    """
    import httpx2  # noqa: PLC0415 - a fifth of a second that most starts do not need

    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    timeout = httpx2.Timeout(silence_s, connect=connect_s)
    return httpx2.Client(timeout=timeout, headers={"User-Agent": f"floorwalker/{__version__}"})

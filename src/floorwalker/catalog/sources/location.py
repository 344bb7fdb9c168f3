"""Where a feed lies: which locations can be used, and how they are shown without their secrets."""

from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

from floorwalker.core import UnusableInput

_HIDDEN = "***"
_LONGEST = 4000


def is_url(location: str) -> bool:
    """Whether a location is a web address and not a path."""
    return "://" in location


def check_location(location: str) -> None:
    """See that a feed can lie there.

    Raises:
        UnusableInput: it is neither an ``http`` or ``https`` URL nor an absolute path.
    """
    if not location or len(location) > _LONGEST or any(ord(char) < 32 or char == "\x7f" for char in location):
        raise UnusableInput("the location cannot be used", "name an http or https URL, or a path")
    if not is_url(location):
        if not Path(location).is_absolute():
            raise UnusableInput(f"the path {location} is relative", "name the whole path")
        return
    parts = _split(location)
    if parts is None or not parts.hostname:
        raise UnusableInput("the URL of the feed cannot be read", "write https://host/path")
    if parts.scheme.lower() not in ("http", "https"):
        raise UnusableInput(
            f"feeds are not fetched by {parts.scheme}", "name an http or https URL, or a path on this machine"
        )


def masked(location: str) -> str:
    """A location that may be shown: name and password are hidden, and so is every value of its query."""
    if not is_url(location):
        return location
    parts = _split(location)
    if parts is None:
        return _HIDDEN
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{_HIDDEN}@{host}" if "@" in parts.netloc else host
    query = "&".join(
        f"{name}={_HIDDEN}" if equals else _HIDDEN
        for name, equals, _ in (pair.partition("=") for pair in parts.query.split("&"))
        if name
    )
    return urlunsplit((parts.scheme, netloc, parts.path, query, ""))


def _split(location: str) -> SplitResult | None:
    try:
        parts = urlsplit(location)
        _ = parts.port  # read, so that an impossible one is found here
    except ValueError:
        return None
    return parts

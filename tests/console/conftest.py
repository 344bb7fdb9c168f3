"""The small shop that the console is tested on."""

from browser_fixtures import browser
from door_fixtures import client, serve

__all__ = ["browser", "client", "serve"]

"""The small shop that doors, desk and server are tested on."""

from browser_fixtures import browser
from door_fixtures import client, serve

__all__ = ["browser", "client", "serve"]

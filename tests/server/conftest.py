"""The small shop that doors, desk and server are tested on."""

from door_fixtures import client, serve

__all__ = ["client", "serve"]

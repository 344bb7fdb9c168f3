"""The ASGI application that wires the rooms together."""

from floorwalker.server.app import create_app

__all__ = ["create_app"]

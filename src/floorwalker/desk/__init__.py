"""The desk: what service staff see and do, over HTTP."""

from floorwalker.desk.api import router

__all__ = ["router"]

"""Doors: each translates messages between the world and the assistant, and knows nothing else."""

from floorwalker.channels.chat_api import router as chat_router
from floorwalker.channels.metrics import Metrics
from floorwalker.channels.openai_api import router as openai_router
from floorwalker.channels.page import STATIC
from floorwalker.channels.page import router as page_router
from floorwalker.channels.running import TurnRunner
from floorwalker.channels.service import Service
from floorwalker.channels.webhooks import router as webhooks_router

__all__ = [
    "STATIC",
    "Metrics",
    "Service",
    "TurnRunner",
    "chat_router",
    "openai_router",
    "page_router",
    "webhooks_router",
]

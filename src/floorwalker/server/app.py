"""The application: doors, desk and operations on one house."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from floorwalker import __version__, console, desk
from floorwalker.channels import (
    STATIC,
    Metrics,
    Service,
    TurnRunner,
    chat_router,
    openai_router,
    page_router,
    webhooks_router,
)
from floorwalker.core import DEFAULT_SHOP, Settings
from floorwalker.dialogue import House
from floorwalker.server import health
from floorwalker.server.errors import handle_errors
from floorwalker.server.feeds import keep_feeds
from floorwalker.server.middleware import AccessLog, BodyLimit, SecurityHeaders
from floorwalker.server.tidying import keep_tidy
from floorwalker.server.vectors import keep_vectors

log = logging.getLogger(__name__)


def create_app(settings: Settings, house: House | None = None) -> FastAPI:
    """The ASGI application. It closes its house when its last turn has ended.

    While it runs, ``app.state`` holds its ``house``, and for the doors its ``service``.

    Args:
        settings: of this process.
        house: one that is open already; otherwise it is opened when the application starts.
    """
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = settings.threads
        opened = house if house is not None else await run_sync(House, settings)
        await run_sync(_warm_up, opened)
        service = Service(opened, metrics, TurnRunner(metrics, settings.threads))
        app.state.service, app.state.house = service, opened
        try:
            async with keep_feeds(opened, metrics.registry), keep_vectors(opened), keep_tidy(opened):
                yield
        finally:
            gc.unfreeze()
            service.closing.set()
            await service.turns.finish()
            await run_sync(opened.close)

    app = FastAPI(
        title="Floorwalker",
        version=__version__,
        summary="A shop's assistant: models write sentences, code writes facts, people decide.",
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from elsewhere, which the security headers forbid
        redoc_url=None,
    )
    for router in (chat_router, openai_router, page_router, webhooks_router, desk.router, health.router):
        app.include_router(router)
    app.include_router(console.router)
    app.mount("/console/static", StaticFiles(directory=console.STATIC), name="console-static")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    pictures = settings.data / "media"
    pictures.mkdir(parents=True, exist_ok=True)
    app.mount("/media", StaticFiles(directory=pictures), name="media")
    handle_errors(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog, metrics=metrics)
    return app


def _warm_up(house: House) -> None:
    """Load lexicons and index before the first customer waits for them; ``/readyz`` tells what is wrong."""
    try:
        house.assistant(DEFAULT_SHOP).warm()
        gc.collect()
        gc.freeze()  # lexicons and columns stay: looking through them for garbage takes 0.1 s at every round
    except Exception:
        log.exception("the shop could not be warmed up")

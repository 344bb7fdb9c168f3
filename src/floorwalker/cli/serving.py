"""Running the server in this process."""

import contextlib
import logging
import signal
import socket
import sys
from types import FrameType

import typer
import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from floorwalker.core import FloorwalkerError, Settings, UnusableInput
from floorwalker.dialogue import House
from floorwalker.server import create_app

_BACKLOG = 2048
_LAST_PORT = 65535


def run_server(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal says stop; turns that run then are finished first.

    Prints one line with the address once requests are answered. Port 0 lets the system choose one.

    Raises:
        FloorwalkerError: the address cannot be used, or the database cannot be opened.
        UnusableInput: the log level is none that Python knows.
    """
    _log_to_stderr(settings.log_level)
    listener = _listen(host, port)
    try:
        house = House(settings)
    except DBAPIError as error:
        listener.close()
        reason = str(error.orig).strip().splitlines()[0]
        raise FloorwalkerError(f"the database cannot be opened ({reason})", "check database_url") from error
    app = create_app(settings, house)
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,  # it would hold queries; the application has its own
        server_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=int(settings.turn_timeout_s) + 1,
    )
    signal.signal(signal.SIGTERM, _exit)  # what uvicorn restores when it has shut down in good order
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, app).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it is ready, and lets those who listen to a conversation go when it closes."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors."""
        await super().startup(sockets)
        if sockets:
            host, port = sockets[0].getsockname()[:2]
            typer.echo(f"Floorwalker listens at http://{f'[{host}]' if ':' in host else host}:{port}")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the doors behind the last customer."""
        self._app.state.service.closing.set()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    try:
        if not 0 <= port <= _LAST_PORT:
            raise OverflowError(f"ports end at {_LAST_PORT}")
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With its protocol named, asyncio turns Nagle's algorithm off; else each short event waits 40 ms.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FloorwalkerError(
            f"cannot listen at {host} port {port} ({reason.lower()})", "choose another with --host and --port"
        ) from error
    return listener


def _log_to_stderr(level: str) -> None:
    if level.upper() not in logging.getLevelNamesMapping():
        raise UnusableInput(f"log_level {level!r} is unknown", "use DEBUG, INFO, WARNING or ERROR")
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)


def _exit(number: int, frame: FrameType | None) -> None:
    del number, frame
    sys.exit(0)

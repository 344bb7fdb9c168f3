"""Turns run in threads of their own, to their end, whoever still listens."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from floorwalker.channels.metrics import Metrics
from floorwalker.core import FloorwalkerError
from floorwalker.dialogue import SentenceSaid, TurnDone, TurnEvent

log = logging.getLogger(__name__)

_End = Exception | None


class TurnRunner:
    """Starts turns and sees each through.

    The turn is synchronous and runs in one thread; its events reach the event loop through a queue. A
    customer who hangs up stops listening, not the turn: it is finished and stored. Turns can wait, for a
    model or for an earlier turn, so they have threads of their own: all else is served meanwhile.

    Args:
        metrics: where turns are counted.
        threads: how many turns run at once.
    """

    def __init__(self, metrics: Metrics, threads: int) -> None:
        self._metrics = metrics
        self._limiter = CapacityLimiter(threads)
        self._running: set[asyncio.Task[None]] = set()

    async def start(self, turn: Callable[[], Iterator[TurnEvent]]) -> AsyncIterator[TurnEvent]:
        """Begin a turn and wait for its first event; the rest comes by iterating.

        Raises:
            FloorwalkerError: the turn was refused before its first event. Later errors are raised while
                iterating.
        """
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[TurnEvent | _End] = asyncio.Queue()

        def emit(event: TurnEvent | _End) -> None:
            loop.call_soon_threadsafe(events.put_nowait, event)

        task = asyncio.create_task(run_sync(self._run, turn, emit, limiter=self._limiter))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        first = await events.get()
        if isinstance(first, Exception):
            raise first
        return _listen(first, events)

    async def finish(self) -> None:
        """Wait until no turn runs."""
        while self._running:
            await asyncio.wait(self._running)

    def _run(self, turn: Callable[[], Iterator[TurnEvent]], emit: Callable[[TurnEvent | _End], None]) -> None:
        started = time.perf_counter()
        try:
            for event in turn():
                match event:
                    case SentenceSaid():
                        self._metrics.sentences.inc()
                    case TurnDone(answer):
                        self._metrics.count_answer(answer, time.perf_counter() - started)
                emit(event)
        except FloorwalkerError as error:
            self._metrics.count_failure("refused")
            emit(error)
        except Exception as error:
            log.exception("a turn failed")
            self._metrics.count_failure("failed")
            emit(error)
        else:
            emit(None)


async def _listen(
    first: TurnEvent | None, events: asyncio.Queue[TurnEvent | _End]
) -> AsyncIterator[TurnEvent]:
    event: TurnEvent | _End = first
    while event is not None:
        if isinstance(event, Exception):
            raise event
        yield event
        event = await events.get()

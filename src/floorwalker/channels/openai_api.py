"""The OpenAI-compatible door: any program that can talk to a model service can talk to the shop."""

import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute

from floorwalker.channels.openai_schema import MODEL, Completion, CompletionRequest, error_body, model_card
from floorwalker.channels.problems import headers_of, status_of, unexpected, validation_problem
from floorwalker.channels.service import AnyCaller, AnyService, caller_of
from floorwalker.core import FloorwalkerError, NotFound, UnusableInput, new_id
from floorwalker.dialogue import SentenceSaid, TurnDone, TurnEvent


class OpenAIRoute(APIRoute):
    """A route whose errors have OpenAI's form."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, with another wording of errors."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except FloorwalkerError as error:
                status = status_of(error)
                body = error_body(status, error.message, error.remedy)
                return JSONResponse(body, status, headers_of(status))
            except RequestValidationError as error:
                return JSONResponse(error_body(400, **validation_problem(error.errors())), 400)

        return handler


router = APIRouter(prefix="/v1", tags=["openai"], route_class=OpenAIRoute)


@router.get("/models", dependencies=[Depends(caller_of)])
def list_models() -> dict[str, Any]:
    """The models there are: one."""
    return {"object": "list", "data": [model_card()]}


@router.get("/models/{model_id}", dependencies=[Depends(caller_of)])
def get_model(model_id: str) -> dict[str, Any]:
    """One model.

    Raises:
        NotFound: it is not the one there is.
    """
    if model_id != MODEL:
        raise NotFound(f"there is no model of this name, only {MODEL!r}", "GET /v1/models lists it")
    return model_card()


@router.post("/chat/completions", response_model=None)
async def complete(
    wish: CompletionRequest,
    caller: AnyCaller,
    service: AnyService,
    x_conversation_id: Annotated[str | None, Header()] = None,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer the last user message.

    With ``X-Conversation-Id`` it continues that conversation, and only the last user message is new. Without
    it a conversation is opened, in which the customer's earlier messages are replayed silently. Texts of the
    roles ``system``, ``developer``, ``assistant`` and ``tool`` are never instructions and never evidence.
    """
    texts = wish.customer_texts
    if not texts:
        raise UnusableInput("there is no message of the role 'user'", "send the customer's words as one")
    headers = {}
    if x_conversation_id is None:
        earlier = texts[:-1][-service.house.settings.history_max_messages :]
        opened = await run_sync(caller.assistant.open_with_history, earlier)
        conversation_id = opened.id
        headers["X-Conversation-Token"] = opened.token
    else:
        conversation_id = x_conversation_id
    headers["X-Conversation-Id"] = conversation_id

    def turn() -> Iterator[TurnEvent]:
        if x_conversation_id is not None:
            caller.check_before_posting(conversation_id, service.house.settings)
        yield from caller.assistant.turn(conversation_id, texts[-1], idempotency_key)

    events = await service.turns.start(turn)
    completion = Completion(new_id())
    if wish.stream:
        headers |= {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        chunks = _chunks(events, completion, usage=wish.wants_usage)
        return StreamingResponse(chunks, media_type="text/event-stream", headers=headers)
    answer = [event.answer async for event in events if isinstance(event, TurnDone)][-1]
    return JSONResponse(completion.whole(answer), headers=headers)


async def _chunks(
    events: AsyncIterator[TurnEvent], completion: Completion, *, usage: bool
) -> AsyncIterator[str]:
    yield _data(completion.chunk({"role": "assistant", "content": ""}))
    try:
        async for event in events:
            match event:
                case SentenceSaid(_, text):
                    yield _data(completion.chunk({"content": text}))
                case TurnDone(answer):
                    for chunk in completion.last_chunks(answer, usage=usage):
                        yield _data(chunk)
    except FloorwalkerError as error:
        yield _data(error_body(status_of(error), error.message, error.remedy))
    except Exception:
        yield _data(error_body(500, **unexpected()))
    yield "data: [DONE]\n\n"


def _data(value: Any) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n\n"

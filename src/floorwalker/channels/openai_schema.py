"""The part of OpenAI's chat-completions API that this door speaks. What else a client sends is ignored."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

MODEL = "floorwalker"
_OWNER = "floorwalker"
_SINCE = 1675209600  # 2023-02-01: the API wants a date of birth for every model

USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""Nothing is metered: the figures are there because clients expect them."""


class Part(BaseModel):
    """A part of a message; only ``text`` parts are read."""

    type: str = "text"
    text: str | None = None


class Message(BaseModel):
    """A message of the history a client sends; only those of the role ``user`` are read."""

    role: str
    content: str | list[Part] | None = None

    @property
    def plain_text(self) -> str:
        """Its text, with the parts joined by line breaks."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text" and part.text)
        return self.content or ""


class StreamOptions(BaseModel):
    """How to stream."""

    include_usage: bool | None = None


class CompletionRequest(BaseModel):
    """A request for a reply. Model name and sampling parameters have no effect on what is true."""

    messages: list[Message]
    model: str | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None

    @property
    def customer_texts(self) -> Sequence[str]:
        """What the customer said, oldest first; the last is what is to be answered."""
        return [message.plain_text for message in self.messages if message.role == "user"]

    @property
    def wants_usage(self) -> bool:
        """Whether a chunk with the usage is to follow the stream."""
        return bool(self.stream_options and self.stream_options.include_usage)


def model_card() -> dict[str, Any]:
    """The one model there is: whatever drafts inside, the door is the same."""
    return {"id": MODEL, "object": "model", "created": _SINCE, "owned_by": _OWNER}


def error_body(status: int, message: str, remedy: str, code: str | None = None) -> dict[str, Any]:
    """An error in OpenAI's form, with the remedy as an extra key."""
    kind = "server_error" if status >= 500 else "invalid_request_error"
    kind = {401: "authentication_error", 403: "permission_error"}.get(status, kind)
    return {"error": {"message": message, "type": kind, "param": None, "code": code, "remedy": remedy}}


class Completion:
    """The answer to one request, whole or in chunks that share an id."""

    def __init__(self, completion_id: str) -> None:
        self._head = {"id": f"chatcmpl-{completion_id}", "created": int(time.time()), "model": MODEL}

    def whole(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """The response of a request that does not stream."""
        message = {"role": "assistant", "content": answer["reply"], "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        body = {"object": "chat.completion", "choices": [choice], "usage": USAGE, "floorwalker": answer}
        return self._head | body

    def chunk(self, delta: Mapping[str, Any]) -> dict[str, Any]:
        """A piece of the reply."""
        return self._chunk([_choice(delta, None)])

    def last_chunks(self, answer: Mapping[str, Any], *, usage: bool) -> list[dict[str, Any]]:
        """The end of a stream; the answer object is in the last chunk."""
        stop = [_choice({}, "stop")]
        if not usage:
            return [self._chunk(stop, floorwalker=answer)]
        return [self._chunk(stop), self._chunk([], usage=USAGE, floorwalker=answer)]

    def _chunk(self, choices: list[dict[str, Any]], **extra: Any) -> dict[str, Any]:
        return self._head | {"object": "chat.completion.chunk", "choices": choices} | extra


def _choice(delta: Mapping[str, Any], finish_reason: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}

"""What every door is given: the house, the runner of turns, and who is calling."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from floorwalker.channels.metrics import Metrics
from floorwalker.channels.problems import UnknownKey
from floorwalker.channels.running import TurnRunner
from floorwalker.core import DEFAULT_SHOP, Forbidden, NotFound, Settings
from floorwalker.dialogue import Assistant, House
from floorwalker.storage import Shop

KEY_PREFIX = "fw_"
_KEY = re.compile(r"fw_[A-Za-z0-9_-]+")
_HOST = re.compile(r"[a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Service:
    """One running application. ``closing`` is set when the server begins to shut down."""

    house: House
    metrics: Metrics
    turns: TurnRunner
    closing: asyncio.Event = field(default_factory=asyncio.Event)


def service_of(request: Request) -> Service:
    """The service that the application put into its state when it started."""
    service: Service = request.app.state.service
    return service


AnyService = Annotated[Service, Depends(service_of)]


@dataclass(frozen=True, slots=True)
class Caller:
    """The shop that a request speaks to, and the conversation's token where it brings one."""

    assistant: Assistant
    token: str | None

    def check_before_posting(self, conversation_id: str, settings: Settings) -> None:
        """Refuse a wrong token always, a missing one where the settings say so.

        Raises:
            NotFound, Forbidden: as :meth:`require_token`.
        """
        if self.token is not None or settings.chat_token_required:
            self.require_token(conversation_id)

    def require_token(self, conversation_id: str) -> None:
        """See to it that the caller holds the conversation's token.

        Raises:
            NotFound: the shop has no such conversation, or it was erased.
            Forbidden: the token is missing or wrong.
        """
        conversations = self.assistant.conversations
        if conversations.check_token(conversation_id, self.token or ""):
            return
        if conversations.state(conversation_id).erased:
            raise NotFound("the conversation was erased", "start a new conversation")
        raise Forbidden(
            "this needs the conversation's token",
            "send the token that came with the conversation's id as `Authorization: Bearer …`",
        )


def caller_of(request: Request, service: AnyService) -> Caller:
    """Select the shop by publishable key, else by host, else ``default``.

    A key comes in ``X-Floorwalker-Key``, or as a bearer credential that begins with ``fw_``; other bearer
    credentials mean nothing here. The conversation's token comes in ``X-Conversation-Token``.

    Raises:
        UnknownKey: no shop has this key.
    """
    key = request.headers.get("x-floorwalker-key")
    bearer = bearer_of(request)
    if not key and bearer and bearer.startswith(KEY_PREFIX):
        key = bearer
    return Caller(_assistant(request, service.house, key), request.headers.get("x-conversation-token"))


def customer_of(request: Request, service: AnyService) -> Caller:
    """As :func:`caller_of`, for a path that names a conversation: a bearer credential is its token.

    Raises:
        UnknownKey: no shop has the key in ``X-Floorwalker-Key``.
    """
    key = request.headers.get("x-floorwalker-key")
    token = request.headers.get("x-conversation-token")
    bearer = bearer_of(request)
    if bearer and bearer.startswith(KEY_PREFIX) and service.house.shops.find(key=bearer):
        key = key or bearer
    else:
        token = token or bearer
    return Caller(_assistant(request, service.house, key), token)


def _assistant(request: Request, house: House, key: str | None) -> Assistant:
    shop = _shop(house, key) if key else house.shops.find(host=host_of(request))
    return house.assistant(shop.id if shop else DEFAULT_SHOP)


def _shop(house: House, key: str) -> Shop:
    shop = house.shops.find(key=key) if _KEY.fullmatch(key) else None
    if shop is None:
        raise UnknownKey("no shop has this publishable key", "`floorwalker shops` lists the keys")
    return shop


def host_of(request: Request) -> str | None:
    """The host name that a request was sent to, in lower case and without the port."""
    name = _HOST.match(request.headers.get("host", "").lower())
    return name[0] if name else None


def bearer_of(request: Request) -> str | None:
    """The bearer credential of a request, if it brings one."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    return credential.strip() or None if scheme.lower() == "bearer" else None


AnyCaller = Annotated[Caller, Depends(caller_of)]
Customer = Annotated[Caller, Depends(customer_of)]

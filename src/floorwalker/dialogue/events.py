"""What a door receives while a turn runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MessageAccepted:
    """The customer's message is stored and will not be lost. ``seq`` is its place in the conversation."""

    seq: int


@dataclass(frozen=True, slots=True)
class SentenceSaid:
    """One sentence of the reply, stored already. Joined in order the sentences are the reply."""

    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class ProductsShown:
    """The products of the reply, as the answer lists them."""

    products: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class TurnDone:
    """The whole answer object, as the contract in ``docs/api.md`` defines it."""

    answer: Mapping[str, Any]


TurnEvent = MessageAccepted | SentenceSaid | ProductsShown | TurnDone

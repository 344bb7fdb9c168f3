"""What a conversation has come to: a pure fold over its events."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from floorwalker.conversation.events import Event, EventKind, Owner
from floorwalker.conversation.need import ShoppingNeed
from floorwalker.core import Language


@dataclass(frozen=True, slots=True)
class Memory:
    """What later turns need to know of a reply.

    ``focus`` holds the ids of the products it talked about, ``asked`` what it asked back (``None``: nothing),
    ``openers`` the stock phrases it used, so that they are not repeated.
    """

    focus: tuple[str, ...] = ()
    asked: str | None = None
    openers: tuple[str, ...] = ()


NOTHING_TO_REMEMBER = Memory()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one party said. ``text`` is ``None`` once erased.

    All that the assistant says in a turn is one utterance, placed where it began to speak.
    """

    seq: int
    author: str  # as of Event
    text: str | None
    turn: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownList:
    """The products of one reply, in the order shown."""

    turn: int
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConversationState:
    """A conversation as its events leave it.

    ``need`` is that of the newest understanding; ``lists`` are the products of the replies so far, oldest
    first, without empty ones; ``focus`` and ``asked`` are of the newest reply, ``openers`` of all replies.
    """

    owner: Owner = "assistant"
    staff: str | None = None
    epoch: int = 0
    language: Language | None = None
    need: ShoppingNeed = field(default_factory=ShoppingNeed)
    lists: tuple[ShownList, ...] = ()
    focus: tuple[str, ...] = ()
    asked: str | None = None
    openers: tuple[str, ...] = ()
    transcript: tuple[Utterance, ...] = ()
    waiting_since: datetime | None = None
    erased: bool = False

    @property
    def customer_texts(self) -> tuple[str, ...]:
        """What the customer said, oldest first, as far as it is not erased."""
        return tuple(
            said.text for said in self.transcript if said.author == "customer" and said.text is not None
        )


def fold(events: Iterable[Event], language: Language | None = None) -> ConversationState:
    """The state that ``events``, in order of ``seq``, add up to.

    A turn that was begun anew counts only from its newest beginning: its earlier sentences are not in the
    transcript and its earlier understanding does not change the need. What was said before a person took over
    was heard, and stays.

    Args:
        events: the log, or its events of the kinds this function reads.
        language: what the conversation was opened in, until a reply says otherwise.
    """
    folding = _Folding(language)
    for event in events:
        folding.add(event)
    return folding.result()


class _Folding:
    def __init__(self, language: Language | None) -> None:
        self.state = ConversationState(language=language)
        self.needs: dict[int | None, Any] = {}  # by turn, in the order understood
        self.utterances: dict[tuple[str, int], Utterance] = {}
        self.lists: list[ShownList] = []
        self.openers: list[str] = []

    def add(self, event: Event) -> None:
        match event.kind:
            case EventKind.MESSAGE:
                self.utterances["heard", event.seq] = _utterance(event, event.body)
                if self.state.owner == "person":
                    self.set(waiting_since=self.state.waiting_since or event.at)
            case EventKind.STAFF_MESSAGE:
                self.utterances["heard", event.seq] = _utterance(event, event.body)
                self.set(waiting_since=None)
            case EventKind.RESTARTED if event.turn is not None:
                self.needs.pop(event.turn, None)
                self.utterances.pop(("said", event.turn), None)
            case EventKind.UNDERSTANDING if "need" in event.data:
                self.needs.pop(event.turn, None)
                self.needs[event.turn] = event.data["need"]
            case EventKind.SENTENCE:
                self.sentence(event)
            case EventKind.REPLY:
                self.reply(event)
            case EventKind.OWNER | EventKind.ERASED:
                self.owner(event)

    def sentence(self, event: Event) -> None:
        key = ("said", event.turn or event.seq)
        before = self.utterances.get(key)
        if before is None:
            self.utterances[key] = _utterance(event, event.body)
        elif before.text is not None and event.body is not None:
            self.utterances[key] = replace(before, text=before.text + event.body)

    def reply(self, event: Event) -> None:
        turn = event.turn or event.seq
        if ("said", turn) not in self.utterances:
            text = None if event.body is None else json.loads(event.body).get("reply", "")
            if text != "":
                self.utterances["said", turn] = _utterance(event, text)
        memory = _memory(event.data)
        self.openers.extend(memory.openers)
        if products := event.data.get("products"):
            self.lists.append(ShownList(turn, tuple(products)))
        language = event.data.get("language") or self.state.language
        self.set(language=language, focus=memory.focus, asked=memory.asked)

    def owner(self, event: Event) -> None:
        to = cast(Owner, event.data["to"])
        waiting = to in ("waiting", "person")
        self.set(
            owner=to,
            epoch=event.epoch,
            staff=event.author.removeprefix("staff:") if to == "person" else None,
            waiting_since=(self.state.waiting_since or event.at) if waiting else None,
            erased=event.kind is EventKind.ERASED,
        )

    def set(self, **values: Any) -> None:
        self.state = replace(self.state, **values)

    def result(self) -> ConversationState:
        newest = next(reversed(self.needs.values()), None)
        return replace(
            self.state,
            need=ShoppingNeed() if newest is None else ShoppingNeed.model_validate(newest),
            lists=tuple(self.lists),
            openers=tuple(self.openers),
            transcript=tuple(sorted(self.utterances.values(), key=lambda said: said.seq)),
        )


def _utterance(event: Event, text: str | None) -> Utterance:
    return Utterance(event.seq, event.author, text, event.turn, event.at)


def _memory(data: Mapping[str, Any]) -> Memory:
    return Memory(tuple(data.get("focus") or ()), data.get("asked"), tuple(data.get("openers") or ()))

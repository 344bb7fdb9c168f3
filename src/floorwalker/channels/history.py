"""A conversation as its customer sees it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from floorwalker.conversation import ConversationState, Event, EventKind, Utterance, fold


def history(conversation_id: str, events: Sequence[Event]) -> dict[str, Any]:
    """What was said so far, and who owns the conversation.

    ``last_seq`` is where ``GET …/events?after=`` goes on. What the assistant had said of a turn that is not
    finished stands there too, without products.
    """
    state = fold(events)
    answers = {event.turn: _answer(event) for event in events if event.kind is EventKind.REPLY}
    return {
        "id": conversation_id,
        "owner": state.owner,
        "last_seq": events[-1].seq if events else 0,
        "messages": list(_messages(state, answers)),
    }


def news(events: Sequence[Event]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """What of new events concerns the customer: place, kind (``message`` or ``owner``) and content."""
    for event in events:
        match event.kind:
            case EventKind.MESSAGE | EventKind.STAFF_MESSAGE:
                said = Utterance(event.seq, event.author, event.body, event.turn, event.at)
                yield event.seq, "message", _message(said, {})
            case EventKind.REPLY:
                answer = _answer(event)
                said = Utterance(event.seq, event.author, answer.get("reply"), event.turn, event.at)
                yield event.seq, "message", _message(said, answer)
            case EventKind.OWNER | EventKind.ERASED:
                yield event.seq, "owner", {"seq": event.seq, "owner": event.data["to"]}


def _messages(
    state: ConversationState, answers: dict[int | None, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for said in state.transcript:
        answer = answers.get(said.turn, {}) if said.author == "assistant" else {}
        if said.text:
            yield _message(said, answer)


def _message(said: Utterance, answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "seq": said.seq,
        "turn": said.turn,
        "author": said.author.partition(":")[0],
        "text": said.text,
        "language": answer.get("language"),
        "products": answer.get("products", []),
        "at": said.at.isoformat(),
    }


def _answer(event: Event) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(event.body) if event.body is not None else {}
    return answer

"""The conversations of one shop: the log, and the read models kept in step with it."""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from floorwalker.conversation import erasure, staff, turns
from floorwalker.conversation.events import Event, EventKind, NewEvent, Owner, storable
from floorwalker.conversation.ledger import CaughtClaim, CaughtCount, count_caught, read_caught
from floorwalker.conversation.log import Log, read_head
from floorwalker.conversation.reading import (
    FOLDED,
    ProductShown,
    Summary,
    read_events,
    read_inbox,
    read_shown,
)
from floorwalker.conversation.state import NOTHING_TO_REMEMBER, ConversationState, Memory, fold
from floorwalker.conversation.tables import conversation_table, ticket_table
from floorwalker.conversation.tickets import Ticket, TicketStatus, read_tickets
from floorwalker.conversation.turns import Accepted, Lease
from floorwalker.core import Clock, Language, NotFound, new_public_id, new_secret, secret_digest
from floorwalker.storage import Database


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation just created. The token is told once; only its digest is stored."""

    id: str
    token: str


class ConversationStore:
    """The conversations of one shop.

    Every method that appends is one transaction: it locks the conversation's row, checks who owns it, takes
    the next ``seq`` and writes events and read models together. So nothing of the assistant can stand in the
    log behind a person's takeover, and two writers never share a ``seq``.

    Args:
        database: where it is stored.
        shop_id: the tenant; nothing of another shop is seen or changed.
        clock: what time it is; leases and deadlines are compared with it, so the clocks of processes that
            share a database should agree to well below ``turn_timeout_s``.
        turn_timeout_s: seconds without an append after which another process may begin a turn anew, and for
            which later messages wait for an earlier one.

    Every method that names a conversation raises :class:`~floorwalker.core.NotFound` where the shop has none
    of that id; those of customers and staff do so for an erased one as well.
    """

    def __init__(self, database: Database, shop_id: str, clock: Clock, turn_timeout_s: float) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        self._timeout = timedelta(seconds=turn_timeout_s)

    def create(self, language: Language | None = None) -> NewConversation:
        """Open a conversation of the assistant; ``language`` is assumed until a reply says otherwise."""
        created = NewConversation(new_public_id(), new_secret())
        now = self._clock.now()
        row = {
            "shop_id": self._shop_id,
            "id": created.id,
            "owner": "assistant",
            "epoch": 0,
            "next_seq": 1,
            "token_digest": secret_digest(created.token),
            "language": language,
            "created_at": now,
            "updated_at": now,
        }
        with self._database.write() as connection:
            connection.execute(sa.insert(conversation_table), row)
        return created

    def check_token(self, conversation_id: str, token: str) -> bool:
        """Whether ``token`` is the conversation's, in constant time; never for an unknown or erased one."""
        with self._database.read() as connection:
            try:
                digest = read_head(connection, self._shop_id, conversation_id).token_digest
            except NotFound:
                digest = None
        return hmac.compare_digest(secret_digest(storable(token)), digest or "")

    # Turns

    def accept(self, conversation_id: str, text: str, client_message_id: str, holder: str) -> Accepted:
        """Store a customer's message durably, and begin its turn if nothing comes before it.

        The same ``client_message_id`` with the same text is the same message: it is stored once, and the
        answer is given again once there is one. ``holder`` names the process, for whoever looks at the row.

        Raises:
            Conflict: the ``client_message_id`` was used for another text, or the conversation is closed.
            NotFound: there is no such conversation, or it was erased.
            UnusableInput: the ``client_message_id`` is empty, too long or unprintable.
        """
        with self._locked(conversation_id) as log:
            return turns.accept(log, text, client_message_id, holder, self._timeout)

    def claim(self, conversation_id: str, seq: int, holder: str) -> Accepted:
        """Ask again for the turn of a stored message that is pending.

        The turn is granted when no lease is live and no earlier unanswered message is younger than the
        timeout; a turn that had been begun before starts over (``restarted``). A turn in waiting keeps its
        place while it is claimed at least every half of the timeout.

        Raises:
            NotFound: there is no such message or conversation, or it was erased.
        """
        with self._locked(conversation_id) as log:
            return turns.begin(log, seq, holder, self._timeout)

    def append(self, lease: Lease, events: Sequence[NewEvent]) -> list[Event]:
        """Append what the assistant understood, found, checked or says.

        Renews the lease; without events it does only that.

        Raises:
            Superseded: a person took over, or the turn was begun anew elsewhere; nothing was written.
            ValueError: an event is of a kind that an assistant does not append.
        """
        with self._locked(lease.conversation_id) as log:
            return turns.draft(log, lease, events, self._timeout)

    def finish(
        self,
        lease: Lease,
        events: Sequence[NewEvent],
        answer: Mapping[str, Any],
        products: Sequence[str],
        memory: Memory = NOTHING_TO_REMEMBER,
    ) -> list[Event]:
        """Append the last events and the reply, record the products shown and end the turn, all at once.

        ``answer`` is the answer object as JSON; its ``language`` becomes the conversation's. The bodies of
        the sentences, joined, are its ``reply``.

        Raises:
            Superseded, ValueError: as :meth:`append`.
        """
        with self._locked(lease.conversation_id) as log:
            drafted = turns.draft(log, lease, events, self._timeout)
            return [*drafted, turns.finish(log, lease, answer, products, memory)]

    def abandon(self, lease: Lease) -> None:
        """Give the turn up after an error, so that a retry or the next message can begin at once.

        Does nothing where the turn is no longer held; the lease from before :meth:`request_person` will do.
        """
        with self._locked(lease.conversation_id) as log:
            turns.abandon(log, lease)

    def request_person(self, lease: Lease, reason: str) -> tuple[Ticket, Lease]:
        """Ask for a person within a turn: the owner is ``waiting``; the assistant goes on with the new lease.

        A ticket that is open already is given again; it is this turn's own where ``ticket.turn`` equals
        ``lease.turn``.

        Raises:
            Superseded: as :meth:`append`.
        """
        with self._locked(lease.conversation_id) as log:
            return turns.request_person(log, lease, reason, self._timeout)

    # Staff

    def take_over(self, conversation_id: str, name: str, *, force: bool = False) -> int:
        """Make the person ``name`` the owner; the running turn is cut off. Returns the epoch to speak in.

        Taking over what one owns already changes nothing.

        Raises:
            Conflict: the conversation is closed, or a colleague owns it and ``force`` is not set.
        """
        with self._locked(conversation_id) as log:
            return staff.take_over(log, name, force=force)

    def say(
        self,
        conversation_id: str,
        name: str,
        text: str,
        epoch: int,
        doubts: Sequence[Mapping[str, Any]] = (),
    ) -> Event:
        """Append a person's message, and in the same transaction the claims of it that no record supports.

        Raises:
            Conflict: ``name`` does not own the conversation, or it changed hands since ``epoch``.
        """
        with self._locked(conversation_id) as log:
            return staff.say(log, name, text, epoch, doubts)

    def hand_back(self, conversation_id: str, name: str, *, force: bool = False) -> int:
        """Give the conversation to the assistant; the ticket is done. Returns the epoch.

        Raises:
            Conflict: the conversation is closed, or a colleague owns it and ``force`` is not set.
        """
        with self._locked(conversation_id) as log:
            return staff.hand_back(log, name, force=force)

    def close(self, conversation_id: str, name: str, *, force: bool = False) -> int:
        """End the conversation for good; the ticket is done. Returns the epoch.

        Raises:
            Conflict: a colleague owns it and ``force`` is not set.
        """
        with self._locked(conversation_id) as log:
            return staff.close(log, name, force=force)

    # Reading

    def events(self, conversation_id: str, after: int = 0) -> list[Event]:
        """The log behind ``seq`` ``after``, in order."""
        with self._database.read() as connection:
            read_head(connection, self._shop_id, conversation_id)
            return read_events(connection, self._shop_id, conversation_id, after)

    def state(self, conversation_id: str, turn: int | None = None) -> ConversationState:
        """The state that the log adds up to; with ``turn``, without messages that came after that turn's own.

        A turn that has been waiting must not answer what was said later.
        """
        with self._database.read() as connection:
            head = read_head(connection, self._shop_id, conversation_id)
            events = read_events(connection, self._shop_id, conversation_id, 0, FOLDED)
        if turn is not None:
            events = [event for event in events if event.kind is not EventKind.MESSAGE or event.seq <= turn]
        return fold(events, head.language)

    def inbox(self, owner: Owner | None = None, limit: int = 50) -> list[Summary]:
        """Conversations of one owner or of all: who waits longest first, then the latest touched."""
        with self._database.read() as connection:
            return read_inbox(connection, self._shop_id, owner, limit)

    def tickets(self, status: TicketStatus | None = None) -> list[Ticket]:
        """Tickets of one status or of all, oldest first."""
        condition = ticket_table.c.shop_id == self._shop_id
        if status is not None:
            condition = sa.and_(condition, ticket_table.c.status == status)
        with self._database.read() as connection:
            return read_tickets(connection, condition)

    def shown(self, conversation_id: str) -> list[ProductShown]:
        """The products shown in a conversation, by turn and position."""
        with self._database.read() as connection:
            read_head(connection, self._shop_id, conversation_id)
            return read_shown(connection, self._shop_id, conversation_id)

    def caught(self, conversation_id: str) -> list[CaughtClaim]:
        """The unsupported claims that were caught in a conversation, in order."""
        with self._database.read() as connection:
            read_head(connection, self._shop_id, conversation_id)
            return read_caught(connection, self._shop_id, conversation_id)

    def ledger(self, since: date | None = None) -> list[CaughtCount]:
        """The unsupported claims caught in all conversations, counted by day, kind, author and outcome.

        Days are those of UTC, the latest first, none before ``since``. Conversations that were erased do not
        count any more.
        """
        with self._database.read() as connection:
            return count_caught(connection, self._shop_id, since)

    # A person's rights

    def export(self, conversation_id: str) -> dict[str, Any]:
        """All that is stored about a conversation, as JSON, for the person who asks."""
        of_conversation = sa.and_(
            ticket_table.c.shop_id == self._shop_id, ticket_table.c.conversation_id == conversation_id
        )
        with self._database.read() as connection:
            return erasure.exported(
                conversation_id,
                read_head(connection, self._shop_id, conversation_id),
                read_events(connection, self._shop_id, conversation_id, 0),
                read_shown(connection, self._shop_id, conversation_id),
                read_caught(connection, self._shop_id, conversation_id),
                read_tickets(connection, of_conversation),
            )

    def erase(self, conversation_id: str, author: str = "customer") -> None:
        """Delete every word of a conversation for good and close it; the log stays whole, without gaps.

        Erasing twice is erasing once. The token is void afterwards, answers cannot be sent again, and
        product ids stay for the shop's figures. ``author`` is who asked for it, as of an event.
        """
        with self._locked(conversation_id) as log:
            erasure.erase(log, author)
        erasure.forget_recent_pages(self._database)

    @contextmanager
    def _locked(self, conversation_id: str) -> Iterator[Log]:
        with self._database.write() as connection:
            log = Log.lock(connection, self._shop_id, conversation_id, self._clock.now())
            yield log
            log.flush()

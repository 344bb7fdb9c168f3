"""The tables of the room. Every key starts with the shop."""

import sqlalchemy as sa

from floorwalker.storage import json_type, metadata, utc_type

conversation_table = sa.Table(
    "conversation",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("owner", sa.String(16), nullable=False),
    sa.Column("staff", sa.Text),  # who the owner is while it is a person
    sa.Column("epoch", sa.Integer, nullable=False),  # counts changes of the owner
    sa.Column("next_seq", sa.Integer, nullable=False),
    sa.Column("token_digest", sa.String(64)),
    sa.Column("language", sa.String(8)),  # of the newest reply, or what the door asked for
    sa.Column("turn_seq", sa.Integer),  # the message being answered
    sa.Column("turn_lease", sa.String(36)),  # fencing token: tells two leases of one turn apart
    sa.Column("turn_holder", sa.Text),
    sa.Column("turn_expires_at", utc_type),
    sa.Column("waiting_since", utc_type),  # since when the customer waits for a person's word
    sa.Column("created_at", utc_type, nullable=False),
    sa.Column("updated_at", utc_type, nullable=False),
    sa.Column("erased_at", utc_type),
    sa.CheckConstraint("owner IN ('assistant', 'waiting', 'person', 'closed')", name="owner"),
    sa.Index(None, "shop_id", "owner", "updated_at"),
)


def _of_conversation(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    key = ("shop_id", "conversation_id")
    return sa.Table(
        name,
        metadata,
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(key, [conversation_table.c.shop_id, conversation_table.c.id]),
    )


event_table = _of_conversation(
    "event",
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("turn", sa.Integer),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("data", json_type(), nullable=False),
    sa.Column("body_id", sa.String(36)),  # stays when the body is erased
    sa.Column("at", utc_type, nullable=False),
    sa.PrimaryKeyConstraint("shop_id", "conversation_id", "seq"),
)

body_table = _of_conversation(
    "body",
    sa.Column("id", sa.String(36), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("shop_id", "conversation_id", "id"),
)

client_message_table = _of_conversation(
    "client_message",
    sa.Column("client_message_id", sa.Text, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("shop_id", "conversation_id", "client_message_id"),
)

pending_turn_table = _of_conversation(
    "pending_turn",  # messages that still need an answer: rarely more than one a conversation
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("holds_until", utc_type, nullable=False),  # until then later messages wait for this one
    sa.PrimaryKeyConstraint("shop_id", "conversation_id", "seq"),
)

product_shown_table = _of_conversation(
    "product_shown",
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("product_id", sa.Text, nullable=False),
    sa.Column("at", utc_type, nullable=False),
    sa.PrimaryKeyConstraint("shop_id", "conversation_id", "turn", "position"),
)

caught_claim_table = _of_conversation(
    "caught_claim",  # its words stand in the event alone
    sa.Column("seq", sa.Integer, nullable=False),  # of the verdicts
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("author", sa.String(16), nullable=False),
    sa.Column("model", sa.Text),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("at", utc_type, nullable=False),
    sa.PrimaryKeyConstraint("shop_id", "conversation_id", "seq", "position"),
    sa.CheckConstraint("outcome IN ('dropped', 'repaired', 'warned')", name="outcome"),
    sa.Index(None, "shop_id", "at"),
)

ticket_table = _of_conversation(
    "ticket",
    sa.Column("id", sa.String(36), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),  # in which a person was asked for
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("created_at", utc_type, nullable=False),
    sa.Column("closed_at", utc_type),
    sa.PrimaryKeyConstraint("shop_id", "id"),
    sa.CheckConstraint("status IN ('open', 'taken', 'done')", name="status"),
    sa.Index(None, "shop_id", "status", "created_at"),
)

sa.Index(
    "uq_ticket_of_conversation",  # at most one that is not done
    ticket_table.c.shop_id,
    ticket_table.c.conversation_id,
    unique=True,
    sqlite_where=ticket_table.c.status != "done",
    postgresql_where=ticket_table.c.status != "done",
)

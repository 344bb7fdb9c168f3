"""The counter: shops, catalogue, conversations."""

import sqlalchemy as sa
from alembic import op

from floorwalker.storage.schema import json_type, serial_type, utc_type

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "shop",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=True),
        sa.Column("publishable_key", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shop"),
        sa.UniqueConstraint("host", name="uq_shop_host"),
        sa.UniqueConstraint("publishable_key", name="uq_shop_publishable_key"),
    )
    op.create_table(
        "conversation",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=16), nullable=False),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("turn_seq", sa.Integer(), nullable=True),
        sa.Column("turn_lease", sa.String(length=36), nullable=True),
        sa.Column("turn_holder", sa.Text(), nullable=True),
        sa.Column("turn_expires_at", utc_type(), nullable=True),
        sa.Column("waiting_since", utc_type(), nullable=True),
        sa.Column("created_at", utc_type(), nullable=False),
        sa.Column("updated_at", utc_type(), nullable=False),
        sa.Column("erased_at", utc_type(), nullable=True),
        sa.CheckConstraint(
            "owner IN ('assistant', 'waiting', 'person', 'closed')", name="ck_conversation_owner"
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_conversation_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_conversation"),
    )
    op.create_index(
        "ix_conversation_shop_id_owner_updated_at",
        "conversation",
        ["shop_id", "owner", "updated_at"],
        unique=False,
    )
    op.create_table(
        "import_run",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("encoding", sa.String(length=32), nullable=False),
        sa.Column("started_at", utc_type(), nullable=False),
        sa.Column("finished_at", utc_type(), nullable=True),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("superseded", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_import_run_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_import_run"),
    )
    op.create_table(
        "product",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("tags", json_type(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("compare_at_minor", sa.BigInteger(), nullable=True),
        sa.Column("availability", sa.String(length=16), nullable=False),
        sa.Column("stock", sa.BigInteger(), nullable=True),
        sa.Column("popularity", sa.Float(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("rating_count", sa.BigInteger(), nullable=True),
        sa.Column("attributes", json_type(), nullable=False),
        sa.Column("updated_at", utc_type(), nullable=True),
        sa.Column("withdrawn_at", utc_type(), nullable=True),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_product_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_product"),
    )
    op.create_table(
        "product_change",
        sa.Column("seq", serial_type(), autoincrement=True, nullable=False),
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("at", utc_type(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_product_change_shop_id_shop"),
        sa.PrimaryKeyConstraint("seq", name="pk_product_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_product_change_shop_id", "product_change", ["shop_id", "seq"], unique=False)
    op.create_table(
        "body",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_body_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "conversation_id", "id", name="pk_body"),
    )
    op.create_table(
        "client_message",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("client_message_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_client_message_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "conversation_id", "client_message_id", name="pk_client_message"),
    )
    op.create_table(
        "event",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", json_type(), nullable=False),
        sa.Column("body_id", sa.String(length=36), nullable=True),
        sa.Column("at", utc_type(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_event_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "conversation_id", "seq", name="pk_event"),
    )
    op.create_table(
        "pending_turn",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("holds_until", utc_type(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_pending_turn_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "conversation_id", "seq", name="pk_pending_turn"),
    )
    op.create_table(
        "product_shown",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("at", utc_type(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_product_shown_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "conversation_id", "turn", "position", name="pk_product_shown"),
    )
    op.create_table(
        "reject",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "import_id"],
            ["import_run.shop_id", "import_run.id"],
            name="fk_reject_shop_id_import_id_import_run",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_reject_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "import_id", "position", name="pk_reject"),
    )
    op.create_table(
        "ticket",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", utc_type(), nullable=False),
        sa.Column("closed_at", utc_type(), nullable=True),
        sa.CheckConstraint("status IN ('open', 'taken', 'done')", name="ck_ticket_status"),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_ticket_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_ticket"),
    )
    op.create_index(
        "ix_ticket_shop_id_status_created_at", "ticket", ["shop_id", "status", "created_at"], unique=False
    )
    op.create_index(
        "uq_ticket_of_conversation",
        "ticket",
        ["shop_id", "conversation_id"],
        unique=True,
        sqlite_where=sa.text("status != 'done'"),
        postgresql_where=sa.text("status != 'done'"),
    )
    op.create_table(
        "variant",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("compare_at_minor", sa.BigInteger(), nullable=True),
        sa.Column("availability", sa.String(length=16), nullable=False),
        sa.Column("stock", sa.BigInteger(), nullable=True),
        sa.Column("options", json_type(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "product_id"],
            ["product.shop_id", "product.id"],
            name="fk_variant_shop_id_product_id_product",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_variant_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "product_id", "position", name="pk_variant"),
    )


def downgrade() -> None:
    for table in (
        "variant",
        "ticket",
        "reject",
        "product_shown",
        "pending_turn",
        "event",
        "client_message",
        "body",
        "product_change",
        "product",
        "import_run",
        "conversation",
        "shop",
    ):
        op.drop_table(table)

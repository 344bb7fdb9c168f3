"""The ledger: unsupported claims that were caught."""

import sqlalchemy as sa
from alembic import op

from floorwalker.storage.schema import utc_type

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "caught_claim",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("at", utc_type(), nullable=False),
        sa.CheckConstraint("outcome IN ('dropped', 'repaired', 'warned')", name="ck_caught_claim_outcome"),
        sa.ForeignKeyConstraint(
            ["shop_id", "conversation_id"],
            ["conversation.shop_id", "conversation.id"],
            name="fk_caught_claim_shop_id_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("shop_id", "conversation_id", "seq", "position", name="pk_caught_claim"),
    )
    op.create_index("ix_caught_claim_shop_id_at", "caught_claim", ["shop_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("caught_claim")

"""Vectors of products."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "product_vector",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("text_fingerprint", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_product_vector_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "product_id", name="pk_product_vector"),
    )
    op.create_index("ix_product_vector_shop_id_version", "product_vector", ["shop_id", "version"])


def downgrade() -> None:
    op.drop_table("product_vector")

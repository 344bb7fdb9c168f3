"""Table of the vectors of products."""

import sqlalchemy as sa

from floorwalker.storage import metadata

product_vector = sa.Table(
    "product_vector",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("product_id", sa.Text, primary_key=True),
    sa.Column("model", sa.Text, nullable=False),  # of the embedder; a student's is marked as such
    sa.Column("text_fingerprint", sa.String(32), nullable=False),  # of the texts it was made from
    sa.Column("vector", sa.LargeBinary, nullable=False),  # a signed byte a number
    sa.Column("version", sa.BigInteger, nullable=False),  # counts up with every batch of a shop
    sa.Index("ix_product_vector_shop_id_version", "shop_id", "version"),
)

"""Tables of the catalogue: products, their variants, the change journal, and the log of imports."""

import sqlalchemy as sa

from floorwalker.storage import json_type, metadata, utc_type
from floorwalker.storage.schema import serial_type


def _shop_key() -> sa.Column[str]:
    return sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True)


product = sa.Table(
    "product",
    metadata,
    _shop_key(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("brand", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("tags", json_type(), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("image", sa.Text, nullable=False),
    sa.Column("currency", sa.String(3)),
    sa.Column("price_minor", sa.BigInteger),
    sa.Column("compare_at_minor", sa.BigInteger),
    sa.Column("availability", sa.String(16), nullable=False),
    sa.Column("stock", sa.BigInteger),
    sa.Column("popularity", sa.Float),
    sa.Column("rating", sa.Float),
    sa.Column("rating_count", sa.BigInteger),
    sa.Column("attributes", json_type(), nullable=False),
    sa.Column("updated_at", utc_type),
    sa.Column("withdrawn_at", utc_type),
    sa.Column("fingerprint", sa.String(32), nullable=False),
)

variant = sa.Table(
    "variant",
    metadata,
    _shop_key(),
    sa.Column("product_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("sku", sa.Text, nullable=False),
    sa.Column("currency", sa.String(3)),
    sa.Column("price_minor", sa.BigInteger),
    sa.Column("compare_at_minor", sa.BigInteger),
    sa.Column("availability", sa.String(16), nullable=False),
    sa.Column("stock", sa.BigInteger),
    sa.Column("options", json_type(), nullable=False),
    sa.Column("image", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["shop_id", "product_id"], ["product.shop_id", "product.id"], ondelete="CASCADE"),
)

product_change = sa.Table(
    "product_change",
    metadata,
    sa.Column("seq", serial_type(), primary_key=True, autoincrement=True),
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), nullable=False),
    sa.Column("product_id", sa.Text, nullable=False),
    sa.Column("at", utc_type, nullable=False),
    sa.Index("ix_product_change_shop_id", "shop_id", "seq"),
    sqlite_autoincrement=True,  # a number is never given twice
)

import_run = sa.Table(
    "import_run",
    metadata,
    _shop_key(),
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("format", sa.String(32), nullable=False),
    sa.Column("encoding", sa.String(32), nullable=False),
    sa.Column("started_at", utc_type, nullable=False),
    sa.Column("finished_at", utc_type),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("added", sa.BigInteger, nullable=False),
    sa.Column("changed", sa.BigInteger, nullable=False),
    sa.Column("unchanged", sa.BigInteger, nullable=False),
    sa.Column("superseded", sa.BigInteger, nullable=False),
    sa.Column("withdrawn", sa.BigInteger, nullable=False),
    sa.Column("rejected", sa.BigInteger, nullable=False),
)

reject = sa.Table(
    "reject",
    metadata,
    _shop_key(),
    sa.Column("import_id", sa.String(36), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("line", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("remedy", sa.Text, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(
        ["shop_id", "import_id"], ["import_run.shop_id", "import_run.id"], ondelete="CASCADE"
    ),
)

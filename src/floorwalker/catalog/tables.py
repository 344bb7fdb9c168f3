"""Tables of the catalogue: products, their variants, brands, the change journal, the log of imports."""

import sqlalchemy as sa

from floorwalker.storage import json_type, metadata, utc_type
from floorwalker.storage.schema import serial_type


def _shop_key() -> sa.Column[str]:
    return sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True)


def _when_dated(table: str, *columns: str) -> list[sa.Index]:
    """Indexes that hold only the few rows that have such a date."""
    return [
        sa.Index(
            f"ix_{table}_shop_id_{column}",
            "shop_id",
            column,
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
        for column in columns
    ]


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
    sa.Column("images", json_type(), nullable=False),
    sa.Column("gtin", sa.Text, nullable=False),
    sa.Column("sell_from", utc_type),
    sa.Column("sell_until", utc_type),
    sa.Column("sale_minor", sa.BigInteger),
    sa.Column("sale_from", utc_type),
    sa.Column("sale_until", utc_type),
    sa.Column("withdrawn_at", utc_type),
    sa.Column("fingerprint", sa.String(32), nullable=False),  # of all that the feed says
    sa.Column("text_fingerprint", sa.String(32), nullable=False),  # of what the text index holds
    sa.Column("stated_at", utc_type, nullable=False),  # when price and stock were last stated
    sa.Column("live_at", utc_type),  # when an update outside the feed last stated them
    sa.Index("ix_product_shop_id_source_id", "shop_id", "source", "id"),
    *_when_dated("product", "sale_from", "sale_until"),
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
    sa.Column("gtin", sa.Text, nullable=False),
    sa.Column("sale_minor", sa.BigInteger),
    sa.Column("sale_from", utc_type),
    sa.Column("sale_until", utc_type),
    sa.ForeignKeyConstraint(["shop_id", "product_id"], ["product.shop_id", "product.id"], ondelete="CASCADE"),
    sa.Index("ix_variant_shop_id_sku", "shop_id", "sku"),
    *_when_dated("variant", "sale_from", "sale_until"),
)

product_change = sa.Table(
    "product_change",
    metadata,
    sa.Column("seq", serial_type(), primary_key=True, autoincrement=True),
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), nullable=False),
    sa.Column("product_id", sa.Text, nullable=False),
    sa.Column("variant_id", sa.Text, nullable=False),  # empty: the product itself
    sa.Column("at", utc_type, nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("currency", sa.String(3)),
    sa.Column("price_minor", sa.BigInteger),
    sa.Column("compare_at_minor", sa.BigInteger),
    sa.Column("availability", sa.String(16)),
    sa.Column("stock", sa.BigInteger),
    sa.Index("ix_product_change_shop_id", "shop_id", "seq"),
    sa.Index("ix_product_change_shop_id_kind_seq", "shop_id", "kind", "seq"),
    sa.Index("ix_product_change_shop_id_product_id_seq", "shop_id", "product_id", "seq"),
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
    sa.Column("mark", sa.String(32), nullable=False),  # of the file's content and how it is read
    sa.Column("checkpoint", sa.Text, nullable=False),  # the last key that has been applied
    sa.Column("started_at", utc_type, nullable=False),
    sa.Column("finished_at", utc_type),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("added", sa.BigInteger, nullable=False),
    sa.Column("changed", sa.BigInteger, nullable=False),
    sa.Column("unchanged", sa.BigInteger, nullable=False),
    sa.Column("superseded", sa.BigInteger, nullable=False),
    sa.Column("withdrawn", sa.BigInteger, nullable=False),
    sa.Column("rejected", sa.BigInteger, nullable=False),
    sa.Column("noted", sa.BigInteger, nullable=False),
)

reject = sa.Table(
    "reject",
    metadata,
    _shop_key(),
    sa.Column("import_id", sa.String(36), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("line", sa.BigInteger, nullable=False),
    sa.Column("used", sa.Boolean, nullable=False),  # the row was used, but for what the reason says
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("remedy", sa.Text, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(
        ["shop_id", "import_id"], ["import_run.shop_id", "import_run.id"], ondelete="CASCADE"
    ),
)

brand = sa.Table(
    "brand",
    metadata,
    _shop_key(),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("aliases", json_type(), nullable=False),
    sa.Column("story", json_type(), nullable=False),  # by language
    sa.Column("niche", sa.Boolean),  # the shop's word; NULL: as popularity says
    sa.Column("url", sa.Text, nullable=False),
)

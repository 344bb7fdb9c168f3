"""Tables of prices beside the product's own: price lists, their prices, promotions."""

import sqlalchemy as sa

from floorwalker.storage import json_type, metadata, utc_type

price_list = sa.Table(
    "price_list",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("market", sa.String(16), nullable=False),  # empty: every market
    sa.Column("member_group", sa.String(64), nullable=False),  # empty: everybody
    sa.Column("tax_included", sa.Boolean),  # NULL: not said
    sa.Column("priority", sa.Integer, nullable=False),
)

list_price = sa.Table(
    "list_price",
    metadata,
    sa.Column("shop_id", sa.String(64), primary_key=True),
    sa.Column("list_id", sa.String(64), primary_key=True),
    sa.Column("product_id", sa.Text, primary_key=True),
    sa.Column("variant_id", sa.Text, primary_key=True),  # empty: every variant
    sa.Column("position", sa.Integer, primary_key=True),  # several periods of one price
    sa.Column("price_minor", sa.BigInteger, nullable=False),
    sa.Column("compare_at_minor", sa.BigInteger),
    sa.Column("valid_from", utc_type),
    sa.Column("valid_to", utc_type),
    sa.Column("stated_at", utc_type, nullable=False),
    sa.ForeignKeyConstraint(
        ["shop_id", "list_id"], ["price_list.shop_id", "price_list.id"], ondelete="CASCADE"
    ),
    sa.Index("ix_list_price_shop_id_product_id", "shop_id", "product_id"),
    sa.Index("ix_list_price_shop_id_valid_from", "shop_id", "valid_from"),
    sa.Index("ix_list_price_shop_id_valid_to", "shop_id", "valid_to"),
)

promotion = sa.Table(
    "promotion",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", json_type(), nullable=False),  # by language
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("percent", sa.Numeric(7, 4)),  # off, 0 to 100
    sa.Column("currency", sa.String(3)),
    sa.Column("amount_minor", sa.BigInteger),
    sa.Column("threshold_minor", sa.BigInteger),
    sa.Column("nth", sa.Integer),  # the second item, the third
    sa.Column("scope", json_type(), nullable=False),
    sa.Column("market", sa.String(16), nullable=False),
    sa.Column("member_group", sa.String(64), nullable=False),
    sa.Column("starts_at", utc_type),
    sa.Column("ends_at", utc_type),
    sa.Column("stacking", sa.String(16), nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("repeats", sa.Boolean, nullable=False),  # every full threshold, not only the first
    sa.CheckConstraint("kind IN ('percent', 'amount', 'threshold', 'nth_item')", name="kind"),
    sa.CheckConstraint("stacking IN ('exclusive', 'stacks')", name="stacking"),
)

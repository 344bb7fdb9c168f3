"""The catalogue: prices, feeds, live updates, brands and merchandising."""

import sqlalchemy as sa
from alembic import op

from floorwalker.storage.schema import json_type, utc_type

revision = "0002"
down_revision = "0001"

_COLUMNS = {
    "product": (
        sa.Column("images", json_type(), nullable=False, server_default="[]"),
        sa.Column("gtin", sa.Text(), nullable=False, server_default=""),
        sa.Column("sell_from", utc_type()),
        sa.Column("sell_until", utc_type()),
        sa.Column("sale_minor", sa.BigInteger()),
        sa.Column("sale_from", utc_type()),
        sa.Column("sale_until", utc_type()),
        sa.Column("text_fingerprint", sa.String(32), nullable=False, server_default=""),
        # a price of unknown age is an old one, until the next import states it
        sa.Column("stated_at", utc_type(), nullable=False, server_default="1970-01-01 00:00:00"),
        sa.Column("live_at", utc_type()),
    ),
    "variant": (
        sa.Column("gtin", sa.Text(), nullable=False, server_default=""),
        sa.Column("sale_minor", sa.BigInteger()),
        sa.Column("sale_from", utc_type()),
        sa.Column("sale_until", utc_type()),
    ),
    "product_change": (
        sa.Column("variant_id", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.String(8), nullable=False, server_default="text"),
        sa.Column("cause", sa.Text(), nullable=False, server_default="import"),
        sa.Column("currency", sa.String(3)),
        sa.Column("price_minor", sa.BigInteger()),
        sa.Column("compare_at_minor", sa.BigInteger()),
        sa.Column("availability", sa.String(16)),
        sa.Column("stock", sa.BigInteger()),
    ),
    "import_run": (
        sa.Column("mark", sa.String(32), nullable=False, server_default=""),
        sa.Column("checkpoint", sa.Text(), nullable=False, server_default=""),
        sa.Column("noted", sa.BigInteger(), nullable=False, server_default="0"),
    ),
    "reject": (sa.Column("used", sa.Boolean(), nullable=False, server_default=sa.false()),),
}
_INDEXES = (
    ("ix_product_shop_id_source_id", "product", ["shop_id", "source", "id"]),
    ("ix_variant_shop_id_sku", "variant", ["shop_id", "sku"]),
    ("ix_product_change_shop_id_kind_seq", "product_change", ["shop_id", "kind", "seq"]),
    ("ix_product_change_shop_id_product_id_seq", "product_change", ["shop_id", "product_id", "seq"]),
)
_DATED = [(table, column) for table in ("product", "variant") for column in ("sale_from", "sale_until")]


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    for name, table, indexed in _INDEXES:
        op.create_index(name, table, indexed)
    for table, name in _DATED:
        dated = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_{table}_shop_id_{name}",
            table,
            ["shop_id", name],
            sqlite_where=dated,
            postgresql_where=dated,
        )
    op.create_table(
        "brand",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", json_type(), nullable=False),
        sa.Column("story", json_type(), nullable=False),
        sa.Column("niche", sa.Boolean(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_brand_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "key", name="pk_brand"),
    )
    op.create_table(
        "external_id",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("variant_id", sa.Text(), nullable=False),
        sa.Column("updated_at", utc_type(), nullable=True),
        sa.Column("deleted_at", utc_type(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_external_id_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "source", "id", name="pk_external_id"),
    )
    op.create_table(
        "feed",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("mapping", json_type(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("stale_after_hours", sa.Float(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("created_at", utc_type(), nullable=False),
        sa.Column("checked_at", utc_type(), nullable=True),
        sa.Column("succeeded_at", utc_type(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("stale_at", utc_type(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("held_until", utc_type(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_feed_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "source", name="pk_feed"),
    )
    op.create_table(
        "merchandising_rule",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("target", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("strength", sa.Float(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("starts_at", utc_type(), nullable=True),
        sa.Column("ends_at", utc_type(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", utc_type(), nullable=False),
        sa.CheckConstraint(
            "action IN ('pin', 'boost', 'bury', 'never')", name="ck_merchandising_rule_action"
        ),
        sa.CheckConstraint(
            "target IN ('product', 'brand', 'category', 'tag')", name="ck_merchandising_rule_target"
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_merchandising_rule_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_merchandising_rule"),
    )
    op.create_table(
        "price_list",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("market", sa.String(length=16), nullable=False),
        sa.Column("member_group", sa.String(length=64), nullable=False),
        sa.Column("tax_included", sa.Boolean(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_price_list_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_price_list"),
    )
    op.create_table(
        "promotion",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", json_type(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("percent", sa.Numeric(precision=7, scale=4), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("threshold_minor", sa.BigInteger(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("scope", json_type(), nullable=False),
        sa.Column("market", sa.String(length=16), nullable=False),
        sa.Column("member_group", sa.String(length=64), nullable=False),
        sa.Column("starts_at", utc_type(), nullable=True),
        sa.Column("ends_at", utc_type(), nullable=True),
        sa.Column("stacking", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('percent', 'amount', 'threshold', 'nth_item')", name="ck_promotion_kind"
        ),
        sa.CheckConstraint("stacking IN ('exclusive', 'stacks')", name="ck_promotion_stacking"),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_promotion_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_promotion"),
    )
    op.create_table(
        "synonym",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("words", json_type(), nullable=False),
        sa.Column("means", json_type(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", utc_type(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_synonym_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "id", name="pk_synonym"),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("received_at", utc_type(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_webhook_delivery_shop_id_shop"),
        sa.PrimaryKeyConstraint("shop_id", "provider", "id", name="pk_webhook_delivery"),
    )
    op.create_index(
        "ix_webhook_delivery_shop_id_received_at",
        "webhook_delivery",
        ["shop_id", "received_at"],
        unique=False,
    )
    op.create_table(
        "list_price",
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("list_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("variant_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("compare_at_minor", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", utc_type(), nullable=True),
        sa.Column("valid_to", utc_type(), nullable=True),
        sa.Column("stated_at", utc_type(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "list_id"],
            ["price_list.shop_id", "price_list.id"],
            name="fk_list_price_shop_id_list_id_price_list",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "shop_id", "list_id", "product_id", "variant_id", "position", name="pk_list_price"
        ),
    )
    op.create_index("ix_list_price_shop_id_product_id", "list_price", ["shop_id", "product_id"], unique=False)
    op.create_index("ix_list_price_shop_id_valid_from", "list_price", ["shop_id", "valid_from"], unique=False)
    op.create_index("ix_list_price_shop_id_valid_to", "list_price", ["shop_id", "valid_to"], unique=False)


def downgrade() -> None:
    for table in (
        "list_price",
        "webhook_delivery",
        "synonym",
        "promotion",
        "price_list",
        "merchandising_rule",
        "feed",
        "external_id",
        "brand",
    ):
        op.drop_table(table)
    for name, table, _indexed in reversed(_INDEXES):
        op.drop_index(name, table)
    for table, name in _DATED:
        op.drop_index(f"ix_{table}_shop_id_{name}", table)
    for table, columns in reversed(_COLUMNS.items()):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)

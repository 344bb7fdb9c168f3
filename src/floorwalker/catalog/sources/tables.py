"""Tables of where products come from by themselves: scheduled feeds and webhooks."""

import sqlalchemy as sa

from floorwalker.storage import json_type, metadata, utc_type

feed = sa.Table(
    "feed",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("source", sa.String(100), primary_key=True),
    sa.Column("location", sa.Text, nullable=False),  # URL or path
    sa.Column("format", sa.String(32), nullable=False),
    sa.Column("mapping", json_type(), nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("full", sa.Boolean, nullable=False),
    sa.Column("every_minutes", sa.Integer, nullable=False),
    sa.Column("stale_after_hours", sa.Float, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("last_modified", sa.Text, nullable=False),
    sa.Column("created_at", utc_type, nullable=False),
    sa.Column("checked_at", utc_type),
    sa.Column("succeeded_at", utc_type),  # fetched and imported, or confirmed unchanged
    sa.Column("failures", sa.Integer, nullable=False),  # in a row
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("import_id", sa.String(36), nullable=False),
    sa.Column("stale_at", utc_type),  # when the alarm was raised; NULL: it is not
    sa.Column("holder", sa.Text, nullable=False),  # the process that is at it
    sa.Column("held_until", utc_type),
)

webhook_delivery = sa.Table(
    "webhook_delivery",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("provider", sa.String(16), primary_key=True),
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("received_at", utc_type, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Index("ix_webhook_delivery_shop_id_received_at", "shop_id", "received_at"),
)

external_id = sa.Table(
    "external_id",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("source", sa.String(100), primary_key=True),
    sa.Column("id", sa.String(40), primary_key=True),  # the shop system's own number
    sa.Column("product_id", sa.Text, nullable=False),  # empty: it was deleted before it was known
    sa.Column("variant_id", sa.Text, nullable=False),  # empty: the product itself
    sa.Column("updated_at", utc_type),  # of the newest event about it
    sa.Column("deleted_at", utc_type),
)

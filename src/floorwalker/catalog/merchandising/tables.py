"""Tables of what staff decide about the order of products: rules and synonyms."""

import sqlalchemy as sa

from floorwalker.storage import json_type, metadata, utc_type

merchandising_rule = sa.Table(
    "merchandising_rule",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("action", sa.String(8), nullable=False),
    sa.Column("target", sa.String(16), nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),  # empty: every query
    sa.Column("strength", sa.Float, nullable=False),
    sa.Column("position", sa.Integer),  # of a pin, from 1
    sa.Column("starts_at", utc_type),
    sa.Column("ends_at", utc_type),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", utc_type, nullable=False),
    sa.CheckConstraint("action IN ('pin', 'boost', 'bury', 'never')", name="action"),
    sa.CheckConstraint("target IN ('product', 'brand', 'category', 'tag')", name="target"),
)

synonym = sa.Table(
    "synonym",
    metadata,
    sa.Column("shop_id", sa.String(64), sa.ForeignKey("shop.id"), primary_key=True),
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("words", json_type(), nullable=False),
    sa.Column("means", json_type(), nullable=False),  # empty: all words mean each other
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", utc_type, nullable=False),
)

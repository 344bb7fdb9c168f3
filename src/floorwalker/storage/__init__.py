"""The database: engine, transactions, schema and migrations.

Rooms own their tables; this room owns none but ``shop``, which every key starts with.
"""

from floorwalker.storage.database import Database, Write
from floorwalker.storage.schema import json_type, metadata, utc_type
from floorwalker.storage.shops import Shop, ShopStore

__all__ = ["Database", "Shop", "ShopStore", "Write", "json_type", "metadata", "utc_type"]

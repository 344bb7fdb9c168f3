"""Records as facts, and facts as the things they are about."""

from floorwalker.grounding.records.given import evidence_of
from floorwalker.grounding.records.items import Item, Key, items_of, parts_of
from floorwalker.grounding.records.roles import COUNTS, Role, role_of

__all__ = ["COUNTS", "Item", "Key", "Role", "evidence_of", "items_of", "parts_of", "role_of"]

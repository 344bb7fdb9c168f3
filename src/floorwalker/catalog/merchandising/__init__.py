"""What staff decide about the order of products."""

from floorwalker.catalog.merchandising.models import Action, Rule, State, Synonym, Target
from floorwalker.catalog.merchandising.names import category_path, folded_tag, lies_in
from floorwalker.catalog.merchandising.rows import rule_json, synonym_json
from floorwalker.catalog.merchandising.store import MerchandisingStore

__all__ = [
    "Action",
    "MerchandisingStore",
    "Rule",
    "State",
    "Synonym",
    "Target",
    "category_path",
    "folded_tag",
    "lies_in",
    "rule_json",
    "synonym_json",
]

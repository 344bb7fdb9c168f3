"""From a reading to findings: what the shop's data answers, with the evidence for it."""

from floorwalker.dialogue.gather.gatherer import Gathered, Gatherer
from floorwalker.dialogue.gather.knowing import citations_for, comparison_json
from floorwalker.dialogue.gather.naming import NamedProducts
from floorwalker.dialogue.gather.tellings import products_of

__all__ = ["Gathered", "Gatherer", "NamedProducts", "citations_for", "comparison_json", "products_of"]

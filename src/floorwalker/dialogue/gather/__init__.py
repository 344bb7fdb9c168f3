"""From a reading to findings: what the shop's data answers, with the evidence for it."""

from floorwalker.dialogue.gather.gatherer import Gathered, Gatherer, products_of
from floorwalker.dialogue.gather.naming import NamedProducts

__all__ = ["Gathered", "Gatherer", "NamedProducts", "products_of"]

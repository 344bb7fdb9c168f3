"""Facts, sentences with figures, and the check that a text asserts nothing its evidence does not hold.

Pure functions: no I/O, no model.
"""

from floorwalker.grounding.claims import Claim, ClaimKind
from floorwalker.grounding.evidence import Evidence, Fact, FactValue, Source
from floorwalker.grounding.render import Rendered, format_value, render
from floorwalker.grounding.sentence import Figure, Sentence
from floorwalker.grounding.verify import BrandFinder, Verifier, verify

__all__ = [
    "BrandFinder",
    "Claim",
    "ClaimKind",
    "Evidence",
    "Fact",
    "FactValue",
    "Figure",
    "Rendered",
    "Sentence",
    "Source",
    "Verifier",
    "format_value",
    "render",
    "verify",
]

"""Facts, sentences with figures, and the check that a text asserts nothing its evidence does not hold.

Pure functions: no I/O, no model.
"""

from floorwalker.grounding.checking import Memory
from floorwalker.grounding.claims import Author, Claim, ClaimKind
from floorwalker.grounding.evidence import Evidence, Fact, FactValue, Source
from floorwalker.grounding.records import evidence_of
from floorwalker.grounding.render import Rendered, format_value, render
from floorwalker.grounding.repair import Repaired, repair
from floorwalker.grounding.requests import GivenRecord, VerifyRequest, verify_request
from floorwalker.grounding.sentence import Figure, Sentence
from floorwalker.grounding.verify import BrandFinder, Verifier, known_brands, no_brands, verify

__all__ = [
    "Author",
    "BrandFinder",
    "Claim",
    "ClaimKind",
    "Evidence",
    "Fact",
    "FactValue",
    "Figure",
    "GivenRecord",
    "Memory",
    "Rendered",
    "Repaired",
    "Sentence",
    "Source",
    "Verifier",
    "VerifyRequest",
    "evidence_of",
    "format_value",
    "known_brands",
    "no_brands",
    "render",
    "repair",
    "verify",
    "verify_request",
]

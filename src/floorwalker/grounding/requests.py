"""A text and its evidence as programs send them, and the verdicts as they get them back."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from floorwalker.core import Language
from floorwalker.grounding.claims import Author
from floorwalker.grounding.evidence import Evidence
from floorwalker.grounding.records import evidence_of
from floorwalker.grounding.verify import BrandFinder, Verifier, known_brands


class GivenRecord(BaseModel):
    """A record that a text may rely on: any fields, as the shop's own systems name them."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    kind: str = "product"
    id: str = ""
    fields: dict[str, Any] = Field(default_factory=dict)


class VerifyRequest(BaseModel):
    """A text to check. ``product_ids`` name products of the shop, whose records are evidence as well."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = None
    language: Language | None = None
    text: str
    evidence: list[GivenRecord] = Field(default_factory=list)
    product_ids: list[str] = Field(default_factory=list)
    author: Author = "unknown"


def verify_request(
    request: VerifyRequest, more: Evidence | None = None, brands: BrandFinder = known_brands
) -> Mapping[str, Any]:
    """``{id, claims, notes}`` for a request.

    Args:
        request: the text and its evidence.
        more: facts beside those of the request, such as those of its ``product_ids``.
        brands: finds the brands that a text names.
    """
    evidence = evidence_of(record.model_dump() for record in request.evidence)
    if more is not None:
        evidence = evidence.plus(more)
    claims = Verifier(evidence, brands, request.author).check(request.text)
    return {"id": request.id, "claims": [claim.as_json() for claim in claims], "notes": []}

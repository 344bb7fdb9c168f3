"""A text and its evidence as programs send them, and the verdicts as they get them back."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from floorwalker.core import Language
from floorwalker.grounding.claims import Author, Claim
from floorwalker.grounding.compliance import Context, Genre, check_compliance
from floorwalker.grounding.evidence import Evidence
from floorwalker.grounding.reading import find_amounts, passages
from floorwalker.grounding.records import evidence_of
from floorwalker.grounding.verify import BrandFinder, Verifier, known_brands
from floorwalker.text import detect_language


class GivenRecord(BaseModel):
    """A record that a text may rely on: any fields, as the shop's own systems name them."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    kind: str = "product"
    id: str = ""
    fields: dict[str, Any] = Field(default_factory=dict)


class VerifyRequest(BaseModel):
    """A text to check. ``product_ids`` name products of the shop, whose records are evidence as well.

    With a ``genre`` the rules of advertising and consumer protection are applied too, for ``goods`` of a kind
    that they know (cosmetics, food, …); see :func:`floorwalker.grounding.compliance.check_compliance`.
    """

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = None
    language: Language | None = None
    text: str
    evidence: list[GivenRecord] = Field(default_factory=list)
    product_ids: list[str] = Field(default_factory=list)
    author: Author = "unknown"
    genre: Genre | None = None
    goods: str = ""


def verify_request(
    request: VerifyRequest, more: Evidence | None = None, brands: BrandFinder = known_brands
) -> Mapping[str, Any]:
    """``{id, claims, notes, findings}`` for a request; ``findings`` is ``None`` where no genre was given.

    Args:
        request: the text and its evidence.
        more: facts beside those of the request, such as those of its ``product_ids``.
        brands: finds the brands that a text names.
    """
    evidence = evidence_of(record.model_dump() for record in request.evidence)
    if more is not None:
        evidence = evidence.plus(more)
    claims = Verifier(evidence, brands, request.author).check(request.text)
    language = request.language or detect_language(request.text)
    notes = _notes(request.text, claims, language, known=any(True for _ in evidence))
    return {
        "id": request.id,
        "claims": [claim.as_json() for claim in claims],
        "notes": notes,
        "findings": _findings(request, evidence),
    }


def _findings(request: VerifyRequest, evidence: Evidence) -> list[dict[str, Any]] | None:
    """What the rules object to; brands of the evidence are names, and no claims."""
    if request.genre is None:
        return None
    brands = tuple({str(fact.value) for fact in evidence if fact.source.field == "brand"})
    context = Context(language=request.language, genre=request.genre, goods=request.goods, names=brands)
    return [finding.as_json() for finding in check_compliance(request.text, context)]


_UNKNOWN = {
    "zh": "没有给出任何资料，什么都无法证实。",
    "en": "No evidence was given, so that nothing can be confirmed.",
}
_LEFT_ALONE = {
    "zh": "“{words}”没有核对：像是顾客自己的数字、假设的件数，或者一种说法。",
    "en": "“{words}” was left alone: it reads like a figure of the customer's own, a number of pieces "
    "that is only supposed, or a turn of phrase.",
}


def _notes(text: str, claims: Sequence[Claim], language: Language, *, known: bool) -> list[str]:
    """What could not be checked, in the language of the text: a sentence each."""
    notes = [] if known else [_UNKNOWN[language]]
    is_claimed = bytearray(len(text))
    for claim in claims:
        first, last = claim.span
        is_claimed[first:last] = b"\1" * (last - first)
    for passage in passages(text):
        for amount in find_amounts(passage.text):
            start, end = passage.span(*amount.span)
            if amount.value not in {0, 1} and not any(is_claimed[start:end]):
                notes.append(_LEFT_ALONE[language].format(words=text[start:end]))
    return list(dict.fromkeys(notes))

"""The answer object: what every door returns, with every key always present."""

from collections.abc import Mapping, Sequence
from typing import Any

from floorwalker.agents import reasons_text
from floorwalker.catalog import Product
from floorwalker.conversation import AskNeed, Comparison, Finding, Owner, Ticket
from floorwalker.core import Language
from floorwalker.dialogue.gather import citations_for, comparison_json
from floorwalker.grounding import Claim, Evidence

_NO_EVIDENCE = Evidence()


def answer_object(
    *,
    conversation_id: str,
    reply: str,
    language: Language,
    products: Sequence[Mapping[str, Any]] = (),
    claims: Sequence[Claim] = (),
    findings: Sequence[Finding] = (),
    evidence: Evidence = _NO_EVIDENCE,
    ticket: Ticket | None = None,
    owner: Owner,
    agent: str | None,
    timings_ms: Mapping[str, float],
) -> dict[str, Any]:
    """Assemble the answer of a turn; the contract stands in ``docs/api.md``."""
    return {
        "conversation_id": conversation_id,
        "reply": reply,
        "language": language,
        "products": list(products),
        "claims": [claim.as_json() for claim in claims],
        "citations": [citation.as_json() for citation in citations_for(findings, evidence)],
        "comparison": _comparison(findings, evidence),
        "clarify": reply if any(isinstance(finding, AskNeed) for finding in findings) else None,
        "handoff": {"ticket_id": ticket.id, "reason": ticket.reason} if ticket else None,
        "owner": owner,
        "agent": agent,
        "timings_ms": {name: round(value, 2) for name, value in timings_ms.items()},
    }


def silence(conversation_id: str, language: Language, owner: Owner) -> dict[str, Any]:
    """The answer while a person owns the conversation: nothing is said, by nobody's agent."""
    return answer_object(
        conversation_id=conversation_id, reply="", language=language, owner=owner, agent=None, timings_ms={}
    )


def product_card(
    product: Product, finding: Finding, evidence: Evidence, language: Language
) -> dict[str, Any]:
    """A product as answers list it, with the reasons its own fields give for it."""
    return {
        "id": product.id,
        "title": product.title,
        "brand": product.brand or None,
        "price": product.price.as_json() if product.price else None,
        "availability": product.availability,
        "url": product.url or None,
        "reasons": reasons_text(product, finding, evidence, language),
    }


def _comparison(findings: Sequence[Finding], evidence: Evidence) -> dict[str, Any] | None:
    compared = next((finding for finding in findings if isinstance(finding, Comparison)), None)
    return comparison_json(compared, evidence) if compared else None

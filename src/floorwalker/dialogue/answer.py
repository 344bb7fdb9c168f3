"""The answer object: what every door returns, with every key always present."""

from collections.abc import Mapping, Sequence
from typing import Any

from floorwalker.catalog import Product
from floorwalker.conversation import AskNeed, Finding, Listing, Owner, ShoppingNeed, Ticket
from floorwalker.core import Language
from floorwalker.grounding import Claim, format_value


def answer_object(
    *,
    conversation_id: str,
    reply: str,
    language: Language,
    products: Sequence[Mapping[str, Any]] = (),
    claims: Sequence[Claim] = (),
    findings: Sequence[Finding] = (),
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
        "citations": [],
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


def product_card(product: Product, finding: Finding, language: Language) -> dict[str, Any]:
    """A product as answers list it, with the reasons its own fields give for it."""
    return {
        "id": product.id,
        "title": product.title,
        "brand": product.brand or None,
        "price": product.price.as_json() if product.price else None,
        "availability": product.availability,
        "url": product.url or None,
        "reasons": _reasons(product, finding, language),
    }


def _reasons(product: Product, finding: Finding, language: Language) -> list[str]:
    zh = language == "zh"
    reasons: list[str] = []
    if isinstance(finding, Listing):
        if finding.relaxed or finding.absent:
            reasons.append("替代款：不完全符合要求" if zh else "alternative: it does not meet every wish")
        else:
            reasons += _met(product, finding.need, zh)
    if product.rating is not None:
        rating = format_value(round(product.rating, 2).__str__(), language)
        reasons.append(f"评分 {rating}" if zh else f"rated {rating}")
    return reasons


def _met(product: Product, need: ShoppingNeed, zh: bool) -> list[str]:
    met: list[str] = []
    if product.price and (need.price_max is not None or need.price_min is not None):
        met.append("在您说的价格范围内" if zh else "within your price range")
    met += [f"符合“{wish.said}”" if zh else f"matches “{wish.said}”" for wish in need.wishes]
    if need.niche:
        met.append("小众品牌" if zh else "from a niche brand")
    return met

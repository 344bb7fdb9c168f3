"""Why a product is shown, in words: the one reason of a list's line, and all of them on its card."""

from floorwalker.agents.builtin.figures import Parts, field
from floorwalker.agents.builtin.wishes import wish_names
from floorwalker.agents.builtin.wording import Wording
from floorwalker.catalog import Product
from floorwalker.conversation import Brief, Explained, Finding, Listing, Reason
from floorwalker.core import Language
from floorwalker.grounding import Evidence, Figure, Sentence, format_value, render
from floorwalker.text import attributes, is_chinese

_QUOTING = frozenset({"wish", "soft_wish", "recipient", "occasion", "quality"})
_ASKED_FOR = frozenset({"wish", "soft_wish"})
_LONGEST_QUOTE = 40
_UNQUOTABLE = frozenset('“”"「」《》\n\r')


def worded(wording: Wording, reason: Reason, form: str = "reason") -> Parts:
    """A reason as a tag (``form="reason"``: best rated of these) or a clause (``"because"``).

    Empty where it rests on words that the evidence does not hold, or that cannot be quoted in a line.
    """
    if reason.kind not in _QUOTING:
        return wording.words(f"{form}.{reason.kind}")
    if not quotable(wording.evidence, reason) or reason.source is None:
        return ()
    label = _label(wording, reason)
    if label and reason.kind == "recipient":
        return wording.words(f"{form}.recipient", people=label)
    if label and _is_foreign(wording, reason):
        return wording.words(f"{form}.stated", label=label)
    return wording.words(f"{form}.{_place(reason)}", words=Figure(reason.source))


def quotable(evidence: Evidence, reason: Reason) -> str:
    """The words that a reason quotes; empty where there are none that fit in a line."""
    fact = evidence.get(reason.source) if reason.source else None
    words = fact.value if fact and isinstance(fact.value, str) else ""
    return words if words.strip() and len(words) <= _LONGEST_QUOTE and not _UNQUOTABLE & set(words) else ""


def line_reasons(wording: Wording, finding: Listing) -> dict[str, Parts]:
    """One short reason for each product that has any, by its id.

    The strongest comes first, but one that the line above has not given is better. What the shopper asked for
    may be repeated from line to line, and nothing else. What the product's name says already is no reason.
    """
    chosen: dict[str, Parts] = {}
    above = ""
    for product in finding.products:
        reasons = [
            reason for reason in _usable(wording, finding, product) if not _is_named(wording, reason, product)
        ]
        told = [_told(wording.evidence, reason) for reason in reasons]
        best = next((place for place, words in enumerate(told) if words != above), None)
        if best is None and reasons and reasons[0].kind in _ASKED_FOR:
            best = 0
        above = told[best] if best is not None else ""
        if best is not None:
            chosen[product.id] = worded(wording, reasons[best])
    return chosen


def reasons_text(product: Product, finding: Finding, evidence: Evidence, language: Language) -> list[str]:
    """The reasons on a product's card, in plain words; an alternative is called one first.

    Args:
        product: the product of the card.
        finding: what it was found for.
        evidence: of the turn; it holds what the reasons quote.
        language: of the reply.
    """
    wording = Wording(Brief(language, (finding,), evidence, 0))
    tags: list[Parts] = []
    if isinstance(finding, Listing):
        if finding.relaxed or finding.absent:
            tags.append(wording.words("card.alternative"))
        else:
            tags += _met(wording, product, finding)
    if isinstance(finding, Listing | Explained):
        reasons = _reasons_of(product, finding)
        tags += [worded(wording, reason) for reason in reasons if _speaks_for_itself(wording, reason)]
    if product.rating is not None:
        tags.append(wording.words("card.rating", rating=_rating(product, evidence, language)))
    return list(dict.fromkeys(render(Sentence(tag), evidence, language).text for tag in tags if tag))


def _reasons_of(product: Product, finding: Listing | Explained) -> tuple[Reason, ...]:
    return finding.reasons.get(product.id, ()) if isinstance(finding, Listing) else finding.reasons


def _met(wording: Wording, product: Product, finding: Listing) -> list[Parts]:
    """The constraints that a listed product is known to keep, since the search kept to them."""
    need, reasons = finding.need, finding.reasons.get(product.id, ())
    met: list[Parts] = []
    if product.price and (need.price_max is not None or need.price_min is not None):
        met.append(wording.words("card.in_range"))
    shown = {reason.said for reason in reasons if quotable(wording.evidence, reason)}
    hard = wish_names(wording, (w for w in need.wishes if not w.soft and w.said not in shown))
    met += [wording.words("card.wish", wish=said) for said in hard]
    if need.niche and not any(reason.kind == "niche" for reason in reasons):
        met.append(wording.words("reason.niche"))
    return met


def _usable(wording: Wording, finding: Listing, product: Product) -> list[Reason]:
    """Those that can be said and that the list's heading does not say already."""
    usable = [
        reason
        for reason in finding.reasons.get(product.id, ())
        if (reason.kind not in _QUOTING or quotable(wording.evidence, reason))
        and _speaks_for_itself(wording, reason)
    ]
    return [reason for reason in usable if not (reason.kind == "niche" and finding.need.niche)]


def _speaks_for_itself(wording: Wording, reason: Reason) -> bool:
    """Whether a reason tells a shopper anything.

    A quality that nobody asked for does so where a field of the record states it in the reply's language, or
    in words whose meaning is known; a word picked out of the running text ("wood", "flat") does not.
    """
    if reason.kind != "quality":
        return True
    sayable = not _is_foreign(wording, reason) or bool(_label(wording, reason))
    return _place(reason) == "record" and sayable


def _is_foreign(wording: Wording, reason: Reason) -> bool:
    """Whether the words that a reason quotes are not in the reply's language."""
    words = quotable(wording.evidence, reason)
    return any(map(is_chinese, words)) != (wording.language == "zh")


def _label(wording: Wording, reason: Reason) -> str:
    """The quality that a reason speaks of, in the reply's language; empty where no lexicon knows it."""
    facet, _, value = reason.facet.partition(":")
    try:
        return attributes().label(facet, value, wording.language)
    except KeyError:
        return ""


def _is_named(wording: Wording, reason: Reason, product: Product) -> bool:
    """Whether the product's name says it already."""
    if reason.kind not in _QUOTING:
        return False
    title = product.title.casefold()
    said = (quotable(wording.evidence, reason), _label(wording, reason))
    return _place(reason) == "title" or any(words.casefold() in title for words in said if words)


def _told(evidence: Evidence, reason: Reason) -> str:
    return quotable(evidence, reason) if reason.kind in _QUOTING else reason.kind


def _place(reason: Reason) -> str:
    """Which part of the record says it: ``title``, ``description``, or any other (``record``)."""
    part = reason.source.field.partition(".")[0] if reason.source else ""
    return part if part in {"title", "description"} else "record"


def _rating(product: Product, evidence: Evidence, language: Language) -> str | Figure:
    figure = field(product, "rating")
    if evidence.get(figure.source):
        return figure
    return format_value(str(round(product.rating or 0, 2)), language)

"""Lists of products: a heading, a line for each, and what is to be said below."""

from floorwalker.agents.builtin.figures import CURRENCY, Parts, field
from floorwalker.agents.builtin.goods import bare_kind, goods, one
from floorwalker.agents.builtin.reasons import line_reasons
from floorwalker.agents.builtin.shelf import product_line
from floorwalker.agents.builtin.wishes import wish_names
from floorwalker.agents.builtin.wording import Filling, Wording
from floorwalker.conversation import Listing, Wish
from floorwalker.grounding import Figure, Sentence

Line = list[Sentence]

_BESIDE = {"cheaper": "goods.cheaper", "dearer": "goods.dearer"}
_MOST_QUOTED = 2
_RELAXATIONS = ("price", "stock", "wishes", "brand", "niche", "rating", "type")


def listing(wording: Wording, finding: Listing, *, ends: bool = True) -> list[Line]:
    """Every line of a list, or that there is nothing.

    A list that ``ends`` the reply may be followed by a hint how to go on.
    """
    notes = _notes(wording, finding)
    if not finding.products:
        return [notes, _nothing(wording, finding)]
    heading = _heading(wording, finding)
    reasons = line_reasons(wording, finding)
    lines = [[product_line(wording, product, reasons.get(product.id, ()))] for product in finding.products]
    return [notes, heading, *lines, _below(wording, finding, ends)]


def quoted_names(wording: Wording, names: tuple[str, ...], last: str = "list.or") -> Parts:
    """The shopper's own words in quotes, with "or" between them."""
    return wording.listed([f"“{name}”" for name in names], last)


def not_vouched_for(wording: Wording, unmet: tuple[Wish, ...]) -> Sentence:
    """That the records do not speak of wishes: which, if they are few and can be named in the reply."""
    names = wish_names(wording, unmet)
    if names and len(unmet) <= _MOST_QUOTED:
        return wording.say("listing.unmet", wishes=quoted_names(wording, names))
    return wording.say("listing.unmet_many")


def _notes(wording: Wording, finding: Listing) -> Line:
    """What the shopper should know before the list: how it is not ordered, what was not converted."""
    notes: Line = []
    if finding.other_currency is not None and finding.products:
        notes.append(wording.say("listing.currency", currency=CURRENCY))
    if finding.unsorted:
        notes.append(wording.say("listing.unsorted", label=wording.words(f"label.{finding.unsorted}")))
    return notes


def _heading(wording: Wording, finding: Listing) -> Line:
    if finding.absent:
        return wording.maybe("listing.absent", names=quoted_names(wording, finding.absent))
    if finding.relaxed == ("type",):
        return wording.maybe("listing.other_kind", goods=bare_kind(wording, finding))
    if finding.relaxed:
        return wording.maybe(
            "listing.relaxed", goods=goods(wording, finding, bounds=False), why=_why(wording, finding)
        )
    if finding.guessed:
        return [wording.say("listing.guessed", goods=goods(wording, finding))]
    if finding.step in ("again", "others"):
        return wording.maybe(f"listing.{finding.step}")
    if finding.step == "same_brand":
        return _of_the_brand(wording, finding)
    if not finding.counted:
        return []
    kind = _BESIDE.get(finding.step, "")
    slots: dict[str, Filling] = {
        "goods": goods(wording, finding, kind, bounds=not kind),
        "order": _order(wording, finding),
        "total": Figure(finding.figure("total")),
        "shown": Figure(finding.figure("shown")),
    }
    if finding.total == 1:
        return wording.maybe("listing.one", **slots, one=one(wording, finding, kind, bounds=not kind))
    if finding.total == len(finding.products):
        return wording.maybe("listing.all", **slots)
    return wording.maybe("listing.first" if len(finding.products) == 1 else "listing.some", **slots)


def _order(wording: Wording, finding: Listing) -> Parts:
    """The order that the shopper asked for, where the list could be put into it."""
    sort = finding.need.sort
    return () if sort == "relevance" or finding.unsorted else wording.words(f"order.{sort}")


def _of_the_brand(wording: Wording, finding: Listing) -> Line:
    first = finding.products[0]
    brand: Parts = (field(first, "brand"),) if first.brand else wording.words("brand.this")
    return wording.maybe("listing.same_brand", brand=brand)


def _why(wording: Wording, finding: Listing) -> Parts:
    """Why the alternatives are no more than that."""
    reason = next((name for name in _RELAXATIONS if name in finding.relaxed), "other")
    if reason == "price":
        reason = "over_budget" if _is_over_budget(finding) else "outside_range"
    wishes = wish_names(wording, (wish for wish in finding.need.wishes if not wish.soft))
    if reason == "wishes" and not wishes:
        reason = "other"
    return wording.words(f"relaxed.{reason}", wishes=quoted_names(wording, wishes))


def _is_over_budget(finding: Listing) -> bool:
    """Whether all that is listed costs more than was named, and nothing less than the least that was."""
    low, high = finding.need.price_min, finding.need.price_max
    prices = [product.price.amount for product in finding.products if product.price]
    return high is not None and not (low is not None and any(price < low for price in prices))


def _nothing(wording: Wording, finding: Listing) -> Line:
    if finding.absent:
        names = quoted_names(wording, finding.absent)
        return [wording.say("nothing.absent", names=names), *wording.maybe("nothing.absent_help")]
    if finding.step in ("cheaper", "dearer"):
        return [wording.say(f"nothing.{finding.step}", goods=goods(wording, finding, bounds=False))]
    if finding.step in ("others", "same_brand"):
        return [wording.say(f"nothing.{finding.step}"), *wording.maybe("nothing.widen")]
    if "type" in finding.relaxed:
        label = bare_kind(wording, finding)
        return [wording.say("nothing.kind", goods=label), *wording.maybe("nothing.kind_help")]
    return [wording.say("nothing.new", goods=goods(wording, finding)), *wording.maybe("nothing.help")]


def _below(wording: Wording, finding: Listing, ends: bool) -> Line:
    """What follows the list: wishes nobody can vouch for, and one question or a way on, never both."""
    below: Line = []
    if finding.unmet:
        below.append(not_vouched_for(wording, finding.unmet))
    if finding.question:
        return [*below, wording.say(f"question.{finding.question}")]
    if ends and not below and finding.step != "again" and wording.may_lead_on():
        below += wording.maybe("listing.way_on" if len(finding.products) > 1 else "listing.way_on_one")
    return below

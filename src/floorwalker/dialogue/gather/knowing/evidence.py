"""The facts behind the sources of findings, read from the records themselves."""

from collections.abc import Iterable, Iterator

from floorwalker.catalog import Product
from floorwalker.conversation import Answered, Comparison, Explained, Finding, Listing, Reason
from floorwalker.dialogue.gather.knowing.comparing import facts_for_rows
from floorwalker.dialogue.gather.knowing.reasons import niche_fact, updated_fact
from floorwalker.dialogue.gather.knowing.texts import quoted_fact
from floorwalker.dialogue.gather.knowing.typed import FOUND, found_fact
from floorwalker.grounding import Fact, Source


def record_fact(product: Product, source: Source) -> Fact | None:
    """The fact of a source beyond the plain fields of a record; ``None`` where the record has no such words.

    These are words (``title.words.3-9``), sentences (``description.2``), typed attributes
    (``attributes_found.material``), the date of the record, and that its brand is niche.
    """
    if source == (niche := niche_fact(product)).source:
        return niche
    if source.kind != "product" or source.id != product.id:
        return None
    if source.field.startswith(f"{FOUND}."):
        return found_fact(product, source.field.removeprefix(f"{FOUND}."))
    if source.field == "updated_at":
        return updated_fact(product)
    return quoted_fact(product, source)


def facts_behind(finding: Finding) -> Iterator[Fact]:
    """The facts that a finding's sources name, beside those of the products' plain fields."""
    match finding:
        case Answered(product, _, sources):
            yield from _known(product, sources)
        case Explained(product, reasons, quote):
            yield from _known(product, [*_sources(reasons), *([quote] if quote else [])])
        case Listing(products=products, reasons=reasons):
            for product in products:
                yield from _known(product, _sources(reasons.get(product.id, ())))
        case Comparison(products=products, rows=rows):
            yield from facts_for_rows(products, rows)
        case _:
            return


def _sources(reasons: Iterable[Reason]) -> list[Source]:
    return [reason.source for reason in reasons if reason.source]


def _known(product: Product, sources: Iterable[Source]) -> Iterator[Fact]:
    for source in sources:
        if fact := record_fact(product, source):
            yield fact

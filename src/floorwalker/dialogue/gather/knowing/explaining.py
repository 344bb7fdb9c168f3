"""Why this one: reasons, and a sentence of the product's own text."""

from collections.abc import Iterable, Sequence

from floorwalker.catalog import Product
from floorwalker.conversation import Explained, Reason, ShoppingNeed
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.reasons import meets
from floorwalker.dialogue.gather.knowing.texts import Stretch, quoted_fact, sentence_fact, sentences
from floorwalker.grounding import Fact
from floorwalker.text import detect_language, find_prices, query_terms

_TELLING = 4  # terms; a shorter sentence says too little to be quoted


def explain_product(
    product: Product, need: ShoppingNeed, reasons: Sequence[Reason], language: Language
) -> Explained:
    """The reasons of a product, and the sentence of its description that says most of them.

    A sentence that shows a wish is preferred, then one in the reader's language, then the earlier one. One
    that names a price is never quoted. Without a description there is no quote; without reasons given, those
    of the need's wishes are looked up.
    """
    found = [fact for wish in need.wishes if (fact := meets(product, wish))]
    found += [fact for one in reasons if one.source and (fact := quoted_fact(product, one.source))]
    told = [
        (number, one)
        for number, one in enumerate(sentences(product.description))
        if not find_prices(one.text) and len(query_terms(one.text)) >= _TELLING
    ]
    if not told:
        return Explained(product, tuple(reasons) or _of_wishes(product, need))
    best = max(
        told,
        key=lambda one: (_shows(one[1], found), detect_language(one[1].text, language) == language, -one[0]),
    )
    quote = sentence_fact(product, best[0]).source
    return Explained(product, tuple(reasons) or _of_wishes(product, need), quote)


def _of_wishes(product: Product, need: ShoppingNeed) -> tuple[Reason, ...]:
    return tuple(
        Reason("soft_wish" if wish.soft else "wish", wish.said, fact.source)
        for wish in need.wishes
        if (fact := meets(product, wish))
    )


def _shows(sentence: Stretch, facts: Iterable[Fact]) -> int:
    """How many of the facts' words a sentence holds."""
    return sum(str(fact.value) in sentence.text for fact in facts)

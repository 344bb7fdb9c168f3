"""How well products are as a message says: by brand, price, kind, qualities, and the words of their names."""

from collections.abc import Callable, Sequence

from floorwalker.catalog import Product
from floorwalker.conversation import Wish
from floorwalker.dialogue.gather.knowing import meets
from floorwalker.dialogue.gather.record import variant_for
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.search import kinds_in
from floorwalker.text import PriceRange, attributes, fold, product_types, query_terms, squash

_SHORTEST_TAIL = 4  # letters by which "liner" is known in "eyeliner"


def likest(products: Sequence[Product], slots: Slots, key: Callable[[str], str]) -> tuple[list[Product], int]:
    """Those of some products that are as was said, and how well their words fit: 0, none of the words do.

    Args:
        products: to choose from.
        slots: what was said; places in a list are not looked at.
        key: the shop's key of a brand's name.
    """
    likely = _nearest([one for one in products if _is_as_said(one, slots, key)], slots.price)
    said = (*slots.words, *(wish.said for wish in slots.wishes), *slots.types_said)
    fits = [_shared_words(product, said) for product in likely]
    best = max(fits, default=0)
    kind = slots.types and not slots.words
    described = slots.brands or slots.wishes or slots.price or slots.absent_brands or kind
    if not likely or not (best or described):
        return [], 0
    return [product for product, fit in zip(likely, fits, strict=True) if fit == best], best


def is_of_kind(product: Product, kinds: Sequence[str]) -> bool:
    """Whether a record names one of some kinds of goods, or a narrower one, in title, category or tags."""
    types = product_types()
    texts = (product.title, product.category, *product.tags)
    own = {match.type_id for text in texts for match in kinds_in(text)}
    return bool({wider for kind in own for wider in (kind, *types.ancestors(kind))}.intersection(kinds))


def bears_name(product: Product, word: str) -> bool:
    """Whether a word is a part of a product's name or brand, or ends a word of it ("liner", "eyeliner")."""
    plain = squash(word)
    if not plain:
        return False
    if not plain.isascii():
        return plain in squash(product.title) or plain in squash(product.brand)
    names = fold(f"{product.title} {product.brand}").replace("-", " ").split()
    tail = plain if len(plain) >= _SHORTEST_TAIL else None
    forms = {plain, plain.removesuffix("s")}
    return any(
        name.strip(",.()'") in forms or (tail is not None and name.endswith((tail, tail.removesuffix("s"))))
        for name in names
    )


def _is_as_said(product: Product, slots: Slots, key: Callable[[str], str]) -> bool:
    if slots.brands and key(product.brand) not in slots.brands:
        return False
    if any(not bears_name(product, name) for name in slots.absent_brands):
        return False
    if slots.price is not None and not _costs(product, slots.price):
        return False
    if slots.types and not (is_of_kind(product, slots.types) or _is_called(product, slots.types_said)):
        return False
    return all(_has(product, wish) for wish in slots.wishes)


def _costs(product: Product, price: PriceRange) -> bool:
    amount = product.price.amount if product.price else None
    if amount is None:
        return False
    low, high = price.min, price.max
    return (low is None or amount >= low) and (high is None or amount <= high)


def _nearest(products: list[Product], price: PriceRange | None) -> list[Product]:
    """Those whose price is nearest to the one named: the $30 one may cost $29.99."""
    if price is None or price.about is None or not products:
        return products
    apart = [abs(one.price.amount - price.about) if one.price else price.about for one in products]
    least = min(apart)
    return [one for one, distance in zip(products, apart, strict=True) if distance == least]


def _is_called(product: Product, said: Sequence[str]) -> bool:
    """Whether a word that names a kind of goods elsewhere says here what a product is called, or is like.

    The zipped jacket is 拉链那件, and zips are goods too.
    """
    for word in said:
        facets = tuple(f"{match.facet}:{match.value}" for match in attributes().find(word))
        if bears_name(product, word) or (facets and _has(product, Wish(said=word, facets=facets))):
            return True
    return False


def _has(product: Product, wish: Wish) -> bool:
    return variant_for(product, [wish], ()) is not None or meets(product, wish) is not None


def _shared_words(product: Product, words: Sequence[str]) -> int:
    """How many of the terms said are in the product's name (which count double) or its other texts."""
    said = {term for word in words for term in query_terms(word)}
    named = {term for text in (product.title, product.brand, product.category) for term in query_terms(text)}
    values = [value for values in product.attributes.values() for value in values]
    told = {term for text in (product.description, *values) for term in query_terms(text)}
    borne = sum(bears_name(product, word) for word in words)
    return 2 * max(len(said & named), borne) + len(said & told)

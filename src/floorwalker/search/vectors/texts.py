"""What of a product is turned into its vector."""

from floorwalker.catalog import Product

_MOST_CHARS = 160
"""The time that a model takes grows with the text, and titles say most."""


def passage_of(product: Product) -> str:
    """The brand, the title, the category and, where there is room, how the description begins."""
    title = product.title
    if product.brand and product.brand.casefold() not in title.casefold():
        title = f"{product.brand} {title}"
    beginning = " ".join(product.description[: 2 * _MOST_CHARS].split())
    return ". ".join(filter(None, (title, product.category, beginning)))[:_MOST_CHARS]

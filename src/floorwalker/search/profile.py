"""What kind of thing a product is, read from its own texts with the lexicons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from floorwalker.catalog import Product
from floorwalker.search.kinds import Kinds, kinds_of
from floorwalker.text import attributes, is_denied

_WORN_BY = {
    "gender:men": frozenset({"tuxedo", "boxers", "aftershave", "beard_care"}),
    "gender:women": frozenset({"blouse", "dress", "skirt", "bra", "lingerie", "bikini", "nightdress"}),
}
"""Who wears what, where a product does not say whom it is for."""

_OF_CATEGORIES = frozenset({"gender", "material"})
"""What a category says of its goods as a title does; its other words name shelves."""

_MATERIAL_COLUMN = re.compile(r"材[质料]|质地|面料|material", re.I)
_COLOUR_COLUMN = re.compile(r"颜色|色系|colou?r", re.I)


@dataclass(frozen=True, slots=True)
class Profile:
    """The kinds of a product, and its facet values.

    ``facets`` are written ``facet:value``; ``free_from:VALUE`` says that a text denies it.
    """

    kinds: Kinds
    facets: frozenset[str]


def profile_of(product: Product) -> Profile:
    """Read kinds from title and category, and facet values from every text of the product."""
    kinds = kinds_of(product.title, product.category, product.tags)
    facets = _facets(product)
    if not any(facet.startswith("gender:") for facet in facets):
        facets.update(facet for facet, worn in _WORN_BY.items() if worn & kinds.primary)
    return Profile(kinds, frozenset(facets))


def _spelled_out(attribute: str, values: Iterable[str]) -> Iterator[str]:
    """Values as the lexicon knows them: 黑/白 in a column of colours are 黑色 and 白色, 瓷 is 瓷器."""
    for value in values:
        yield value
        if _MATERIAL_COLUMN.search(attribute):
            parts = [part for part in re.split(r"[/、,，;； ]+", value) if len(part) == 1]
            yield " ".join(f"{part}{end}" for part in parts for end in "质制器")
        if _COLOUR_COLUMN.search(attribute):
            yield " ".join(f"{part}色" for part in re.split(r"[/、,，;； ]+", value) if 0 < len(part) < 3)


def _facets(product: Product) -> set[str]:
    texts = [product.title, product.description, *product.tags]
    texts += [text for name, values in product.attributes.items() for text in _spelled_out(name, values)]
    texts += [value for variant in product.variants for value in variant.options.values()]
    lexicon = attributes()
    facets: set[str] = set()
    for text in filter(None, [*texts, product.category]):
        for match in lexicon.find(text):
            if text is product.category and match.facet not in _OF_CATEGORIES:
                continue
            if is_denied(text, match.span):
                facets.add(f"free_from:{match.value}")
                continue
            for value in (match.value, *lexicon.ancestors(match.facet, match.value)):
                facets.add(f"{match.facet}:{value}")
    return facets

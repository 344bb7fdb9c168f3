"""Pure functions over Chinese and English text: folding, numbers, money, words and names.

Nothing here does I/O beyond reading its own word lists, and nothing holds state. Every span counts code
points of the text that was given, end exclusive. Slow libraries are loaded when they are first needed.
"""

from floorwalker.text._price_rules import PriceKind
from floorwalker.text.content import content_words
from floorwalker.text.denial import is_denied
from floorwalker.text.language import detect_language
from floorwalker.text.lexicon import (
    AttributeMatch,
    Attributes,
    Brand,
    BrandMatch,
    BrandNames,
    ProductTypes,
    TypeMatch,
    attributes,
    brand_names,
    product_types,
)
from floorwalker.text.normalise import Folded, fold, is_chinese, normalise, squash
from floorwalker.text.numerals import Number, find_numbers
from floorwalker.text.ordinals import Ordinal, find_ordinal
from floorwalker.text.phrases import Phrases
from floorwalker.text.prices import (
    PriceMention,
    PriceRange,
    bare_amount,
    find_price_ranges,
    find_prices,
)
from floorwalker.text.quantities import Quantity, find_quantities
from floorwalker.text.ratings import find_rating_floor
from floorwalker.text.segment import Token, TokenKind, analyse, index_terms, query_terms

__all__ = [
    "AttributeMatch",
    "Attributes",
    "Brand",
    "BrandMatch",
    "BrandNames",
    "Folded",
    "Number",
    "Ordinal",
    "Phrases",
    "PriceKind",
    "PriceMention",
    "PriceRange",
    "ProductTypes",
    "Quantity",
    "Token",
    "TokenKind",
    "TypeMatch",
    "analyse",
    "attributes",
    "bare_amount",
    "brand_names",
    "content_words",
    "detect_language",
    "find_numbers",
    "find_ordinal",
    "find_price_ranges",
    "find_prices",
    "find_quantities",
    "find_rating_floor",
    "fold",
    "index_terms",
    "is_chinese",
    "is_denied",
    "normalise",
    "product_types",
    "query_terms",
    "squash",
]

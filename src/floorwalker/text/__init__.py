"""Pure functions over Chinese and English text: folding, numbers, money, words and names.

Nothing here does I/O beyond reading its own word lists, and nothing holds state. Every span counts code
points of the text that was given, end exclusive. Slow libraries are loaded when they are first needed.
"""

from floorwalker.text._first import looking_ahead
from floorwalker.text._numerals_en import BELOW_TWENTY
from floorwalker.text._price_rules import PriceKind
from floorwalker.text._shape import LexiconFlaw, LexiconShape
from floorwalker.text.content import content_words
from floorwalker.text.counts import Count, find_quantity
from floorwalker.text.denial import denied_stretches, is_denied
from floorwalker.text.figures import Figures, read_figures
from floorwalker.text.language import detect_language
from floorwalker.text.languages import foreign_language
from floorwalker.text.letter_sizes import find_sizes_in_words, letter_size
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
    stop_words,
)
from floorwalker.text.lexicon_files import Lexicon, LexiconChange
from floorwalker.text.measures import Measure, find_measure
from floorwalker.text.normalise import Folded, fold, is_chinese, normalise, squash
from floorwalker.text.numerals import Number, find_numbers
from floorwalker.text.ordinals import Ordinal, find_ordinal
from floorwalker.text.overlay import Overlay, current_overlay, of_lexicons, overlaid, use_overlay
from floorwalker.text.phrases import Phrases
from floorwalker.text.prices import (
    PriceMention,
    PriceRange,
    bare_amount,
    find_price_ranges,
    find_prices,
)
from floorwalker.text.quantities import Quantity, find_quantities, read_quantities
from floorwalker.text.ratings import find_bare_rating, find_rating_floor
from floorwalker.text.segment import Token, TokenKind, analyse, index_terms, query_terms
from floorwalker.text.sieve import Sieve

__all__ = [
    "BELOW_TWENTY",
    "AttributeMatch",
    "Attributes",
    "Brand",
    "BrandMatch",
    "BrandNames",
    "Count",
    "Figures",
    "Folded",
    "Lexicon",
    "LexiconChange",
    "LexiconFlaw",
    "LexiconShape",
    "Measure",
    "Number",
    "Ordinal",
    "Overlay",
    "Phrases",
    "PriceKind",
    "PriceMention",
    "PriceRange",
    "ProductTypes",
    "Quantity",
    "Sieve",
    "Token",
    "TokenKind",
    "TypeMatch",
    "analyse",
    "attributes",
    "bare_amount",
    "brand_names",
    "content_words",
    "current_overlay",
    "denied_stretches",
    "detect_language",
    "find_bare_rating",
    "find_measure",
    "find_numbers",
    "find_ordinal",
    "find_price_ranges",
    "find_prices",
    "find_quantities",
    "find_quantity",
    "find_rating_floor",
    "find_sizes_in_words",
    "fold",
    "foreign_language",
    "index_terms",
    "is_chinese",
    "is_denied",
    "letter_size",
    "looking_ahead",
    "normalise",
    "of_lexicons",
    "overlaid",
    "product_types",
    "query_terms",
    "read_figures",
    "read_quantities",
    "squash",
    "stop_words",
    "use_overlay",
]

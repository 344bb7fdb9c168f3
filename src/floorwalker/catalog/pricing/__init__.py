"""Prices as shops have them: price lists by market and member group, promotions, quotes and baskets."""

from floorwalker.catalog.pricing.basket import Basket, BasketLine, Discount, PricedLine, basket
from floorwalker.catalog.pricing.book import Book, Terms
from floorwalker.catalog.pricing.describing import describe
from floorwalker.catalog.pricing.importing import ImportedPrices, import_price_lists, import_promotions
from floorwalker.catalog.pricing.models import ListPrice, PriceList, Promotion, Scope, Shopper
from floorwalker.catalog.pricing.price_files import PriceRow, read_price_lists
from floorwalker.catalog.pricing.pricer import Pricer
from floorwalker.catalog.pricing.promotion_files import PromotionRow, read_promotions
from floorwalker.catalog.pricing.quotes import Offer, Quote
from floorwalker.catalog.pricing.stating import Tally
from floorwalker.catalog.pricing.store import ListSummary, PriceStore

__all__ = [
    "Basket",
    "BasketLine",
    "Book",
    "Discount",
    "ImportedPrices",
    "ListPrice",
    "ListSummary",
    "Offer",
    "PriceList",
    "PriceRow",
    "PriceStore",
    "PricedLine",
    "Pricer",
    "Promotion",
    "PromotionRow",
    "Quote",
    "Scope",
    "Shopper",
    "Tally",
    "Terms",
    "basket",
    "describe",
    "import_price_lists",
    "import_promotions",
    "read_price_lists",
    "read_promotions",
]

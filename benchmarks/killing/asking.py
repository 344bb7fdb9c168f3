"""What is asked of a search to see what its index holds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from floorwalker.dialogue import Assistant
from floorwalker.search import ProductQuery

_ALL = 100_000
_TITLES = 200
_WISHES = {
    "en": ("{}", "{} under $30", "{} over $20", "{} rated 4 and up", "{} not by Clinique"),
    "zh": ("{}", "{} 100元以内", "{} 200元以上", "{} 评分4以上", "{} 不要雅诗兰黛"),
}
_WORDS = (
    "lipstick",
    "moisturizer",
    "serum",
    "eye cream",
    "perfume",
    "mascara",
    "shampoo",
    "gift set",
    "sunscreen",
    "foundation",
    "red lipstick",
    "travel size",
    "face mask for dry skin",
    "cologne for men",
    "scarf",
    "candle",
    "口红",
    "面霜",
    "精华液",
    "眼霜",
    "香水",
    "睫毛膏",
    "洗发水",
    "套装",
    "防晒霜",
    "粉底液",
    "红色口红",
    "旅行装",
    "干皮补水面膜",
    "男士洗面奶",
    "围巾",
    "香薰蜡烛",
)


def lines(brands: Iterable[str]) -> list[str]:
    """Lines for the search box in both languages: kinds, prices, ratings, brands, and none at all."""
    wishes = [wish.format(word) for word in _WORDS for wish in _WISHES["en" if word.isascii() else "zh"]]
    return ["", *wishes, *chain(*((brand, f"{brand} gift set", f"{brand} 套装") for brand in brands))]


def queries(assistant: Assistant) -> Iterator[ProductQuery]:
    """Queries of every sort, each for all that fits: filters, orders, words, and titles as they are now."""
    engine = assistant.search
    brands, kinds = list(engine.brands())[:5], sorted(engine.kinds())[:12]
    for sort in ("price_asc", "price_desc", "popularity", "rating", "newest"):
        yield ProductQuery(sort=sort, limit=_ALL)  # type: ignore[arg-type]
    yield from (ProductQuery(brands=(brand,), limit=_ALL) for brand in brands)
    yield from (ProductQuery(types=(kind,), limit=_ALL) for kind in kinds)
    for low in (1_000, 5_000, 20_000):
        priced = ProductQuery(price_min=low, price_max=low * 4, currency=engine.currency(), limit=_ALL)
        yield priced
        yield from (replace(priced, words=(word,)) for word in _WORDS[::3])
    for word in _WORDS[::4]:
        yield ProductQuery(words=(word,), required=(word,), in_stock=True, limit=_ALL)
        yield ProductQuery(words=(word,), excluded_words=("红色", "red"), rating_min=3.0, limit=_ALL)
        yield ProductQuery(words=(word,), excluded_brands=tuple(brands), diverse=True, limit=_ALL)
        yield ProductQuery(facets=(("colour:red", "colour:pink"),), preferred_words=(word,), limit=_ALL)
        yield ProductQuery(covering=(word,), niche=True, limit=_ALL)
    titles = sorted(product.title for product in assistant.catalog.iterate())
    for title in titles[:: max(1, len(titles) // _TITLES)]:
        yield ProductQuery(required=(title,), limit=_ALL)


def counts_words(query: ProductQuery) -> bool:
    """Whether scores of a query depend on how many documents have a word."""
    return bool(query.words or query.required or query.preferred_words)

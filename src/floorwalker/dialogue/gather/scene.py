"""What the parts of gathering share: a shop's services, and the conversation so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwalker.catalog import CatalogStore, Product
from floorwalker.conversation import ConversationState, ShoppingNeed, Unanswered
from floorwalker.dialogue.gather.listing import Lister
from floorwalker.dialogue.understand import Understanding, aspects
from floorwalker.search import SearchEngine
from floorwalker.text import product_types


@dataclass(frozen=True)
class Scene:
    """One turn's surroundings."""

    catalog: CatalogStore
    engine: SearchEngine
    currency: str | None
    lister: Lister
    state: ConversationState

    @property
    def last(self) -> tuple[str, ...]:
        """The ids of the list shown last."""
        return self.state.lists[-1].products if self.state.lists else ()

    def products(self, ids: Sequence[str]) -> list[Product]:
        """Products by id, with the price and stock of this moment, in the order given."""
        found = self.catalog.get(ids)
        return [found[product_id] for product_id in ids if product_id in found]

    def goods_need(self, need: ShoppingNeed) -> ShoppingNeed:
        """A need that says which goods; where it does not, those of the kind talked about."""
        if need.names_goods or not self.state.focus:
            return need
        types = product_types()
        found = [
            tuple(match.type_id for match in types.find(product.title))[-1:]
            for product in self.products(self.state.focus)
        ]
        if (need.recipient or need.occasion) and len(set(found)) > 1:
            return need
        return need.model_copy(update={"types": found[0] if found else ()})

    def of_other_brands(self, need: ShoppingNeed) -> ShoppingNeed:
        """The need for goods of other brands than those shown last."""
        book = self.catalog.brand_book()
        shown = (book.key(product.brand) for product in self.products(self.last) if product.brand)
        excluded = tuple(dict.fromkeys((*need.excluded_brands, *shown)))
        return need.model_copy(update={"brands": (), "absent_brands": (), "excluded_brands": excluded})


def unanswered(aspect: str, reading: Understanding, product: Product | None = None) -> Unanswered:
    """That the data does not say something, named in the reply's language."""
    return Unanswered(aspect, aspects()[aspect].label(reading.language), product)

"""A product in another size: "is there a mini version of it?"."""

from floorwalker.catalog import Product
from floorwalker.conversation import Finding, Listing, ShoppingNeed
from floorwalker.dialogue.gather.likeness import is_of_kind
from floorwalker.dialogue.gather.listing import LIST_LENGTH
from floorwalker.dialogue.gather.picking import Picker
from floorwalker.dialogue.gather.record import variant_for
from floorwalker.dialogue.gather.scene import Scene
from floorwalker.dialogue.understand import Understanding
from floorwalker.dialogue.understand.patterns import asides
from floorwalker.search import kinds_in
from floorwalker.text import fold, query_terms

_LOOKED_AT = 60


def in_another_size(reading: Understanding, scene: Scene, picker: Picker) -> Finding | None:
    """What there is of the product meant in another size: of its name, else of its kind, by its brand.

    ``None`` where another size is not asked for, or the record of the product itself or nothing else can
    answer.
    """
    if "other_size" not in reading.acts or reading.named or reading.slots.price:
        return None
    placed = picker.placed(reading.positions, reading.slots)
    product = placed[0].product if placed else picker.current()
    if product is None or not product.brand:
        return None
    if variant_for(product, reading.slots.wishes, reading.slots.words):
        return None
    small = asides()["small_size"].search(fold(reading.text)) is not None
    need = ShoppingNeed(brands=(scene.catalog.brand_book().key(product.brand),), words=(product.title,))
    others = [one for one in scene.lister.candidates(need, _LOOKED_AT) if one.id != product.id]
    sized = [one for one in others if _is_small(one) is small or not small]
    name = _name(product)
    found = [one for one in sized if name <= _name(one) or _name(one) <= name]
    kinds = [kind.type_id for kind in kinds_in(product.title)][-1:]
    found = found or [one for one in sized if small and kinds and is_of_kind(one, kinds)]
    need = need.model_copy(update={"words": ()})
    return Listing(tuple(found[:LIST_LENGTH]), need, len(found)) if found else None


def _is_small(product: Product) -> bool:
    return asides()["small_size"].search(fold(product.title)) is not None


def _name(product: Product) -> frozenset[str]:
    """The words of a title but for those of its size and brand."""
    title = fold(product.title)
    sizes = (term for match in asides()["small_size"].finditer(title) for term in query_terms(match[0]))
    return frozenset(query_terms(title)).difference(sizes, query_terms(product.brand))

"""Whether the catalogue has what a rule is about, and what may have been meant where it has not."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import sqlalchemy as sa

from floorwalker.catalog.merchandising.models import Target
from floorwalker.catalog.merchandising.names import category_path, levels
from floorwalker.catalog.store import CatalogStore
from floorwalker.catalog.tables import product
from floorwalker.core import UnusableInput

_NEAR = 5
_NEAR_ENOUGH = 0.5  # difflib's ratio
_MOST_COMPARED = 20_000  # products whose ids are compared where no id or title holds what was written


def known_value(catalog: CatalogStore, target: Target, value: str) -> str:
    """The value as the catalogue writes it; a tag need not be in use yet.

    Raises:
        UnusableInput: no active product has it, the remedy names the nearest that there are; or it is empty.
    """
    if not value:
        raise UnusableInput(f"the {target} is not named", "say which one")
    match target:
        case "product":
            return _product(catalog, value)
        case "brand":
            return _brand(catalog, value)
        case "category":
            return _category(catalog, value)
        case "tag":
            return value


def _brand(catalog: CatalogStore, value: str) -> str:
    brands, key = catalog.brands(), catalog.brand_book().key(value)
    found = next((brand.name for brand in brands if brand.key == key), None)
    if found is None:
        raise _unknown("brand", value, _nearest(value, {brand.name: brand.name for brand in brands}))
    return found


def _category(catalog: CatalogStore, value: str) -> str:
    known = {
        category_path(level): level for category in catalog.categories() for level in levels(category.name)
    }
    found = known.get(category_path(value))
    if found is None:
        last_levels = {level: level.rpartition(" > ")[2] for level in known.values()}
        raise _unknown("category", value, _nearest(value, last_levels | {v: v for v in known.values()}))
    return found


def _product(catalog: CatalogStore, value: str) -> str:
    if catalog.records([value], withdrawn=False):
        return value
    active = (product.c.shop_id == catalog.shop_id) & product.c.withdrawn_at.is_(None)
    named = sa.select(product.c.id, product.c.title).where(active).order_by(product.c.id)
    part = value.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    like = [column.ilike(f"%{part}%", escape="\\") for column in (product.c.id, product.c.title)]
    with catalog.database.read() as connection:
        near = {row.id: row.title for row in connection.execute(named.where(sa.or_(*like)).limit(_NEAR))}
        if not near:
            titles = {row.id: row.title for row in connection.execute(named.limit(_MOST_COMPARED))}
            near = {id_: titles[id_] for id_ in _nearest(value, {id_: id_ for id_ in titles})}
    raise _unknown("product", value, [f"{id_} ({title[:40]})" for id_, title in near.items()])


def _nearest(value: str, names: Mapping[str, str]) -> list[str]:
    """The things whose names are most like a value, from thing → name."""
    folded: dict[str, list[str]] = {}
    for thing, name in names.items():
        folded.setdefault(_fold(name), []).append(thing)
    near = get_close_matches(_fold(value), folded, _NEAR, _NEAR_ENOUGH)
    near += [name for name in folded if _fold(value) in name and name not in near] if value else []
    return [thing for name in near for thing in folded[name]][:_NEAR]


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _unknown(what: str, value: str, near: Iterable[str]) -> UnusableInput:
    told = "; ".join(near)
    lists = {
        "product": "`floorwalker search` shows the ids",
        "brand": "`floorwalker brands list` shows those there are",
        "category": "use a category of the imported products",
    }
    remedy = f"did you mean {told}?" if told else lists[what]
    return UnusableInput(f"there is no {what} {value[:80]!r} in the catalogue", remedy)

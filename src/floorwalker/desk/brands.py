"""What the shop tells of its brands, over HTTP: other names, stories, niche or not."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from floorwalker.catalog import Brand, CatalogStore, brand_lines
from floorwalker.catalog.brands import cleaned
from floorwalker.console import OpenHouse, require_admin
from floorwalker.core import DEFAULT_SHOP, Language, NotFound

router = APIRouter(prefix="/api/staff/brands", tags=["brands"], dependencies=[Depends(require_admin)])

_Key = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class BrandBody(BaseModel):
    """What the shop tells of a brand; it replaces what was told before.

    ``story`` is by language, ``zh`` or ``en``; ``niche`` is null where popularity is to tell.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    aliases: list[str] = []
    story: dict[Language, str] = {}
    niche: bool | None = None
    url: str = ""


def _catalog(
    house: OpenHouse, shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP
) -> CatalogStore:
    return house.assistant(shop).catalog


Catalog = Annotated[CatalogStore, Depends(_catalog)]


@router.get("")
def list_brands(catalog: Catalog) -> dict[str, Any]:
    """Every brand with its names, products, place by popularity, and why it is niche or not.

    ``shared`` are names that several brands of the table claim, so that they are not merged.
    """
    book = catalog.brand_book()
    return {
        "brands": [line.as_json() for line in brand_lines(catalog.brands(), book)],
        "shared": list(map(str, book.shared)),
    }


@router.put("/{key}")
def put_brand(key: _Key, body: BrandBody, catalog: Catalog) -> dict[str, Any]:
    """Tell of a brand; the very next answer knows. Returns it, and names it claims that others have."""
    brand = cleaned(Brand(key, body.name, tuple(body.aliases), body.story, body.niche, body.url))
    catalog.brand_table.put([brand], cause="api")
    book = catalog.brand_book()
    lines = brand_lines(catalog.brands(), book)
    line = next((line for line in lines if line.stats.key == brand.key), None)
    if line is None:
        raise NotFound(f"the brand {brand.key!r} has been removed meanwhile", "send it again")
    return line.as_json() | {"shared": [str(one) for one in book.shared if brand.name in one.brands]}


@router.delete("/{key}", status_code=204)
def delete_brand(key: _Key, catalog: Catalog) -> None:
    """Forget what the shop told of a brand; its products stay."""
    catalog.brand_table.remove(key, cause="api")

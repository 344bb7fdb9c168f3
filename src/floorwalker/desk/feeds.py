"""Staff routes: how the scheduled feeds do."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from floorwalker.catalog.sources import FeedStore, describe
from floorwalker.console import OpenHouse, require_admin
from floorwalker.core import DEFAULT_SHOP

router = APIRouter(prefix="/api/staff", tags=["staff"], dependencies=[Depends(require_admin)])


@router.get("/feeds")
def list_feeds(
    house: OpenHouse, shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP
) -> list[dict[str, Any]]:
    """The scheduled feeds of a shop and how each does, in words of both languages too."""
    feeds = FeedStore(house.database, shop, house.assistant(shop).catalog.clock)
    now = feeds.clock.now()
    return [feed.as_json(now) | {"message": describe(feed, now)} for feed in feeds.all()]

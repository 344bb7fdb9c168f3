"""The desk: what service staff and a shop's own systems see and do, over HTTP."""

from fastapi import APIRouter

from floorwalker.desk import api, brands, feeds, merchandising, products, verify

router = APIRouter()
for part in (api, brands, feeds, merchandising, products, verify):
    router.include_router(part.router)

__all__ = ["router"]

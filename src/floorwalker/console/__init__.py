"""What pages and routes of staff share: who may use them, sign-in, layout; and the page that checks texts."""

from fastapi import APIRouter

from floorwalker.console import sign_in, verify
from floorwalker.console.access import OpenHouse, house_of, require_admin
from floorwalker.console.pages import STATIC

router = APIRouter()
for part in (sign_in, verify):
    router.include_router(part.router)

__all__ = ["STATIC", "OpenHouse", "house_of", "require_admin", "router"]

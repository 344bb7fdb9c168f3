"""Staff routes: what staff decide about the order of products, and why a search found what it found."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime, BaseModel, Field

from floorwalker.catalog.merchandising import Action, MerchandisingStore, Target, rule_json, synonym_json
from floorwalker.console import OpenHouse, require_admin
from floorwalker.core import DEFAULT_SHOP
from floorwalker.desk.api import StaffName
from floorwalker.dialogue import Assistant

router = APIRouter(prefix="/api/staff", tags=["staff"], dependencies=[Depends(require_admin)])

_Id = Annotated[str, Path(pattern=r"^[0-9a-f-]{1,36}$")]


class NewRule(BaseModel):
    """A decision. ``strength`` is for a boost or bury (0.1 to 10, by default 2), ``position`` for a pin."""

    name: StaffName
    action: Action
    target: Target
    value: str
    query: str = ""
    strength: Annotated[float, Field(allow_inf_nan=False)] | None = None
    position: int | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    note: str = ""


class NewSynonym(BaseModel):
    """Words that mean one another, or what they mean where ``means`` says it."""

    name: StaffName
    words: list[str]
    means: list[str] = []


def _assistant(
    house: OpenHouse, shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP
) -> Assistant:
    return house.assistant(shop)


Shop = Annotated[Assistant, Depends(_assistant)]


def _store(shop: Shop) -> MerchandisingStore:
    return MerchandisingStore(shop.catalog.database, shop.catalog.shop_id, shop.catalog.clock)


Store = Annotated[MerchandisingStore, Depends(_store)]


@router.get("/merchandising")
def list_rules(store: Store, shop: Shop) -> list[dict[str, Any]]:
    """Every rule with its state at this moment, the oldest first."""
    now = shop.catalog.clock.now()
    return [rule_json(rule, now) for rule in store.rules()]


@router.post("/merchandising", status_code=201)
def add_rule(body: NewRule, store: Store, shop: Shop) -> dict[str, Any]:
    """Decide something; said again, it changes nothing."""
    rule = store.add_rule(
        body.action,
        body.target,
        body.value,
        query=body.query,
        strength=body.strength,
        position=body.position,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        note=body.note,
        by=body.name,
    )
    return rule_json(rule, shop.catalog.clock.now())


@router.delete("/merchandising/{rule_id}", status_code=204)
def remove_rule(rule_id: _Id, store: Store) -> None:
    """Take a decision back."""
    store.remove_rule(rule_id)


@router.get("/synonyms")
def list_synonyms(store: Store) -> list[dict[str, Any]]:
    """Every synonym, the oldest first."""
    return [synonym_json(synonym) for synonym in store.synonyms()]


@router.post("/synonyms", status_code=201)
def add_synonym(body: NewSynonym, store: Store) -> dict[str, Any]:
    """Say what customers mean; said again, it changes nothing."""
    return synonym_json(store.add_synonym(body.words, body.means, by=body.name))


@router.delete("/synonyms/{synonym_id}", status_code=204)
def remove_synonym(synonym_id: _Id, store: Store) -> None:
    """Take a synonym back."""
    store.remove_synonym(synonym_id)


@router.get("/search")
def search(
    shop: Shop,
    q: Annotated[str, Query(max_length=1000)],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    *,
    explain: bool = False,
) -> dict[str, Any]:
    """What customers find; with ``explain`` also why each product is where it is."""
    return dict(shop.search_products(q, limit, explain=explain))

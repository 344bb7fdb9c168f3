"""Staff routes: the claims of any text, marked as supported by evidence or not."""

import json
from typing import Annotated, Any, Self

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field, model_validator

from floorwalker.console import OpenHouse, require_admin
from floorwalker.core import DEFAULT_SHOP
from floorwalker.grounding import VerifyRequest

router = APIRouter(prefix="/api", tags=["staff"], dependencies=[Depends(require_admin)])

LONGEST_TEXT = 1_000_000
"""Characters that a text may have."""

MOST_ITEMS = 200
"""Texts that one request may hold."""


class TextToVerify(VerifyRequest):
    """A text, what it may rely on, and who wrote it."""

    text: str = Field(max_length=LONGEST_TEXT)


class TextsToVerify(VerifyRequest):
    """One text with its evidence, or several of them as ``items``."""

    text: str = Field("", max_length=LONGEST_TEXT)
    items: Annotated[list[TextToVerify] | None, Field(max_length=MOST_ITEMS)] = None

    @model_validator(mode="after")
    def _one_or_many(self) -> Self:
        if ("text" in self.model_fields_set) == (self.items is not None):
            raise ValueError("give either text or items")
        return self


class Verdicts(BaseModel):
    """The claims of a text, each with its verdict; ``notes`` tell what cannot be checked.

    ``findings`` are the objections of the rules for the ``genre``; null where none was given.
    """

    id: str | None
    claims: list[dict[str, Any]]
    notes: list[Any]
    findings: list[dict[str, Any]] | None


class AllVerdicts(BaseModel):
    """The verdicts of each item, in order."""

    items: list[Verdicts]


@router.post("/verify", response_model=Verdicts | AllVerdicts)
def verify(
    body: TextsToVerify,
    house: OpenHouse,
    shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP,
) -> Response:
    """Check a text, or up to 200, against the records and the products that each names."""
    assistant = house.assistant(shop)
    if body.items is None:
        return _json(assistant.verify(body))
    return _json({"items": [assistant.verify(item) for item in body.items]})


def _json(value: Any) -> Response:
    """As JSON; a lone surrogate, which no text may hold, becomes a question mark."""
    written = json.dumps(value, ensure_ascii=False).encode(errors="replace")
    return Response(written, media_type="application/json")

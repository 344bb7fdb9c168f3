"""The page on which staff paste a text and see which of its claims the evidence supports."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError

from floorwalker.console.access import OpenHouse
from floorwalker.console.marking import pieces
from floorwalker.console.pages import AnyForm, AnyVisit, Visit
from floorwalker.console.sign_in import SIGN_IN
from floorwalker.core import DEFAULT_SHOP, Language
from floorwalker.dialogue import Assistant
from floorwalker.grounding import (
    Author,
    Evidence,
    GivenRecord,
    Source,
    VerifyRequest,
    evidence_of,
    format_value,
)

router = APIRouter(prefix="/console", include_in_schema=False)

LONGEST_TEXT = 50_000
"""Characters that the page takes; longer texts go through the command or the API."""

_MOST_FOUND = 8
_LONGEST_VALUE = 300
_RECORDS = TypeAdapter(list[GivenRecord])


@dataclass
class Desk:
    """What lies on the page: what staff gave, what was found of it, and what is wrong with it."""

    text: str = ""
    evidence: str = ""
    author: str = "unknown"
    query: str = ""
    products: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    result: Mapping[str, Any] | None = None


@router.get("/verify")
def empty_page(visit: AnyVisit, house: OpenHouse) -> Response:
    """The page before anything was pasted."""
    return _page(visit, house, DEFAULT_SHOP, Desk()) if visit.session else visit.go(SIGN_IN)


@router.post("/verify")
def verify_page(visit: AnyVisit, form: AnyForm, house: OpenHouse) -> Response:
    """The page with the products that were looked for, and with the verdicts where they were asked for."""
    if not visit.session:
        return visit.go(SIGN_IN)
    shop = form.one("shop", DEFAULT_SHOP)
    desk = Desk(form.one("text"), form.one("evidence"), form.one("author", "unknown"), form.one("query"))
    if not (form.from_here and visit.may_send(form.one("form_token"))):
        desk.problems.append(visit.words("form_expired"))
        return _page(visit, house, shop, desk)
    assistant = house.assistant(shop)
    desk.products = _titles(assistant, form.all("product"))
    if gone := [id_ for id_ in form.all("product") if id_ not in desk.products]:
        desk.problems.append(visit.words("not_for_sale", ids=", ".join(gone)))
    if form.one("step") == "check" or form.one("checked"):
        _check(visit, assistant, desk)
    if form.one("step") == "find" and desk.query.strip():
        desk.found = _find(assistant, desk)
        if not desk.found:
            desk.problems.append(visit.words("nothing_found", query=desk.query))
    return _page(visit, house, shop, desk)


def _page(visit: Visit, house: OpenHouse, shop: str, desk: Desk) -> Response:
    shops = house.shops.all()
    authors = get_args(Author)
    return visit.page(
        "verify.html", desk=desk, shop=shop, shops=shops, authors=authors, longest_text=LONGEST_TEXT
    )


def _titles(assistant: Assistant, ids: list[str]) -> dict[str, str]:
    """Titles by id of products that are for sale."""
    known = assistant.catalog.names(id_ for id_ in ids if "\0" not in id_)
    return {id_: title for id_, (title, _brand) in known.items()}


def _find(assistant: Assistant, desk: Desk) -> dict[str, str]:
    """Products by words, or the one whose id was pasted; without those chosen already."""
    query = desk.query.strip()
    hits = assistant.search_products(query, _MOST_FOUND)["results"]
    found = _titles(assistant, [query]) | {hit["id"]: hit["title"] for hit in hits}
    return {id_: title for id_, title in found.items() if id_ not in desk.products}


def _check(visit: Visit, assistant: Assistant, desk: Desk) -> None:
    records = _records(visit, desk)
    if not desk.text.strip():
        desk.problems.append(visit.words("no_text"))
    if max(len(desk.text), len(desk.evidence)) > LONGEST_TEXT:
        desk.problems.append(visit.words("too_long", longest=f"{LONGEST_TEXT:,}"))
    if desk.author not in get_args(Author):
        desk.author = "unknown"
    if desk.problems or records is None:
        return
    ids = list(desk.products)
    request = VerifyRequest.model_validate(
        {"text": desk.text, "evidence": records, "product_ids": ids, "author": desk.author}
    )
    evidence = evidence_of(record.model_dump() for record in records).plus(assistant.product_evidence(ids))
    desk.result = _shown(desk.text, assistant.verify(request), evidence, visit.language)


def _records(visit: Visit, desk: Desk) -> list[GivenRecord] | None:
    """The records that were pasted; ``None``, and a problem, where they cannot be used."""
    if not desk.evidence.strip():
        return []
    try:
        given = json.loads(desk.evidence)
        return _RECORDS.validate_python(given if isinstance(given, list) else [given])
    except json.JSONDecodeError as error:
        desk.problems.append(visit.words("no_json", line=error.lineno, column=error.colno))
    except ValidationError as error:
        where = error.errors(include_url=False, include_input=False)[0]["loc"]
        desk.problems.append(visit.words("no_record", number=int(where[0]) + 1))
    except (ValueError, RecursionError):
        desk.problems.append(visit.words("no_record", number=1))
    return None


def _shown(
    text: str, verdicts: Mapping[str, Any], evidence: Evidence, language: Language
) -> Mapping[str, Any]:
    """The verdicts as the template shows them."""
    claims = verdicts["claims"]
    cut = pieces(text, claims)
    first = {claim: place for place, piece in reversed([*enumerate(cut, 1)]) for claim in piece.claims}
    shown = [
        claim | {"fact": _fact(claim["source"], evidence, language), "piece": first.get(number)}
        for number, claim in enumerate(claims, start=1)
    ]
    return {
        "pieces": cut,
        "claims": shown,
        "unsupported": sum(claim["status"] == "unsupported" for claim in claims),
        "notes": [str(note) for note in verdicts["notes"]],
        "without_evidence": not evidence.facts,
    }


def _fact(
    source: Mapping[str, str] | None, evidence: Evidence, language: Language
) -> Mapping[str, str] | None:
    """Where a fact stands and what it says; a computed one says so in the claim's derivation."""
    if source is None:
        return None
    fact = evidence.get(Source(**source))
    value = format_value(fact.value, language) if fact else ""
    return {**source, "value": value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"}

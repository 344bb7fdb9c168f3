"""For operators and their machines: does it live, is it ready, what does it count."""

from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from floorwalker.channels.service import AnyService

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def health() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Not ready; the body says why."}})
def readiness(service: AnyService, response: Response) -> dict[str, Any]:
    """Whether the database is reachable, its schema current and the index usable."""
    problems = service.house.ready()
    if problems:
        response.status_code = 503
    return {"ready": not problems, "problems": problems}


@router.get("/metrics", response_class=Response)
def metrics(service: AnyService) -> Response:
    """The counters, in Prometheus's text format."""
    return Response(generate_latest(service.metrics.registry), media_type=CONTENT_TYPE_LATEST)

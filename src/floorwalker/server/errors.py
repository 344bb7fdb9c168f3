"""How errors are told: ``{"error": {"message", "remedy"}}`` with the right status, and never a trace."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from floorwalker.channels.problems import headers_of, problem, status_of, unexpected, validation_problem
from floorwalker.core import FloorwalkerError
from floorwalker.server.middleware import body_limit, too_large

_REMEDIES = {
    400: "send JSON as docs/api.md shows it",
    404: "see docs/api.md for the routes there are",
    405: "see docs/api.md for the methods there are",
}


def handle_errors(app: FastAPI) -> None:
    """Have every error of ``app`` told in one form; those that nobody expected are logged by the server."""

    @app.exception_handler(FloorwalkerError)
    async def expected(_request: Request, error: FloorwalkerError) -> Response:
        status = status_of(error)
        return _told(status, problem(error.message, error.remedy), headers_of(status))

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        return _told(422, validation_problem(error.errors()))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 413:
            return too_large(body_limit(request.url.path))
        remedy = _REMEDIES.get(error.status_code, "")
        return _told(error.status_code, problem(str(error.detail), remedy), error.headers)

    @app.exception_handler(Exception)
    async def unforeseen(_request: Request, _error: Exception) -> Response:
        return _told(500, unexpected())


def _told(status: int, body: dict[str, str], headers: object = None) -> Response:
    return JSONResponse({"error": body}, status, headers if isinstance(headers, dict) else None)

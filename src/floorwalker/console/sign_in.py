"""Signing in to the console, with the admin token at first."""

from fastapi import APIRouter
from fastapi.responses import Response

from floorwalker.console.access import OpenHouse, admin_token, is_admin_token
from floorwalker.console.pages import COOKIE_PATH, SESSION_COOKIE, AnyForm, AnyVisit
from floorwalker.console.session import LIFETIME, new_session

router = APIRouter(prefix="/console", include_in_schema=False)

HOME = "/console/verify"
SIGN_IN = "/console/sign-in"


@router.get("")
def console(visit: AnyVisit) -> Response:
    """The first page."""
    return visit.go(HOME)


@router.get("/sign-in")
def sign_in_page(visit: AnyVisit, house: OpenHouse) -> Response:
    """The page that asks for the token, or says that none is configured."""
    if visit.session:
        return visit.go(HOME)
    return visit.page("sign_in.html", is_open=bool(admin_token(house)), wrong=False)


@router.post("/sign-in")
def sign_in(visit: AnyVisit, form: AnyForm, house: OpenHouse) -> Response:
    """Open a session for who sends the admin token."""
    if not (form.from_here and is_admin_token(house, form.one("token").strip())):
        return visit.page("sign_in.html", 403, is_open=bool(admin_token(house)), wrong=True)
    response = visit.go(HOME)
    session = new_session(admin_token(house), house.clock.now())
    visit.set_cookie(response, SESSION_COOKIE, session, int(LIFETIME.total_seconds()))
    return response


@router.post("/sign-out")
def sign_out(visit: AnyVisit, form: AnyForm) -> Response:
    """Let the browser forget the session."""
    if not (form.from_here and visit.may_send(form.one("form_token"))):
        return visit.go(HOME)
    response = visit.go(SIGN_IN)
    response.delete_cookie(SESSION_COOKIE, path=COOKIE_PATH)
    return response

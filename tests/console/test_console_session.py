"""A session is signed with the admin token and ends; a text is cut without losing a character."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from floorwalker.console.marking import pieces
from floorwalker.console.session import LIFETIME, form_token, is_form_token, is_live, new_session
from floorwalker.core import FixedClock

NOW = FixedClock().now()
TOKEN = "admin-secret"


def test_a_session_ends_after_its_time() -> None:
    session = new_session(TOKEN, NOW)
    assert is_live(session, TOKEN, NOW)
    assert is_live(session, TOKEN, NOW + LIFETIME - timedelta(seconds=1))
    assert not is_live(session, TOKEN, NOW + LIFETIME)


def test_a_new_admin_token_ends_every_session() -> None:
    session = new_session(TOKEN, NOW)
    assert not is_live(session, "another", NOW)
    assert not is_live(session, "", NOW)
    assert not is_live(new_session("", NOW), "", NOW)


def test_no_part_of_a_session_can_be_changed() -> None:
    expires, nonce, signature = new_session(TOKEN, NOW).split(".")
    for forged in (
        f"{int(expires) + 1}.{nonce}.{signature}",
        f"{expires}.{nonce}x.{signature}",
        f"{expires}.{nonce}.{'0' * 64}",
        f"{expires}.{nonce}.",
        form_token(f"{expires}.{nonce}", TOKEN),
        "",
        "é",
        "..",
    ):
        assert not is_live(forged, TOKEN, NOW)


def test_a_session_and_its_form_token_do_not_give_the_admin_token_away() -> None:
    session = new_session(TOKEN, NOW)
    assert TOKEN not in session
    assert session != new_session(TOKEN, NOW)
    token = form_token(session, TOKEN)
    assert is_form_token(token, session, TOKEN)
    assert not is_form_token(token, new_session(TOKEN, NOW), TOKEN)
    assert not is_form_token(session.rpartition(".")[2], session, TOKEN)


@st.composite
def claimed(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(st.text(min_size=1, max_size=30))
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).filter(lambda span: span[0] < span[1]), max_size=6))
    status = st.sampled_from(["supported", "unsupported"])
    return text, [{"span": list(span), "status": draw(status)} for span in spans]


@given(claimed())
def test_the_pieces_are_the_text_and_each_claim_is_whole(given: tuple[str, list[dict[str, Any]]]) -> None:
    text, claims = given
    cut = pieces(text, claims)
    assert "".join(piece.text for piece in cut) == text
    for number, claim in enumerate(claims, start=1):
        words = "".join(piece.text for piece in cut if number in piece.claims)
        assert words == text[slice(*claim["span"])]
    for piece in cut:
        statuses = {claims[number - 1]["status"] for number in piece.claims}
        wanted = "unsupported" if "unsupported" in statuses else "supported" if statuses else "plain"
        assert piece.status == wanted


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces("", []) == []

"""Server-sent events reach any client that follows the standard unchanged."""

from fastapi.sse import format_sse_event
from hypothesis import given
from hypothesis import strategies as st

from door_fixtures import parse_events
from floorwalker.channels.streaming import turn_event
from floorwalker.dialogue import ProductsShown, SentenceSaid

encodable = st.text(st.characters(exclude_categories=["Cs"]))


def sent(event: SentenceSaid | ProductsShown) -> bytes:
    made = turn_event(event)
    return format_sse_event(data_str=made.raw_data, event=made.event, id=made.id)


@given(text=encodable)
def test_any_sentence_arrives_as_it_was_said(text: str) -> None:
    (event,) = parse_events(sent(SentenceSaid(7, text)).decode())
    assert (event.name, event.data, event.id) == ("sentence", {"seq": 7, "text": text}, "7")


@given(title=encodable)
def test_any_product_arrives_as_it_is(title: str) -> None:
    (event,) = parse_events(sent(ProductsShown(({"title": title},))).decode())
    assert event.data == {"products": [{"title": title}]}


def test_events_are_short_utf8_without_escapes() -> None:
    assert (
        sent(SentenceSaid(1, "围巾\n"))
        == 'event: sentence\ndata: {"seq":1,"text":"围巾\\n"}\nid: 1\n\n'.encode()
    )

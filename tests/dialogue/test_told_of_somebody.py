"""What a shopper tells of somebody, of a limit or in a turn of phrase is read as that, and asks for no goods."""

import pytest
from shop_floor import read

from floorwalker.conversation import ConversationState
from floorwalker.dialogue.understand import Intent, ShopVocabulary

NEW = ConversationState()
GARDENS = ShopVocabulary({}, kinds=frozenset(("garden", "tea", "cookware", "mascara", "headlamp", "table")))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("dad's retired and spends spring in his veg patch; a pressie up to 45?", ("garden",)),
        ("a gift for a mum with green fingers, 20 max", ("garden",)),
        ("something for my aunt, she's a keen gardener", ("garden",)),
        ("my brother is a tea lover, ideas?", ("tea",)),
        ("a present for my sister who loves cooking", ("cookware",)),
        ("奶奶喜欢养花，送点什么好", ("garden",)),
        ("送爱喝茶的爸爸，300以内", ("tea",)),
    ],
)
def test_a_present_of_any_kind_is_chosen_by_what_somebody_likes(text: str, kinds: tuple[str, ...]) -> None:
    assert read(text, GARDENS, NEW).need.types == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a mascara for my sister, a keen gardener", ("mascara",)),
        ("my mum loves gardening, a table for her", ("table",)),
        ("headlamps that suit gardening", ("headlamp",)),
    ],
)
def test_the_kind_that_is_asked_for_goes_before_interests(text: str, kinds: tuple[str, ...]) -> None:
    assert read(text, GARDENS, NEW).need.types == kinds


@pytest.mark.parametrize(
    "text",
    [
        "mascara, red is off the table",
        "a mascara, batteries drive me nuts",
        "a mascara please, i burn like bacon",
        "my skin feels like sandpaper, a mascara",
        "mascara on a shoestring, that'd be a piece of cake",
    ],
)
def test_turns_of_phrase_name_no_goods(text: str, vocabulary: ShopVocabulary) -> None:
    reading = read(text, vocabulary, NEW)
    assert (reading.need.types, reading.further) == (("mascara",), ())
    assert not {"table", "nuts", "bacon", "sandpaper", "cake"}.intersection(reading.need.words)


@pytest.mark.parametrize(
    "text",
    [
        "lipstick, vanilla's a no-go",
        "a lipstick, vanilla really isn't me",
        "lipstick please, vanilla's off the table",
        "i need a lipstick, vanilla does my head in",
        "lipstick, but with vanilla i sneeze all day",
        "a lipstick; can't bear vanilla",
    ],
)
def test_what_is_refused_in_many_ways_is_denied(text: str, vocabulary: ShopVocabulary) -> None:
    unwanted = read(text, vocabulary, NEW).need.unwanted
    assert any("scent:vanilla" in wish.facets for wish in unwanted)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a lipstick, twenty dollars being the maximum", None, 20),
        ("lipstick, 20 dollars is as high as I'll go", None, 20),
        ("lipstick, 20 as the max", None, 20),
        ("a lipstick, fifty dollars, absolute maximum", None, 50),
        ("lipstick, $40 at the bottom and $60 at the top", 40, 60),
    ],
)
def test_limits_are_named_in_many_ways(
    text: str, low: int | None, high: int, vocabulary: ShopVocabulary
) -> None:
    need = read(text, vocabulary, NEW).need
    assert (need.price_min, need.price_max) == (low, high)


@pytest.mark.parametrize(
    "text", ["My husband cycles to work. Anything waterproof for him?", "anything waterproof for my brother?"]
)
def test_the_story_before_a_wish_for_anything_only_hints(text: str, vocabulary: ShopVocabulary) -> None:
    reading = read(text, vocabulary, NEW)
    assert reading.intents == (Intent.FIND,)
    assert "cycles" not in reading.need.words

"""What is wished softly, how far a denial reaches, and that a soft wish is never a reason to show nothing."""

import pytest
from shop_floor import titles

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.text import Folded, detect_language


def slots(text: str, vocabulary: ShopVocabulary) -> Slots:
    return find_slots(Folded.of(text), detect_language(text), vocabulary)


def said(text: str, vocabulary: ShopVocabulary) -> dict[str, str]:
    """Each wish of a message as ``hard``, ``soft``, ``unwanted`` or ``rather not``."""
    found = slots(text, vocabulary)
    wanted = {wish.said: "soft" if wish.soft else "hard" for wish in found.wishes}
    return wanted | {wish.said: "rather not" if wish.soft else "unwanted" for wish in found.unwanted}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a scarf, preferably blue", {"blue": "soft"}),
        ("a scarf, blue if possible", {"blue": "soft"}),
        ("a wool scarf, ideally in green", {"wool": "hard", "green": "soft"}),
        ("a blue scarf would be nice", {"blue": "soft"}),
        ("a blue scarf", {"blue": "hard"}),
        ("a perfume that isn't too sweet", {"sweet": "rather not"}),
        ("a perfume that isn't sweet", {"sweet": "unwanted"}),
        ("围巾，最好是蓝色", {"蓝色": "soft"}),
        ("蓝色的围巾", {"蓝色": "hard"}),
        ("羊毛的围巾，尽量要绿色", {"羊毛": "hard", "绿色": "soft"}),
        ("围巾，优先红色", {"红色": "soft"}),
    ],
)
def test_how_strongly_something_is_wished(
    text: str, expected: dict[str, str], vocabulary: ShopVocabulary
) -> None:
    """A preference softens its own clause and no other; a denial of too much is soft."""
    found = said(text, vocabulary)
    assert {word: found.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no leather, a blue bag", {"leather": "unwanted", "blue": "hard"}),
        ("a bag without leather but blue", {"leather": "unwanted", "blue": "hard"}),
        ("neither red nor pink, a green one", {"green": "hard"}),
        ("nothing in red, black or white", {"red": "unwanted", "black": "unwanted", "white": "unwanted"}),
        ("not only red, blue is fine", {"blue": "hard"}),
        ("不要皮的，要蓝色", {"蓝色": "hard"}),
        ("红色、黑色、白色都不要", {"红色": "unwanted", "黑色": "unwanted", "白色": "unwanted"}),
        ("不要红色、黑色，蓝色可以", {"红色": "unwanted", "黑色": "unwanted", "蓝色": "hard"}),
        ("红色的不要，100以内", {"红色": "unwanted"}),
        ("no red please, 50 dollars at most", {"red": "unwanted"}),
    ],
)
def test_how_far_a_denial_reaches(text: str, expected: dict[str, str], vocabulary: ShopVocabulary) -> None:
    """To the end of its clause and over a list; what the next clause wants is wanted."""
    found = said(text, vocabulary)
    assert {word: found.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("口红，兰蔻的不要，200以内", {"兰蔻"}),
        ("兰蔻和花西子的不要，200以内", {"兰蔻", "花西子"}),
        ("lipstick, no Dior, 30 dollars at most", {"dior"}),
        ("除了百雀羚和兰蔻，都可以", {"百雀羚", "兰蔻"}),
    ],
)
def test_a_figure_after_the_clause_does_not_lengthen_the_denial(
    text: str, excluded: set[str], vocabulary: ShopVocabulary
) -> None:
    """A comma before a number ends the clause: the brands stay denied and the price is a bound."""
    found = slots(text, vocabulary)
    assert set(found.excluded_brands) == excluded
    assert found.brands == ()


@pytest.mark.parametrize(
    ("shop", "text", "least"),
    [
        ("default", "a lipstick, ideally waterproof", 4),
        ("default", "a perfume that isn't too sweet", 2),
        ("yuan", "口红，最好防水", 4),
        ("yuan", "别太油腻的面霜", 3),
    ],
)
def test_a_soft_wish_never_empties_a_list(shop: str, text: str, least: int, shopper) -> None:
    answer = shopper(shop).ask(text)
    assert len(titles(answer)) >= least
    told = "".join(reason for card in answer["products"] for reason in card["reasons"])
    assert "alternative" not in told


@pytest.mark.parametrize(
    ("shop", "text", "first", "unmet"),
    [
        ("yuan", "口红，最好是哑光的", {"小羊皮哑光口红", "雾光丝绒口红"}, None),
        ("default", "a lipstick, ideally waterproof", None, "waterproof"),
    ],
)
def test_a_soft_wish_ranks_and_is_owned_up_to(
    shop: str, text: str, first: set[str] | None, unmet: str | None, shopper
) -> None:
    """What meets it comes first; where nothing is known to, the reply says so."""
    answer = shopper(shop).ask(text)
    assert first is None or titles(answer)[0] in first
    assert unmet is None or f"“{unmet}”" in answer["reply"]


def test_a_hard_wish_that_nothing_meets_is_said(shopper) -> None:
    answer = shopper("yuan").ask("防水的口红")
    assert "资料" in answer["reply"]
    assert "没有" in answer["reply"] or "没找到" in answer["reply"]

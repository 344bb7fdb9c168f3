"""What a message changes in a bundle that was shown: its parts, its budget, or what all of it must be."""

from decimal import Decimal

import pytest

from floorwalker.conversation import BundlePart, BundleWish, ShoppingNeed
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.bundle_changes import changed_need
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language


def part(kind: str, *shown: str) -> BundlePart:
    return BundlePart(types=(kind,), said=kind, quantity=len(shown), shown=shown)


ROUTINE = ShoppingNeed(
    bundle=BundleWish(
        parts=(part("face_cleanser", "a"), part("toner", "b"), part("lip_balm", "c")),
        budget=Decimal(120),
        total=Decimal(90),
    )
)
FRIENDS = ShoppingNeed(
    bundle=BundleWish(
        parts=(BundlePart(types=("lipstick",), said="lipstick", shown=("a", "b", "c")),),
        people=3,
        budget=Decimal(90),
        total=Decimal(76),
    )
)


def changed(text: str, vocabulary: ShopVocabulary, need: ShoppingNeed = ROUTINE) -> BundleWish | None:
    message = Folded.of(text)
    slots = find_slots(message, detect_language(text), vocabulary)
    found = {name for name, pattern in acts().items() if pattern.search(message.text)}
    told = changed_need(message, slots, found, need)
    return told.bundle if told else None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("could you swap the toner for a serum?", ["face_cleanser", "serum", "lip_balm"]),
        ("I'd rather have a mascara instead of the toner", ["face_cleanser", "mascara", "lip_balm"]),
        ("爽肤水换成精华呢", ["face_cleanser", "serum", "lip_balm"]),
        ("不要爽肤水，要面膜", ["face_cleanser", "face_mask", "lip_balm"]),
        ("and a mascara too", ["face_cleanser", "toner", "lip_balm", "mascara"]),
        ("再加一个面膜", ["face_cleanser", "toner", "lip_balm", "face_mask"]),
        ("drop the lip balm", ["face_cleanser", "toner"]),
        ("润唇膏就不要了", ["face_cleanser", "toner"]),
    ],
)
def test_parts_come_and_go(text: str, kinds: list[str], vocabulary: ShopVocabulary) -> None:
    """The parts that are not spoken of keep the products that were shown."""
    wish = changed(text, vocabulary)
    assert wish is not None
    assert [kind for one in wish.parts for kind in one.types] == kinds
    assert all(one.kept for one in wish.parts if one.shown)


@pytest.mark.parametrize("text", ["another toner please, change it", "换一个爽肤水", "swap the second one"])
def test_another_product_for_the_same_part(text: str, vocabulary: ShopVocabulary) -> None:
    wish = changed(text, vocabulary)
    assert wish is not None
    assert [one.rejected for one in wish.parts] == [(), ("b",), ()]


def test_one_of_several_is_exchanged_for_another_brand(vocabulary: ShopVocabulary) -> None:
    """The others stay, and the brand binds the new one alone."""
    wish = changed("one of them only wears Dior, swap one for theirs", vocabulary, FRIENDS)
    assert wish is not None
    assert [(one.shown, bool(one.brands)) for one in wish.parts] == [
        (("a",), False),
        (("b",), False),
        (("c",), True),
    ]
    assert wish.people == 1


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("make it 150 altogether", 150),
        ("I can stretch to 150", 150),
        ("预算加到150", 150),
        ("总共两百以内吧", 200),
    ],
)
def test_another_budget(text: str, budget: int, vocabulary: ShopVocabulary) -> None:
    """All is up for choice again."""
    wish = changed(text, vocabulary)
    assert wish is not None
    assert wish.budget == budget
    assert not any(one.kept for one in wish.parts)


def test_cheaper_overall_is_less_than_what_it_costs(vocabulary: ShopVocabulary) -> None:
    wish = changed("anything cheaper overall?", vocabulary)
    assert wish is not None
    assert wish.budget is not None
    assert Decimal(80) < wish.budget < Decimal(90)


@pytest.mark.parametrize("text", ["all the same is fine", "都一样的就行", "the same one for everybody"])
def test_everybody_may_get_the_same(text: str, vocabulary: ShopVocabulary) -> None:
    wish = changed(text, vocabulary, FRIENDS)
    assert wish is not None
    assert wish.alike


@pytest.mark.parametrize(
    "text",
    [
        "how much is left?",
        "total?",
        "一共多少钱",
        "which one is the cheapest?",
        "show me some mascaras",
        "start over, I need a tent",
        "is the second one vegan?",
        "thanks, that's great",
    ],
)
def test_what_changes_nothing(text: str, vocabulary: ShopVocabulary) -> None:
    """Questions, sums, other goods and courtesies."""
    assert changed(text, vocabulary) is None


def test_a_part_may_be_named_by_its_last_word(vocabulary: ShopVocabulary) -> None:
    """A wish said of the board binds the board alone."""
    board = BundlePart(types=("cutting_board",), said="chopping board", shown=("b",))
    need = ShoppingNeed(bundle=BundleWish(parts=(part("face_cleanser", "a"), board)))
    wish = changed("make it wood for the board", vocabulary, need)
    assert wish is not None
    assert [len(one.wishes) for one in wish.parts] == [0, 1]


@pytest.mark.parametrize("text", ["swap the dearest one for something cheaper", "贵的那个换便宜点的"])
def test_the_dearest_is_exchanged_for_a_cheaper_one(text: str, vocabulary: ShopVocabulary) -> None:
    prices = tuple(map(Decimal, (20, 30, 10)))
    friends = BundlePart(types=("lipstick",), shown=("a", "b", "c"), prices=prices)
    need = ShoppingNeed(bundle=BundleWish(parts=(friends,), people=3, total=Decimal(60)))
    wish = changed(text, vocabulary, need)
    assert wish is not None
    assert [(one.rejected, one.cheaper) for one in wish.parts] == [((), False), (("b",), True), ((), False)]


@pytest.mark.parametrize(
    ("text", "people"), [("make it four friends", 4), ("make it two", 2), ("改成五个人", 5)]
)
def test_another_number_of_people(text: str, people: int, vocabulary: ShopVocabulary) -> None:
    wish = changed(text, vocabulary, FRIENDS)
    assert wish is not None
    assert wish.people == people


@pytest.mark.parametrize(
    "text", ["都换成口红可以吗，预算不变", "全部改成口红", "swap them all for lipsticks"]
)
def test_all_of_it_is_exchanged_at_once(text: str, vocabulary: ShopVocabulary) -> None:
    """As many pieces for as many people, of one kind, within the same budget."""
    gifts = ShoppingNeed(
        bundle=BundleWish(
            parts=(BundlePart(said="gift", shown=("a", "b", "c")),),
            people=3,
            budget=Decimal(600),
            total=Decimal(411),
        )
    )
    told = changed(text, vocabulary, gifts)
    assert told is not None
    assert [one.types for one in told.parts] == [("lipstick",)]
    assert (told.people, told.budget) == (3, Decimal(600))


@pytest.mark.parametrize(
    "text",
    [
        "尽量别都是一个牌子",
        "牌子最好不一样",
        "要不同品牌的",
        "not all the same brand please",
        "different brands",
    ],
)
def test_brands_are_asked_to_differ(text: str, vocabulary: ShopVocabulary) -> None:
    told = changed(text, vocabulary, FRIENDS)
    assert told is not None
    assert told.varied
    assert not told.alike

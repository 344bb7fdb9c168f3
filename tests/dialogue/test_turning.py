"""A message for somebody else, or about something else, begins anew; one that only tells of somebody does not."""

from collections.abc import Callable

import pytest

from floorwalker.conversation import ShoppingNeed

NeedAfter = Callable[..., ShoppingNeed]


@pytest.mark.parametrize(
    ("before", "message", "recipient"),
    [
        ("给我爸买条皮带，五百以内", "我妹下周生日，送她点什么好", "sister"),
        ("想给女朋友买条项链，银的", "另外老师那边也要备份礼", "colleague"),
        ("送岳父的酒具", "小侄女满月，包个礼，五百", "child"),
        ("送男朋友的剃须刀", "我室友怕冷，给她找点保暖的", "friend"),
        ("想买个双肩包，防水的", "下个月我妈生日，送她什么礼物好", "mother"),
        ("a wallet for my dad, brown, under 60", "now something for my sister's birthday", "sister"),
        ("a necklace for my wife, gold", "different person now: my brother, he likes camping", "brother"),
        ("a leather bag for my wife", "my flatmate's moving out, want to get her something", "friend"),
        ("earrings for my girlfriend, no gold", "my grandad needs warm slippers", "brother"),
        ("coat for my son, waterproof", "i also owe my neighbour a thank you gift", "friend"),
    ],
)
def test_a_present_for_somebody_else_begins_anew(
    before: str, message: str, recipient: str, need_after: NeedAfter
) -> None:
    old, new = need_after(before), need_after(before, message)
    kept = {*old.types, *old.wishes, *old.unwanted, *old.words} & {
        *new.types,
        *new.wishes,
        *new.unwanted,
        *new.words,
    }
    assert (new.recipient, kept) == (recipient, set())
    assert old.price_max is None or new.price_max != old.price_max


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("给我妈买条围巾，八百以内", "我爸说羊绒的好"),
        ("给老公买块表，三千", "我婆婆觉得太贵了，两千以内吧"),
        ("给婆婆买按摩仪", "公公也能用的那种"),
        ("给我妈买条围巾", "她不喜欢太花的"),
        ("a wallet for my dad", "my mum says brown would be best"),
        ("a mug for my mum who bakes", "my dad's paying so up to 60"),
        ("perfume for my girlfriend", "she told my sister she likes vanilla"),
        ("a toy for my nephew", "his sister has the castle one already, so not that"),
        ("birthday present for my husband, a watch", "the kids want to chip in, so up to 150"),
    ],
)
def test_who_is_only_told_of_changes_nothing(before: str, message: str, need_after: NeedAfter) -> None:
    old, new = need_after(before), need_after(before, message)
    assert (new.recipient, new.types) == (old.recipient, old.types)


@pytest.mark.parametrize(
    ("before", "message", "recipient"),
    [
        ("给我妈买条围巾，八百以内", "那给我爸呢", "father"),
        ("给爸爸挑件外套，一千以内", "同样的给我哥也看看", "brother"),
        ("candle for my sister, under 30", "the same for my mum please", "mother"),
        ("a wool jumper for my husband, up to 90", "what about one for my brother", "brother"),
        ("earrings for my sister, under 50", "what about something like that for my mum", "mother"),
    ],
)
def test_the_same_for_another_goes_on(
    before: str, message: str, recipient: str, need_after: NeedAfter
) -> None:
    old, new = need_after(before), need_after(before, message)
    assert (new.recipient, new.types, new.price_max) == (recipient, old.types, old.price_max)


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("想买条真丝围巾", "是送给我妈的，素一点"),
        ("看看口红", "送女朋友的，别太红"),
        ("looking for a silk scarf", "it's for my mum, so nothing loud"),
        ("show me mugs", "they're for my dad so big ones"),
    ],
)
def test_to_say_for_whom_it_is_refines(before: str, message: str, need_after: NeedAfter) -> None:
    new = need_after(before, message)
    assert new.types == need_after(before).types
    assert new.recipient is not None


@pytest.mark.parametrize(
    ("message", "recipient", "gender"),
    [
        ("同事要当爸爸了，送他点什么", "new_father", "men"),
        ("gift for my boss, she loves tea", "colleague", "women"),
        ("something for her, around 50", None, "women"),
        ("给他挑个礼物", None, "men"),
        ("my mum said to get a scarf for my sister", "sister", "women"),
        ("my dad gave me 100 to buy mum a scarf", "mother", "women"),
    ],
)
def test_for_whom_it_is_and_of_which_sex(
    message: str, recipient: str | None, gender: str, need_after: NeedAfter
) -> None:
    need = need_after(message)
    assert (need.recipient, need.gender) == (recipient, gender)


def test_a_feast_that_all_have_is_kept_for_the_next(need_after: NeedAfter) -> None:
    assert need_after("christmas scarf for my mum", "now a gift for my dad").occasion == "christmas"
    assert need_after("birthday scarf for my mum", "now a gift for my dad").occasion is None

"""Every finder takes any text whatever, and every span it gives lies in that text."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import (
    analyse,
    attributes,
    bare_amount,
    brand_names,
    content_words,
    find_measure,
    find_numbers,
    find_ordinal,
    find_price_ranges,
    find_prices,
    find_quantities,
    find_quantity,
    product_types,
)


def of_one(find: Callable[[str], Any]) -> Callable[[str], Iterable[Any]]:
    def found(text: str) -> Iterable[Any]:
        one = find(text)
        return [] if one is None else [one]

    return found


FINDERS: dict[str, Callable[[str], Iterable[Any]]] = {
    "numbers": find_numbers,
    "price ranges": find_price_ranges,
    "bare amount": of_one(bare_amount),
    "prices": find_prices,
    "quantities": find_quantities,
    "quantity": of_one(find_quantity),
    "measure": of_one(find_measure),
    "ordinal": of_one(find_ordinal),
    "terms": analyse,
    "Chinese words": lambda text: content_words(text, "zh"),
    "English words": lambda text: content_words(text, "en"),
    "types": lambda text: product_types().find(text),
    "attributes": lambda text: attributes().find(text),
    "brands": lambda text: brand_names().find(text),
}

MONEY = "1 2 9 12 50 300 1,299 1.5 k w 万 千 百 十 两 三 五 几 多 来 把 零 点 半 元 块 毛 钱 $ ¥ € £ usd rmb"
ZH_BOUNDS = "以内 以下 以上 左右 到 至 - ~ — 不 超过 预算 大概 第 款 个"
EN_BOUNDS = (
    "under over between and to or not more than at least about bucks rated the first second last # no."
)
WORDS = "one two five hundred thousand grand a couple few of dozen point stars cream L'Oréal 眼霜 面膜 蘭"
OTHERS = "ml 毫升 g 克 % 折 星 分 评分 é ㎖ ½ ① ™ \u200b 😀 \ue000 \ue00f \x00 。 , . ! ' \""
SCRAPS = st.sampled_from([*f"{MONEY} {ZH_BOUNDS} {EN_BOUNDS} {WORDS} {OTHERS}".split(" "), " ", "\n"])
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(SCRAPS, max_size=25).map("".join),
    st.lists(SCRAPS, max_size=25).map(" ".join),
)


@pytest.mark.parametrize("name", FINDERS)
@given(text=TEXTS)
def test_any_text_is_taken_and_spans_lie_in_it(name: str, text: str) -> None:
    last = 0
    for found in FINDERS[name](text):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        if name != "terms":
            assert last <= start
            last = start
        if name not in ("terms", "Chinese words", "English words"):
            assert found.text == text[start:end]

"""Prices, quantities and measures in labelled utterances of both languages, and in forms that a renderer writes."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_forms import in_english, in_spoken_chinese

from floorwalker.text import Figures, PriceRange, read_figures

LABELLED = Path(__file__).parent / "numbers"
LEAST_RIGHT = 0.99


def meaning(figures: Figures) -> dict[str, Any]:
    """The figures in the form of the labels."""
    found: dict[str, Any] = {}
    if figures.price is not None:
        found["price"] = price_meaning(figures.price)
    if figures.quantity is not None:
        found["quantity"] = Decimal(figures.quantity)
    if figures.measure is not None:
        unit = figures.measure.unit.replace("_", " ")
        found["measure"] = {"value": figures.measure.value, "unit": unit}
    return found


def price_meaning(price: PriceRange) -> dict[str, Any]:
    named = price.about if price.kind in ("about", "amount") else None
    return {
        "low": price.min if named is None else named,
        "high": price.max if named is None else named,
        "about": price.kind == "about",
        "currency": price.currency,
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_at_least_99_of_100_labelled_utterances_are_read_right(language: str) -> None:
    lines = (LABELLED / f"numbers_{language}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines if line.strip()]
    wrong = [
        f"{row['text']}\n   wanted {row['expect']}\n   read   {found}"
        for row in rows
        if (found := meaning(read_figures(row["text"]))) != row["expect"]
    ]
    right = 1 - len(wrong) / len(rows)
    assert right >= LEAST_RIGHT, "\n".join([f"{right:.1%} of {len(rows)} right", *wrong])


# ── forms of a value ──────────────────────────────────────────────────────────

ZH_FORMS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "grouped digits": lambda value: f"{value:,}",
    "full-width digits": lambda value: str(value).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "numerals": cn2an.an2cn,
    "financial numerals": lambda value: cn2an.an2cn(value, "up"),
    "spoken numerals": in_spoken_chinese,
}
EN_FORMS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "grouped digits": lambda value: f"{value:,}",
    "words": lambda value: in_english(value, " and "),
    "words without and": lambda value: in_english(value, " "),
}
ZH_BOUNDS = {
    "max": ["{}以内", "不超过{}", "最多{}", "{}封顶", "别超{}", "{}元以下的包", "撑死{}", "想要低于{}块的"],
    "min": ["{}以上", "不低于{}", "至少{}", "{}元起", "{}块往上的", "别低于{}"],
    "about": ["{}左右", "大概{}", "差不多{}块", "{}上下的", "约{}元"],
}
EN_BOUNDS = {
    "max": ["under {}", "no more than {}", "not over {}", "up to {} dollars", "{} max", "nothing above {}"],
    "min": ["at least {}", "no less than {}", "over {}", "{} and up", "nothing under {} bucks"],
    "about": ["around {}", "about {} quid", "{} or so", "roughly {}", "{} dollars, give or take"],
}
ZH_RANGES = ["预算{}到{}", "{}至{}元", "从{}到{}", "{}~{}块", "介于{}和{}之间", "{}-{}元", "{}以上{}以下"]
EN_RANGES = ["between {} and {}", "{} to {} dollars", "from {} to {}", "at least {} but not more than {}"]
VALUES = st.integers(min_value=20, max_value=99_999)
FORMS = [
    *((form, bounds) for form in ZH_FORMS.values() for bounds in [ZH_BOUNDS]),
    *((form, bounds) for form in EN_FORMS.values() for bounds in [EN_BOUNDS]),
]
NAMES = [*ZH_FORMS, *(f"English {name}" for name in EN_FORMS)]


@pytest.mark.parametrize(("form", "phrases"), FORMS, ids=NAMES)
@given(value=VALUES, data=st.data())
def test_a_bound_is_read_back_from_every_form_of_its_value(
    form: Callable[[int], str], phrases: dict[str, list[str]], value: int, data: st.DataObject
) -> None:
    kind, phrase = data.draw(st.sampled_from([(kind, p) for kind, some in phrases.items() for p in some]))
    text = phrase.format(form(value))
    price = read_figures(text).price
    assert price is not None, text
    read = {"max": price.max, "min": price.min, "about": price.about}[kind]
    assert price.kind == kind, text
    assert read == value, text


@pytest.mark.parametrize(
    ("form", "ranges"),
    [(form, ZH_RANGES) for form in ZH_FORMS.values()] + [(form, EN_RANGES) for form in EN_FORMS.values()],
    ids=NAMES,
)
@given(ends=st.tuples(VALUES, VALUES), data=st.data())
def test_a_range_is_read_back_from_every_form_of_its_ends(
    form: Callable[[int], str], ranges: list[str], ends: tuple[int, int], data: st.DataObject
) -> None:
    low, high = min(ends), max(ends) + 1
    text = data.draw(st.sampled_from(ranges)).format(form(low), form(high))
    price = read_figures(text).price
    assert price is not None, text
    assert price.min == low, text
    assert price.max == high, text


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["k", "K", "千", "w", "万"]))
def test_tenths_of_a_thousand_or_ten_thousand_are_read_back(tenths: int, unit: str) -> None:
    scale = 1000 if unit in "kK千" else 10_000
    price = read_figures(f"{Decimal(tenths) / 10}{unit}以内的包").price
    assert price is not None
    assert price.max == Decimal(tenths) * scale / 10


@given(
    st.integers(min_value=2, max_value=99),
    st.sampled_from(["瓶", "盒", "支", "件", "双", "套", "份", "条", "张", "把", "袋", "罐"]),
    st.sampled_from(["要{}", "来{}吧", "帮我订{}", "{}多少钱", "想买{}送同事"]),
    st.sampled_from(list(ZH_FORMS)[:1] + list(ZH_FORMS)[3:4]),
)
def test_a_chinese_quantity_is_read_back(value: int, counter: str, phrase: str, form: str) -> None:
    written = ZH_FORMS[form](value)
    written = "两" if written == "二" else written
    assert read_figures(phrase.format(written + counter)).quantity == value


@given(
    st.integers(min_value=2, max_value=99),
    st.sampled_from(["candles", "bottles of the rose one", "wine glasses", "little gifts", "pcs"]),
    st.sampled_from(["I need {}", "{} please", "can I get {}", "we want {} for the party"]),
    st.sampled_from(list(EN_FORMS)),
)
def test_an_english_quantity_is_read_back(value: int, goods: str, phrase: str, form: str) -> None:
    assert read_figures(phrase.format(f"{EN_FORMS[form](value)} {goods}")).quantity == value


@given(
    st.decimals(min_value=Decimal("0.1"), max_value=999, places=1),
    st.sampled_from(["ml", "l", "g", "kg", "cm", "mm", "oz", "fl oz", "lb", "毫升", "克", "公斤", "厘米"]),
    st.sampled_from(["the {} one", "有{}的吗", "{} please", "我想要{}"]),
)
def test_a_measure_is_read_back(value: Decimal, unit: str, phrase: str) -> None:
    names = {"毫升": "ml", "克": "g", "公斤": "kg", "厘米": "cm"}
    measure = read_figures(phrase.format(f"{value}{unit}")).measure
    assert measure is not None
    assert (measure.value, measure.unit.replace("_", " ")) == (value, names.get(unit, unit))


@given(VALUES, st.sampled_from(["${}以内", "under £{}", "{}欧左右", "{} bucks tops", "{}块起", "HK${}以下"]))
def test_spans_count_in_the_text_as_it_was_typed(value: int, phrase: str) -> None:
    text = f"undr the wether, 你好 … {phrase.format(value)}"
    price = read_figures(text).price
    assert price is not None
    assert text[slice(*price.span)] == price.text
    assert str(value) in price.text

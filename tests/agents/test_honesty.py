"""Plain honesty: what is unknown, missing, out of stock or declined is said in words nobody can miss."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from floorwalker.agents.builtin.grammar import Slot, grammar
from floorwalker.core import Language, Tone

LANGUAGES: tuple[Language, ...] = get_args(Language)
TONES: tuple[Tone, ...] = get_args(Tone)

UNKNOWN = {
    "zh": "没有写|没有记录|资料里没有|无法确认|不能确认|不清楚",
    "en": r"doesn't mention|don't mention|don't have|can't tell|isn't recorded|\bno record\b|not sure",
}
NOTHING = {"zh": "没有|没找到", "en": r"\bno\b|\bnone\b|nothing|don't have|don't carry"}
ALTERNATIVE = {
    "zh": "替代|最接近|最为接近|不完全符合|超出预算",
    "en": "alternative|closest|come closest|doesn't meet|over your budget",
}
OUT_OF_STOCK = {"zh": "缺货|没货|售罄", "en": "out of stock|sold out"}
CANNOT = {"zh": "不能", "en": r"\bcan't\b|\bcannot\b"}

PLAINLY: list[tuple[str, dict[str, str]]] = [
    *((rule, UNKNOWN) for rule in ("unanswered.product", "unanswered.shop", "stock.unknown", "brand.unknown")),
    *((rule, UNKNOWN) for rule in ("explained.none", "listing.unmet", "listing.unmet_many", "compare.unknown", "relaxed.wishes")),
    *((f"nothing.{step}", NOTHING) for step in ("new", "others", "same_brand", "cheaper", "dearer", "absent")),
    *((rule, NOTHING) for rule in ("bundle.none", "bundle.missing", "bundle.incomplete")),
    *((rule, ALTERNATIVE) for rule in ("listing.absent", "listing.relaxed", "bundle.over", "card.alternative")),
    *((f"state.{state}", OUT_OF_STOCK) for state in ("out_of_stock", "backorder")),
    *(
        (f"declined.{topic}", CANNOT)
        for topic in ("other_customer", "instructions", "competitor", "off_topic", "health")
    ),
]  # fmt: skip
COUNT = {
    "zh": re.compile(r"\{(?:total|shown)\}(?!款)"),
    "en": re.compile(
        r"\{(?:total|shown)\}(?! (?:options|matches|choices|products|of them|of their products)\b)"
    ),
}


def wordings(language: Language, rule: str, *, opening: bool = False) -> Iterator[str]:
    """Every wording of a rule in every tone, with its slots in braces."""
    words = grammar(language)
    for tone in TONES:
        for number in range(words.count(rule, tone, opening=opening)):
            parts = words.wording(rule, tone, number, opening=opening)
            yield "".join(f"{{{part.name}}}" if isinstance(part, Slot) else part for part in parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rule", "plainly"), PLAINLY, ids=[rule for rule, _plainly in PLAINLY])
def test_every_wording_says_it_plainly(rule: str, plainly: dict[str, str], language: Language) -> None:
    """In every tone, and without the courtesy in front, which would be no negation of the data."""
    said = list(wordings(language, rule))
    assert said
    assert [text for text in said if not re.search(plainly[language], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_is_followed_by_what_is_counted(language: Language) -> None:
    """5款, "5 options", "5 of them"; never "these 5:"."""
    rules = [
        rule for rule in grammar(language) if rule.startswith(("listing.", "brand.", "shown", "counted"))
    ]
    said = [text for rule in rules for text in wordings(language, rule)]
    assert sum("{total}" in text for text in said) > 9
    assert [text for text in said if COUNT[language].search(text)] == []

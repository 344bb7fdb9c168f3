"""The grammar's files: what they must be, how a shop extends them, and how wordings are chosen."""

from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from floorwalker.agents import BuiltinAgent
from floorwalker.agents.builtin.grammar import Grammar, grammar
from floorwalker.agents.builtin.measure import measure_word
from floorwalker.agents.builtin.nouns import article, goods, noun
from floorwalker.conversation import Brief, Unclear
from floorwalker.core import Language, Tone, UnusableInput
from floorwalker.grounding import Evidence
from floorwalker.text import product_types

LANGUAGES: tuple[Language, ...] = get_args(Language)
TONES: tuple[Tone, ...] = get_args(Tone)


def same(*texts: str) -> dict[Tone, list[str]]:
    """One list for all tones."""
    return {tone: list(texts) for tone in TONES}


def of(**rules: list[str]) -> Grammar:
    return Grammar({name: same(*texts) for name, texts in rules.items()})


def test_both_languages_have_the_same_rules() -> None:
    """But for the fragments that each builds its sentences from."""
    fragments = {language: {r for r in grammar(language) if "." not in r} for language in LANGUAGES}
    zh, en = (set(grammar(language)) - fragments[language] for language in LANGUAGES)
    assert zh == en


def test_every_wording_is_reached_once() -> None:
    one = of(hello=["hi", "hello"], tail=[", you", " there", "!"], greet=["<hello><tail>", "good day"])
    wordings = {"".join(map(str, one.wording("greet", "warm", n))) for n in one.order("greet", "warm", 3)}
    assert len(wordings) == one.count("greet", "warm") == 7


def test_leads_belong_to_openings() -> None:
    one = Grammar(
        {
            "lead.yes": same("yes, ", "sure, "),
            "x": same("<lead.yes>it is"),
        }
    )
    assert one.count("x", "warm") == 2
    assert one.count("x", "warm", opening=False) == 1
    assert one.wording("x", "warm", 0, opening=False) == ("it is",)


def test_neighbouring_turns_differ_in_every_fragment() -> None:
    one = of(a=list("abcdefgh"), b=list("12345678"), x=["<a><b>"])
    first = [one.wording("x", "warm", next(one.order("x", "warm", turn))) for turn in range(8)]
    assert all(x[0] != y[0] and x[1] != y[1] for x, y in pairwise(first))


def test_a_shop_adds_its_own_wordings(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('unclear.help = ["Ask me about our orchids."]\n', encoding="utf-8")
    agent = BuiltinAgent({"en": (own,)})
    brief = [Brief("en", (Unclear(),), Evidence(), turn) for turn in range(10)]
    said = ["".join(str(part) for s in agent.draft(one) for part in s.parts) for one in brief]
    assert any("orchids" in text for text in said)
    assert not all("orchids" in text for text in said)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 3", "x is no list of strings"),
        ('x.formal = ["a"]', "x has no list for the tone warm"),
        ('x = ["<nowhere>"]', "<nowhere>, which does not exist"),
        ('x = ["<y>"]\ny = ["<x>"]', "contains itself"),
        ("x = [", "cannot be read"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput) as error:
        grammar("en", path)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("apple", "an"), ("pear", "a"), ("8-piece set", "an"), ("100 ml bottle", "a"), ("80 ml bottle", "an"),
        ("11-piece set", "an"), ("18 karat ring", "an"), ("110 ml bottle", "a"), ("11,000 mAh battery", "an"),
        ("1,100 W oven", "a"), ("hour", "an"), ("heirloom ring", "an"), ("house", "a"), ("unisex scent", "a"),
        ("unimaginable gift", "an"), ("umbrella", "an"), ("LED lamp", "an"), ("UV lamp", "a"), ("SPF 50 cream", "an"),
        ("EDP", "an"), ("USB cable", "a"), ("MP3 player", "an"), ("LIP gloss", "a"), ("EYE cream", "an"),
        ("one-piece", "a"), ("European plug", "a"), ("useful tool", "a"), ("X-ray print", "an"), ("U-lock", "a"),
        ("éclair", "an"),
    ],
)  # fmt: skip
def test_articles_follow_the_sound(phrase: str, expected: str) -> None:
    assert article(phrase) == expected


def test_pairs_are_counted_as_pairs() -> None:
    assert noun("earrings", plural=False) == "pair of earrings"
    assert noun("earrings", plural=True) == "pairs of earrings"
    assert goods("earrings") == "earrings"
    assert noun("bb_cream", plural=True) == "BB creams"


def test_measure_words_are_of_kinds_that_exist() -> None:
    from floorwalker.agents.builtin.measure import measure_words

    assert {kind for kind in measure_words() if kind != "*" and kind not in product_types()} == set()


def test_a_kind_takes_the_measure_word_of_the_wider_kind() -> None:
    assert measure_word(["jeans"]) == "条"
    assert measure_word(["liquid_lipstick"]) == "支"
    assert measure_word(["jeans", "lipstick"]) == measure_word([]) == "件"

"""Questions about one product: answered from its record, word for word, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowing_goods import CREAM, DIVER, DRESS_WATCH, GOODS, SCARF, SHAWL, TONER, TOTE, WINE, thing

from floorwalker.catalog import Product, product_facts
from floorwalker.conversation import Answered, Quoted
from floorwalker.core import Money
from floorwalker.dialogue.gather.knowing import answers, facts_behind, facts_found, sentences
from floorwalker.dialogue.understand import aspects


def told(product: Product, aspect: str | None, question: str, language: str = "en") -> str | None:
    """What the answer would state; ``None`` where there is none."""
    finding = answers(product, aspect, question, language)
    match finding:
        case Quoted():
            return str(finding.fact.value)
        case Answered():
            known = {fact.source: fact for fact in (*product_facts(product), *facts_behind(finding))}
            return " | ".join(str(known[source].value) for source in finding.sources)
        case _:
            return None


@pytest.mark.parametrize(
    ("product", "aspect", "question", "answer"),
    [
        (TONER, "ingredients", "Does it contain alcohol?", "Alcohol-Free"),
        (TONER, "suitability", "Is it good for dry skin?", "A calming toner for dry skin."),
        (TONER, "ingredients", "any parabens in it?", "Made without parabens or fragrance."),
        (TONER, None, "is it waterproof?", "Not waterproof."),
        (TONER, "size", "how much is in it?", "150ml"),
        (CREAM, "suitability", "敏感肌能用吗？", "不含酒精，适合敏感肌。"),
        (CREAM, None, "防水吗", "不防水。"),
        (CREAM, "size", "多少克", "50g"),
        (SCARF, "material", "what is it made of?", "merino wool"),
        (SCARF, None, "is it cashmere?", "A scarf of merino wool, not cashmere."),
        (SHAWL, None, "is it wool?", "Pure cashmere, woven in Scotland."),
        (DIVER, None, "what movement does it have?", "Automatic"),
        (DIVER, None, "is it water resistant?", "Water resistant to 200 m."),
        (DRESS_WATCH, None, "is the strap leather?", "A thin dress watch on a leather strap."),
        (WINE, None, "which vintage is it?", "2016"),
        (TOTE, "colours", "which colours does it come in", "Red, Blue"),
    ],
)  # fmt: skip
def test_what_the_record_states_or_denies_is_told_in_its_own_words(product, aspect, question, answer):
    language = "zh" if product is CREAM else "en"
    if product is SHAWL:
        assert told(product, aspect, question, language) == "cashmere"  # what it is instead
    else:
        assert told(product, aspect, question, language) == answer


@pytest.mark.parametrize(
    ("product", "aspect", "question"),
    [
        (TONER, "origin", "where is it made?"),
        (TONER, None, "does it smell sweet?"),
        (TOTE, None, "is it leather?"),
        (WINE, "size", "how big is the bottle?"),
        (DIVER, "warranty", "how long is the guarantee?"),
        (WINE, "returns", "can I send it back?"),
    ],
)
def test_what_the_record_does_not_say_has_no_answer(product, aspect, question):
    assert answers(product, aspect, question, "en") is None


def test_a_sentence_that_names_a_price_is_never_quoted():
    assert told(TONER, None, "can I save something today?") is None


def test_a_price_is_no_business_of_the_record():
    assert answers(TONER, "price", "how much is it?", "en") is None


words = st.sampled_from(
    [
        "waterproof",
        "cashmere",
        "leather",
        "不含酒精",
        "not",
        "for women",
        "50ml",
        "100 g",
        "set of 3",
        "wool",
        "女士",
        "dry skin",
        "rose",
        ". ",
        "，",
        "。",
        "free of",
        "防水",
        "cotton",
    ]
)


@given(
    st.lists(words, max_size=8).map(" ".join),
    st.lists(words, max_size=12).map(" ".join),
    st.sampled_from(
        [
            "is it waterproof?",
            "what is it made of?",
            "防水吗",
            "how much is in it?",
            "which colours?",
            "是羊绒的吗",
        ]
    ),
    st.sampled_from([None, *aspects()]),
)
def test_an_answer_never_says_what_the_record_does_not_hold(title, description, question, aspect):
    product = thing(99, f"Thing {title}", price=1, description=description)
    finding = answers(product, aspect, question, "en")
    held = f"{product.title}\n{product.description}"
    facts = [finding.fact] if isinstance(finding, Quoted) else list(facts_behind(finding)) if finding else []
    for fact in facts:
        parts = str(fact.value).split(", ") if "attributes_found" in fact.source.field else [str(fact.value)]
        assert all(part in held for whole in parts for part in whole.split("、"))


@pytest.mark.parametrize("product", GOODS, ids=lambda product: product.title)
def test_typed_attributes_are_facts_of_words_that_stand_in_the_record(product):
    held = " ".join(str(fact.value) for fact in product_facts(product))
    held += " ".join(value for variant in product.variants for value in variant.options.values())
    for fact in facts_found(product):
        assert not isinstance(fact.value, Money)
        for word in str(fact.value).replace("、", ", ").split(", "):
            assert word in held


def test_sentences_keep_abbreviations_initials_and_versions_whole():
    text = "Dr. Ida B. Holm founded it. Version 2.0 is thin.\nNo. 5 came later. “Really!” 真的？是的。"
    assert [one.text for one in sentences(text)] == [
        "Dr. Ida B. Holm founded it.", "Version 2.0 is thin.", "No. 5 came later.", "“Really!”", "真的？", "是的。",
    ]  # fmt: skip


@given(st.text(alphabet="ab. 。!？\n”5A", max_size=60))
def test_every_sentence_stands_where_its_span_says(text):
    for one in sentences(text):
        assert text[slice(*one.span)] == one.text
        assert one.text == one.text.strip()

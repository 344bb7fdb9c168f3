"""What is told of a brand, and the citations of what is quoted."""

import pytest
from knowing_goods import BRANDS, SCARF, TONER, WINE

from floorwalker.catalog import product_facts
from floorwalker.conversation import BrandTold, Explained, Quoted, ShoppingNeed, Unanswered
from floorwalker.dialogue.gather.knowing import BrandTeller, Told, answers, citations_for, explain_product
from floorwalker.dialogue.gather.tellings import computed_facts
from floorwalker.dialogue.understand.knowledge import BrandQuestion
from floorwalker.grounding import Evidence, Figure, Sentence, Verifier, render

STORIES = {brand.key: brand.story for brand in BRANDS}


@pytest.fixture(scope="module")
def tell(shop):
    teller = BrandTeller(shop.catalog, shop.search)
    return lambda topic, keys=(), product=None, language="en", absent=(): teller.tell(
        BrandQuestion(topic, keys, absent), product, language
    )


def sentences(told: Told) -> list[str]:
    facts = {fact.source: str(fact.value) for fact in told.facts}
    return [facts[source] for finding in told.findings for source in getattr(finding, "sources", ())]


def test_a_story_is_told_in_three_sentences_each_a_fact_of_its_own(tell):
    told = tell("story", ("halden",))
    (finding,) = told.findings
    assert isinstance(finding, BrandTold)
    assert [source.field for source in finding.sources] == ["story.en.0", "story.en.1", "story.en.2"]
    assert sentences(told)[0] == "Halden was founded in 1987 by the sisters Ida and Marit Holm."
    assert finding.total == 3 and len(finding.products) == 3


@pytest.mark.parametrize(
    ("topic", "language", "expected"),
    [
        ("year", "en", ["Halden was founded in 1987 by the sisters Ida and Marit Holm."]),
        ("founder", "zh", ["Halden 由霍尔姆姐妹于1987年创立。"]),
        ("origin", "en", ["The workshop stands in Bergen, Norway."]),
        ("origin", "zh", ["工坊位于挪威卑尔根。"]),
        ("style", "en", ["Every piece is knitted by hand."]),
        ("style", "zh", ["每一件都由手工编织。"]),
    ],
)
def test_of_a_story_the_sentences_are_told_that_speak_of_what_is_asked(tell, topic, language, expected):
    assert sentences(tell(topic, ("halden",), language=language)) == expected


def test_a_story_in_the_other_language_alone_is_quoted_in_it(tell):
    assert sentences(tell("origin", ("素里",))) == ["素里成立于2019年，来自杭州。"]


def test_a_story_that_is_silent_on_what_is_asked_leaves_it_unanswered(tell):
    (finding,) = tell("founder", ("vallon",)).findings
    assert isinstance(finding, Unanswered)
    assert (finding.aspect, finding.label) == ("brand", "who founded the brand")


def test_a_brand_without_a_story_has_its_products_told_and_nothing_else(tell):
    told = tell("story", product=WINE)
    assert told.findings == (BrandTold("belcastel", "Belcastel", (), told.findings[0].products, 1),)
    assert [product.id for product in told.findings[0].products] == [WINE.id]


def test_a_brand_that_is_not_carried_has_neither(tell):
    (finding,) = tell("story", absent=("Chanel",)).findings
    assert (finding.name, finding.sources, finding.products, finding.total) == ("Chanel", (), (), 0)


def test_without_a_brand_nothing_is_told(tell):
    assert tell("story").findings == ()


def test_who_says_that_a_brand_is_niche_is_told_with_it(tell):
    assert sentences(tell("niche", ("素里",), language="zh")) == ["本店把它列为小众品牌。"]
    assert sentences(tell("niche", ("halden",))) == [
        "By popularity it is in the more popular half of the brands here."
    ]
    assert isinstance(tell("niche", ("vallon",)).findings[0], Unanswered)  # it has no figures


def test_a_sentence_of_a_story_that_names_a_price_is_not_told(tell):
    assert not any("$40" in one for one in sentences(tell("style", ("halden",))))


@pytest.mark.parametrize(("key", "language"), [("halden", "en"), ("halden", "zh"), ("素里", "zh")])
def test_a_told_story_passes_the_check_and_is_cited_where_it_stands(tell, key, language):
    told = tell("story", (key,), language=language)
    finding = told.findings[0]
    evidence = Evidence().plus([*told.facts, *computed_facts(finding, "USD")])
    text = render(Sentence(tuple(Figure(source) for source in finding.sources)), evidence, language).text
    assert all(claim.supported for claim in Verifier(evidence, author="builtin").check(text))
    citations = citations_for(told.findings, evidence)
    assert [one.passage for one in citations] == sentences(told)
    for one in citations:
        assert one.document_id == f"brand:{key}"
        assert STORIES[key][language][slice(*one.span)] == one.passage
    assert citations[0].url == ("https://halden.example/story" if key == "halden" else "")


def test_quotations_of_products_are_cited_from_their_descriptions(tell):
    quoted = answers(TONER, "suitability", "is it good for dry skin?", "en")
    assert isinstance(quoted, Quoted)
    explained = explain_product(SCARF, ShoppingNeed(), (), "en")
    assert isinstance(explained, Explained)
    findings = (quoted, explained, quoted)
    facts = [fact for product in (TONER, SCARF) for fact in product_facts(product)]
    evidence = Evidence().plus([*facts, *(f for one in findings for f in computed_facts(one, "USD"))])
    citations = citations_for(findings, evidence)
    assert [one.as_json() for one in citations] == [
        {"document_id": "product:k:1", "title": TONER.title, "url": "", "passage": "A calming toner for dry skin.", "span": [0, 29]},
        {"document_id": "product:k:3", "title": SCARF.title, "url": "", "passage": "A scarf of merino wool, not cashmere.", "span": [0, 37]},
    ]  # fmt: skip

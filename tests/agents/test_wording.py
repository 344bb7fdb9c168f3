"""What every reply of the built-in agent keeps to, in both languages and all tones."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest

from floorwalker.agents import BuiltinAgent, opener_of, reasons_text
from floorwalker.catalog import product_source
from floorwalker.conversation import (
    Answered,
    Brief,
    Bundle,
    BundleItem,
    ComparedRow,
    Comparison,
    Finding,
    Listing,
    Reason,
    ShoppingNeed,
    Unanswered,
    Wish,
)
from floorwalker.core import Language, Money, Tone
from floorwalker.dialogue.check import check
from floorwalker.grounding import Evidence, Fact, Figure, Sentence
from floorwalker.text import find_numbers
from tests.agents.examples import (
    EXTRA,
    FINDINGS,
    LIPSTICK,
    NEED,
    PRICED,
    QUOTE,
    REASONS,
    ROWS,
    SHELF,
    TINT,
    evidence_of,
    product,
    words,
)

BALM_LIKE = product(3, "Dewdrop Lip Balm!", None)
LANGUAGES: tuple[Language, ...] = get_args(Language)
TONES: tuple[Tone, ...] = get_args(Tone)
TURNS = 60
CLUMSY = {
    "zh": re.compile(r"[。，；：、！？]{2}|[。，]”[。，]|。[，；：]| [，。]|[\u4e00-\u9fff] (?![—])[a-z]|[\u4e00-\u9fff][,;:!?]"),
    "en": re.compile(
        r"[.,;:!?]{2}|  | [,.;:!?]|\b1 (options|matches|products)\b|\ba [aeio]|\ban [bcdfgjkpqtvwyz]|”[.]”|[.]”[.]"
        r"|[。，；：]|\bI regret that [A-Z]"
    ),
}  # fmt: skip
NAMES = ("栀子润色口红。", "Dewdrop Lip Balm!", "Velvet Matte Lipstick")


def drafted(
    finding: Finding,
    language: Language,
    tone: Tone,
    turn: int,
    openers: frozenset[str] = frozenset(),
    evidence: Evidence | None = None,
) -> list[Sentence]:
    evidence = evidence or evidence_of(finding)
    return list(BuiltinAgent().draft(Brief(language, (finding,), evidence, turn, openers, tone)))


def said(
    finding: Finding,
    language: Language = "en",
    tone: Tone = "warm",
    turn: int = 0,
    evidence: Evidence | None = None,
) -> str:
    """The reply as it is read; nothing of it may have been dropped."""
    evidence = evidence or evidence_of(finding)
    sentences = drafted(finding, language, tone, turn, evidence=evidence)
    checked = list(check(sentences, evidence, lambda _text: (), language, "builtin"))
    assert [one.dropped for one in checked if one.dropped] == []
    return "".join(one.text for one in checked)


every = pytest.mark.parametrize("name", FINDINGS)
both = pytest.mark.parametrize("language", LANGUAGES)
tones = pytest.mark.parametrize("tone", TONES)


@every
@both
@tones
def test_a_reply_verifies_and_reads_well(name: str, language: Language, tone: Tone) -> None:
    """In every turn all sentences are backed by the evidence, and the punctuation is right."""
    for turn in range(6):
        text = said(FINDINGS[name], language, tone, turn)
        plain = text
        for title in NAMES:
            plain = plain.replace(title, "X")
        own = (
            "".join(line for line in plain.split("\n"))
            if name != "declined language"
            else plain.split("\n")[0]
        )
        clumsy = CLUMSY[language].search(re.sub("“[^”]*”", "“x”", own))
        assert not clumsy, (clumsy, text)
        assert text == text.strip()
        if tone != "warm":
            assert not re.search("[!！]", plain), text


@every
@both
@tones
def test_a_reply_writes_no_figure_by_hand(name: str, language: Language, tone: Tone) -> None:
    """Its own words hold no number but the markers of lists, and every figure has a fact."""
    finding = FINDINGS[name]
    evidence = evidence_of(finding)
    for turn in range(3):
        for sentence in drafted(finding, language, tone, turn):
            for part in sentence.parts:
                if isinstance(part, Figure):
                    assert evidence.get(part.source), part
                else:
                    own = re.sub(r"^\s*\d{1,2}\. ", "", part)
                    assert not re.search(r"\d", own), part
                    assert not [n for n in find_numbers(own) if n.value != 1], part


@every
@both
@tones
def test_no_opener_is_heard_twice(name: str, language: Language, tone: Tone) -> None:
    """In sixty turns of nothing else. A reply without words of its own in front has no opener."""
    evidence = evidence_of(FINDINGS[name])
    openers: set[str] = set()
    for turn in range(TURNS):
        first = drafted(FINDINGS[name], language, tone, turn, frozenset(openers), evidence)[0]
        opener = opener_of(first)
        assert opener not in openers, (turn, opener)
        openers |= {opener} - {""}


@both
def test_the_same_brief_gives_the_same_reply(language: Language) -> None:
    for finding in FINDINGS.values():
        openers = frozenset({"Of course, here you are."})
        assert drafted(finding, language, "warm", 7, openers) == drafted(
            finding, language, "warm", 7, openers
        )


@both
def test_a_way_on_comes_after_every_second_list_at_most(language: Language) -> None:
    """And never where the list has a question of its own, or a wish that no record mentions."""
    led: list[bool] = []
    openers: set[str] = set()
    bare = len(SHELF) + 1
    for turn in range(20):
        sentences = drafted(FINDINGS["listing all"], language, "warm", turn, frozenset(openers))
        openers.add(opener_of(sentences[0]))
        led.append(len(sentences) > bare)
    assert any(led)
    assert not any(one and next_ for one, next_ in pairwise(led))
    for name in ("listing question", "listing which", "listing unmet"):
        assert len(drafted(FINDINGS[name], language, "warm", 0)) == bare + 1


@both
def test_the_brief_tone_lists_and_no_more(language: Language) -> None:
    lines = said(FINDINGS["listing"], language, "brief").split("\n")
    assert [line[:3] for line in lines] == ["1. ", "2. ", "3. "]


def test_one_short_reason_stands_behind_a_product() -> None:
    """The strongest that its name does not say already; a product without reasons has none."""
    english = said(FINDINGS["listing"]).split("\n")
    assert english[1].endswith(" — the best rated of these")
    assert english[2].endswith(" — its description says “持久”")
    assert english[3].endswith("no price listed")
    assert said(FINDINGS["listing"], "zh").split("\n")[2].endswith(" — 介绍里写着“持久”")


def test_a_reason_differs_from_the_one_above() -> None:
    """Niche is not said of line after line; what the shopper asked for may be."""
    niche = Listing(SHELF, NEED, 3, reasons={one.id: (Reason("niche"),) for one in SHELF})
    assert said(niche).count("niche brand") == 2  # the first line's, and the third's
    wish = Reason("wish", "x", words(TINT, "description"))
    wished = Listing(SHELF, NEED, 3, reasons={one.id: (wish,) for one in SHELF})
    assert said(wished).count("“持久”") == 3


def test_a_reason_that_the_evidence_does_not_hold_is_not_given() -> None:
    unbacked = {LIPSTICK.id: (Reason("quality", "", words(LIPSTICK, "tags")), Reason("cheapest"))}
    text = said(Listing(SHELF, NEED, 3, reasons=unbacked))
    assert text.split("\n")[1].endswith(" — the cheapest of these")
    long = {LIPSTICK.id: (Reason("quality", "", QUOTE),)}
    assert "“Stays" not in said(Listing(SHELF, NEED, 3, reasons=long))


@both
def test_cards_give_reasons_and_name_alternatives(language: Language) -> None:
    evidence = evidence_of(FINDINGS["listing"])
    english = reasons_text(TINT, FINDINGS["listing"], evidence, "en")
    assert english == [
        "within your price range",
        "its description says “持久”",
        "the cheapest of these",
        "from a niche brand",
        "rated 4.2",
    ]
    for name in ("listing budget", "listing absent"):
        first = reasons_text(LIPSTICK, FINDINGS[name], evidence, language)[0]
        assert ("替代" if language == "zh" else "alternative") in first
    wished = Listing(SHELF, ShoppingNeed(wishes=(Wish(said="gold"),), niche=True), 3)
    assert reasons_text(BALM_LIKE, wished, evidence, "en") == ["matches “gold”", "from a niche brand"]


def test_a_comparison_is_a_line_for_each_field() -> None:
    """Titles by number first, whole; then each field, with what a record does not say; then the verdict."""
    english = said(FINDINGS["comparison"]).split("\n")
    assert english[1:3] == ["1. Velvet Matte Lipstick", "2. 栀子润色口红。"]
    assert english[3:] == [
        "Price: 1. $26.00; 2. $18.00 (was $20.00)",
        "Rating: 1. 4.5; 2. 4.2",
        "Finish: 1. matte; 2. not stated",
        "Stock: 1. in stock; 2. not stated",
        "栀子润色口红。 costs less, by $8.00.",
    ]
    chinese = said(FINDINGS["comparison"], "zh").split("\n")
    assert chinese[3] == "价格：1. US$26；2. US$18（原价US$20）"
    assert chinese[5] == "妆效：1. matte；2. 未注明"


def test_a_comparison_of_three_has_a_superlative() -> None:
    third = product(9, "Cedar Lip Oil", 3000)
    text = said(Comparison((LIPSTICK, TINT, third), "price", "lower", TINT), "zh")
    assert text.endswith("最便宜。")


def test_a_bundle_tells_quantities_and_keeps_sums_for_who_asks() -> None:
    """Neither the sum of pieces nor what is left of the budget: whoever wants them asks."""
    english = said(FINDINGS["bundle"]).split("\n")
    assert english[1] == "1. Velvet Matte Lipstick — 3 at $26.00 each"
    assert "$96.00" not in "".join(english)
    assert "$4.00" not in "".join(english)
    assert "3支，每支US$26" in said(FINDINGS["bundle"], "zh")
    over = said(FINDINGS["bundle over"])
    assert "$6.00" in over.split("\n")[0]
    assert "$26.00" in over.split("\n")[0]
    assert "mugs and a teapot" in said(FINDINGS["bundle missing"])


def test_a_bundle_without_budget_or_parts_is_a_sum() -> None:
    """What some products in view cost together, or some pieces of one; one product is just priced."""
    assert re.search(r"\$44\.00\.$", said(FINDINGS["bundle sum"]).split("\n")[0])
    assert said(FINDINGS["bundle sum"]).split("\n")[1:] == [
        "1. Velvet Matte Lipstick — $26.00",
        "2. 栀子润色口红。 — $18.00 (was $20.00)",
    ]
    pieces = said(FINDINGS["bundle pieces"])
    assert "3 pieces" in pieces
    assert "$78.00" in pieces
    assert "$26.00 each" in pieces
    assert said(FINDINGS["bundle priced"]).count("$") == 1


@both
@tones
def test_a_bundle_that_lacks_something_says_so(language: Language, tone: Tone) -> None:
    """By the names of the parts; where they have none, in plain words and never with a gap."""
    for name in ("bundle nameless", "bundle nameless none", "bundle none", "bundle nothing"):
        for turn in range(8):
            text = said(FINDINGS[name], language, tone, turn)
            assert re.search("没有" if language == "zh" else r"(?i)\bno\b|nothing", text), text
            assert not re.search(r"(?i)for ,|as for ?,", text), text


@both
def test_lists_of_one_reply_are_numbered_on(language: Language) -> None:
    """So "the fourth one" means one product; a product that is listed twice keeps its number."""
    other = product(8, "Cedar Lip Oil", 3000)
    findings = (Listing(SHELF, NEED, 3), Listing((TINT, other), NEED, 2))
    evidence = evidence_of(findings[0]).plus(evidence_of(findings[1]).facts)
    brief = Brief(language, findings, evidence, 0)
    text = "".join(
        one.text
        for one in check(BuiltinAgent().draft(brief), evidence, lambda _text: (), language, "builtin")
    )
    assert re.findall(r"(?m)^(\d)\. ", text) == ["1", "2", "3", "2", "4"]


@both
def test_what_the_program_says_of_a_brand_is_no_quotation(language: Language) -> None:
    text = said(FINDINGS["brand standing"], language)
    assert "This shop counts it among the niche brands." in text
    assert "“This" not in text


def test_fields_are_called_by_words_of_the_reply_s_language() -> None:
    """Never by a raw name such as ``skin_type``."""
    source = product_source(LIPSTICK.id, "attributes_found.skin_type")
    found = Answered(LIPSTICK, "suitability", (source,))
    evidence = evidence_of(found).plus([Fact(source, "dry skin")])
    assert "适合肤质是dry skin" in said(found, "zh", evidence=evidence)
    assert "skin type: dry skin" in said(found, "en", evidence=evidence)
    assert "妆效是matte" in said(FINDINGS["answered"], "zh")
    assert "Finish: matte" in said(FINDINGS["answered"], "en")


def test_only_what_tells_a_shopper_something_is_a_reason() -> None:
    """No quality picked out of the running text, none in a language nobody can render, and not what the name says."""
    field = words(LIPSTICK, "attributes.Finish")
    evidence = evidence_of(FINDINGS["listing"]).plus([Fact(field, "creamy")])
    reasons = (
        Reason("quality", "", words(TINT, "description")),
        Reason("wish", "matte", words(LIPSTICK, "title")),
        Reason("quality", "", field),
    )
    found = Listing(SHELF, NEED, 3, reasons={LIPSTICK.id: reasons})
    assert said(found, "en", evidence=evidence).split("\n")[1].endswith("its record says “creamy”")
    assert "“" not in said(found, "zh", evidence=evidence)
    named = evidence_of(FINDINGS["listing"]).plus([Fact(field, "matte")])
    assert "“" not in said(found, "en", evidence=named)


def test_a_quality_in_the_other_language_is_said_in_the_reply_s() -> None:
    """By its facet; whom goods are made for always is, as records keep a mere code for it."""
    field = words(LIPSTICK, "attributes.Finish")
    evidence = evidence_of(FINDINGS["listing"]).plus([Fact(field, "dewy")])
    glow = Listing(SHELF, NEED, 3, reasons={LIPSTICK.id: (Reason("wish", "x", field, "finish:dewy"),)})
    assert said(glow, "zh", evidence=evidence).split("\n")[1].endswith("— 水光肌")
    assert "its record says “dewy”" in said(glow, "en", evidence=evidence)
    women = (Reason("recipient", "mum", field, "gender:women"),)
    made = Listing(SHELF, NEED, 3, reasons={LIPSTICK.id: women})
    assert "made for women" in said(made, "en", evidence=evidence)
    assert "适合女士" in said(made, "zh", evidence=evidence)


@both
def test_a_list_in_an_order_asked_for_says_so(language: Language) -> None:
    ordered = NEED.model_copy(update={"sort": "price_asc"})
    heading = said(Listing(SHELF, ordered, 41), language).split("\n")[0]
    assert ("按价格从低到高排" if language == "zh" else "cheapest first") in heading
    unsorted = said(Listing(SHELF, ordered, 41, unsorted="rating"), language)
    assert ("按价格" if language == "zh" else "cheapest first") not in unsorted


@both
def test_lists_of_one_reply_share_one_way_on(language: Language) -> None:
    """It comes at the end, and speaks of one product where there is but one."""
    finding = FINDINGS["listing all"]
    evidence = evidence_of(finding)
    agent = BuiltinAgent()
    two = list(agent.draft(Brief(language, (finding, finding), evidence, 0)))
    assert len(two) == 2 * (len(SHELF) + 1) + 1
    one = list(agent.draft(Brief(language, (FINDINGS["listing one"],), evidence, 0)))
    several = ("几款", "第几款", "其中") if language == "zh" else ("them", "these")
    assert not any(word in str(one[-1].parts) for word in several)


@both
def test_a_product_is_not_named_twice_in_a_row(language: Language) -> None:
    """Its name is long: the second sentence about it says "this one"."""
    findings = (FINDINGS["chosen second"], Unanswered("origin", "产地", TINT))
    evidence = evidence_of(findings[0])
    for turn in range(6):
        sentences = list(BuiltinAgent().draft(Brief(language, findings, evidence, turn)))
        title = Figure(product_source(TINT.id, "title"))
        assert title in sentences[0].parts
        assert not any(title in one.parts for one in sentences[1:])


def test_a_question_whether_needs_no_de() -> None:
    text = said(Unanswered("suitability", "是否适合", LIPSTICK), "zh")
    assert "的是否" not in text


def test_a_column_that_means_nothing_is_not_compared() -> None:
    row = ComparedRow("attributes.brand_id", (QUOTE, QUOTE))
    finding = Comparison(PRICED, "price", "lower", TINT, rows=(*ROWS, row))
    assert "brand_id" not in said(finding, evidence=evidence_of(finding))


@both
def test_inches_can_be_compared(language: Language) -> None:
    """Their marks stand on lines of their own, else the check would take what is between for a quotation."""
    cells = (words(LIPSTICK, "size"), words(TINT, "size"))
    finding = Comparison(
        PRICED, "price", "lower", TINT, rows=(*ROWS, ComparedRow("attributes_found.size", cells))
    )
    evidence = evidence_of(finding).plus([Fact(cells[0], '34"'), Fact(cells[1], '36"')])
    assert '1. 34"\n2. 36"\n' in said(finding, language, evidence=evidence)


def test_the_right_measure_word_stands_by_the_goods() -> None:
    pieces = {
        "羊绒围巾": "条",
        "真丝连衣裙": "条",
        "珍珠耳环": "对",
        "胡桃木餐桌": "张",
        "陶瓷台灯": "盏",
        "玫瑰香水": "瓶",
    }
    pieces |= {
        "口红礼盒": "盒",
        "某样东西": "件",
        "牛皮短靴": "双",
        "铂金戒指": "枚",
        "铸铁菜刀": "把",
        "护手霜": "支",
    }
    for title, measure in pieces.items():
        item = product(5, title, 1000)
        bundle = Bundle((BundleItem(item, 2, title),), Money(2000, "USD"))
        assert f"2{measure}，每{measure}US$10" in said(bundle, "zh"), title


def test_a_language_not_spoken_here_is_answered_in_both() -> None:
    for language in LANGUAGES:
        text = said(FINDINGS["declined language"], language)
        assert "中文" in text
        assert "English" in text
        assert "Chinese" in text


def test_a_brand_without_a_story_is_said_to_be_unknown() -> None:
    assert "资料" in said(FINDINGS["brand unknown"], "zh")
    told = said(FINDINGS["brand"])
    assert "“Founded in Paris by two friends.”" in told
    assert "12" in told


def test_categories_that_are_no_words_are_not_suggested() -> None:
    assert "Makeup and Hair" in said(FINDINGS["ask type"])
    assert "护肤和彩妆" in said(FINDINGS["ask type"], "zh")
    assert "$50" not in said(FINDINGS["ask type"])


def test_opener_of_keeps_only_the_words() -> None:
    title = Figure(QUOTE)
    assert opener_of(Sentence(("Here is ", title, "."))) == "Here is ."
    assert opener_of(Sentence(("1. ", title, ", in stock"))) == ""
    assert opener_of(Sentence((title, ": ", title, "."))) == ""


def test_the_examples_hold_their_own_facts() -> None:
    """The reasons quote facts that are there: else the tests above would prove nothing."""
    known = {fact.source for fact in EXTRA}
    assert {reason.source for one in REASONS.values() for reason in one if reason.source} <= known


def test_a_heading_names_the_qualities_that_the_search_kept_to() -> None:
    """As one would say them: before the noun, or after it; taste that only ranks is not claimed."""
    wishes = (
        Wish(said="waterproof", facets=("benefit:waterproof",)),
        Wish(said="for men", facets=("gender:men",)),
        Wish(said="classy", facets=("style:classic",), soft=True),
    )
    need = ShoppingNeed(types=("lipstick",), wishes=wishes, price_max=Decimal(50))
    found = Listing(SHELF, need, 41)
    assert re.search("41 [a-z]+ (for|in) waterproof lipsticks for men up to", said(found))
    assert "41款¥50以内的男士防水口红" in said(found, "zh").replace("US$50", "¥50")
    relaxed = said(Listing(SHELF, need, 41, relaxed=("price",)))
    assert "waterproof" not in relaxed.splitlines()[0]


def test_a_quality_that_the_kind_says_already_is_not_said_twice() -> None:
    need = ShoppingNeed(
        types=("face_cream",), wishes=(Wish(said="moisturising", facets=("benefit:moisturising",)),)
    )
    assert "moisturising" in said(Listing(SHELF, need, 41))
    silk = ShoppingNeed(types=("sunscreen",), wishes=(Wish(said="防晒", facets=("benefit:sun_protection",)),))
    assert "防晒防晒" not in said(Listing(SHELF, silk, 41), "zh")


def test_a_colour_stands_before_the_material() -> None:
    wishes = (
        Wish(said="silk", facets=("material:silk",)),
        Wish(said="red", facets=("colour:red",)),
    )
    found = Listing(SHELF, ShoppingNeed(types=("scarf",), wishes=wishes), 41)
    assert "red silk scarves" in said(found)
    assert "红色真丝围巾" in said(found, "zh")

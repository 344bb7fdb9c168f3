"""Details that people ask about in many words: found in a question, and told in the record's own words."""

import pytest
from knowing_goods import thing

from floorwalker.conversation import Answered, Quoted
from floorwalker.dialogue.gather.knowing import detail_told
from floorwalker.dialogue.understand import aspects, details
from floorwalker.dialogue.understand.asked import find_details
from floorwalker.dialogue.understand.knowledge import things_named
from floorwalker.text import fold

LOCKET = thing(20, "宝宝长命锁", "银序", 36800, currency="CNY", description="铃铛可响，附红绳礼盒。",
               attributes={"材质": ("足银999",), "颜色": ("银色",)})  # fmt: skip
PEN = thing(
    21, "竹节钢笔", "墨隐", 32800, currency="CNY", description="黄铜笔身，明尖F尖，附吸墨器。可刻字。"
)
GLASS = thing(22, "红酒杯对杯", "", 45900, currency="CNY", description="手工吹制无铅水晶。两只礼盒装。")
TENT = thing(23, "Drizzle Two Tent", "Yonderly", 19900, attributes={"size": ("2-person",)},
             description="Packs down to 1.9 kg. The fly is fully waterproof. Two doors. Only $5 to post.")  # fmt: skip
PAN = thing(24, "Cast Iron Skillet 10 Inch", "Lodge", 2490, description="Pre-seasoned. Hand wash only.")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("how pure is the silver", ["purity"]),
        ("what nib has it got?", ["nib"]),
        ("喝起来什么味儿", ["taste"]),
        ("上漆了吗", ["paint"]),
        ("有多重", ["weight"]),
        ("能进微波炉吗", ["microwave"]),
        ("dishwasher可以放吗", ["dishwasher"]),
        ("is it gluten free, and how many people does it sleep?", ["gluten", "sleeps"]),
        ("can two lie in it", ["sleeps"]),
        ("能装下14寸的电脑吗", ["laptop"]),
        ("what's in the box", ["contents"]),
        ("will it keep the rain out", ["rain"]),
        ("how long does the battery last", ["runtime"]),
        ("will it hold a 110kg bloke?", ["load"]),
        ("大人能戴吗", ["whom"]),
        ("which of these is lightest", ["weight"]),
        ("瓶子会不会漏水", ["rain"]),
        ("is it fake?", []),
        ("how much is it?", []),
    ],
)
def test_what_a_question_asks_about_is_found_in_either_language(question, asked):
    assert [one.id for one in find_details(fold(question))] == asked


@pytest.mark.parametrize(
    ("product", "detail", "language", "told"),
    [
        (LOCKET, "purity", "en", "足银999"),
        (LOCKET, "packaging", "en", "铃铛可响，附红绳礼盒。"),
        (PEN, "nib", "en", "黄铜笔身，明尖F尖，附吸墨器。"),
        (PEN, "engraving", "zh", "可刻字。"),
        (GLASS, "lead", "zh", "手工吹制无铅水晶。"),
        (GLASS, "pieces", "en", "两只礼盒装。"),
        (TENT, "weight", "zh", "Packs down to 1.9 kg."),
        (TENT, "sleeps", "en", "2-person"),
        (PAN, "length", "en", "10 Inch"),
        (PAN, "dishwasher", "zh", "Hand wash only."),
    ],
)
def test_a_record_tells_it_in_its_own_words_whatever_the_language(product, detail, language, told):
    finding = detail_told(product, details()[detail], language)
    assert isinstance(finding, Quoted)
    assert finding.fact.value == told


@pytest.mark.parametrize(
    ("product", "detail"), [(LOCKET, "weight"), (PEN, "weight"), (TENT, "dishwasher"), (PAN, "induction")]
)
def test_a_silent_record_tells_nothing(product, detail):
    assert detail_told(product, details()[detail], "en") is None


def test_a_column_of_that_name_comes_first():
    told = thing(25, "Jug", attributes={"Weight": ("1 kg",)}, description="It weighs as much as a cat.")
    finding = detail_told(told, details()["weight"], "en")
    assert isinstance(finding, Answered)
    assert [source.field for source in finding.sources] == ["attributes.Weight"]


@pytest.mark.parametrize("detail", details().values(), ids=lambda one: one.id)
def test_every_detail_has_a_name_in_both_languages_and_stands_for_something_known(detail):
    assert detail.label("zh") != detail.label("en")
    assert detail.covers <= {*aspects(), *details()}


@pytest.mark.parametrize(
    ("text", "words", "language", "named"),
    [
        ("can I use it if I wear contacts", ("wear", "contacts"), "en", ["contacts"]),
        ("is there a mitt to put it on with", ("mitt", "put"), "en", ["mitt"]),
        ("点多久能烧完", ("能烧", "完"), "zh", []),
        ("会不会有小零件", ("小", "零件"), "zh", ["零件"]),
    ],
)
def test_fragments_of_what_is_done_are_no_names_of_things(text, words, language, named):
    assert things_named(text, words, language) == named

"""The built-in agent's Chinese."""

from collections.abc import Mapping

from floorwalker.agents.builtin.voice import (
    CURRENCY,
    computed,
    field,
    is_comparable,
    is_reduced,
    labelled,
    pick,
    prices_differ,
    say,
    variant_field,
)
from floorwalker.catalog import Availability, Product
from floorwalker.conversation import (
    Answered,
    AskNeed,
    Chosen,
    ChosenBy,
    Comparison,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    ShoppingNeed,
    SmallTalk,
    SmallTalkKind,
    StockState,
    Unanswered,
)
from floorwalker.grounding import Figure, Sentence
from floorwalker.text import product_types

Parts = tuple[str | Figure, ...]

_SMALL_TALK: Mapping[SmallTalkKind, str] = {
    "greeting": "您好，欢迎光临！想找什么，或者有多少预算，都可以告诉我。",
    "thanks": "不客气，很高兴能帮上忙。还想看点什么吗？",
    "goodbye": "好的，欢迎随时再来，祝您生活愉快。",
    "how_are_you": "谢谢关心，我一切都好。今天想看点什么呢？",
    "who_are_you": "我是店里的AI导购助手，不是真人。商品和价格都以店里的资料为准；"
    "需要真人的话，说一声转人工就行。",
    "mood": "听到啦，愿您今天顺心一些。要是想挑点什么让自己开心，我可以陪您看看。",
    "praise": "谢谢夸奖！还有什么想看的，尽管说。",
    "insult": "抱歉没能让您满意。您可以告诉我想找什么，或者说转人工，由同事来帮您。",
    "ok": "好的。有需要随时叫我。",
}
_STATES: Mapping[Availability, str] = {
    "in_stock": "现在有货",
    "out_of_stock": "目前缺货",
    "preorder": "目前是预售",
    "backorder": "目前缺货，可以预订",
}
_CHOSEN: Mapping[ChosenBy, str] = {
    "cheapest": "其中最便宜的是",
    "dearest": "其中最贵的是",
    "best_rated": "其中评分最高的是",
    "best_selling": "其中人气最高的是",
    "named": "",
    "position": "",
}
_LABELS = {
    "price": "价格",
    "rating": "评分",
    "popularity": "人气（销量或喜欢数）",
    "rating_count": "评价数",
    "brand": "品牌",
    "compare_at_price": "原价",
    "category": "分类",
}


class ChineseVoice:
    """Words findings in Chinese. ``turn`` varies the wording from one turn to the next."""

    def __init__(self, turn: int) -> None:
        self._turn = turn

    def small_talk(self, finding: SmallTalk) -> list[Sentence]:
        """A courtesy returned."""
        return [say(_SMALL_TALK[finding.kind])]

    def unclear(self) -> list[Sentence]:
        """Not understood, and what would help."""
        return [
            say("不好意思，我没有看懂您的意思。"),
            say("您可以告诉我想找什么商品、大概的预算，或者喜欢的品牌。"),
        ]

    def listing(self, finding: Listing) -> list[Sentence]:
        """A heading, a line for each product, and a way on."""
        sentences = self._foreign_currency(finding)
        if finding.unsorted:
            sentences.append(say("资料里没有", _LABELS[finding.unsorted], "的记录，没法按它排序。\n"))
        if not finding.products:
            return [*sentences, *self._nothing(finding)]
        sentences.append(say(*self._heading(finding), "\n"))
        sentences += [self._line(number, product) for number, product in enumerate(finding.products, 1)]
        if finding.step != "again":
            sentences.append(say(pick(_WAYS_ON, self._turn)))
        return sentences

    def chosen(self, finding: Chosen) -> list[Sentence]:
        """The product picked, and its price."""
        product = finding.product
        lead: Parts = (_CHOSEN[finding.by],)
        if finding.by == "position" and finding.position is not None:
            lead = (
                ("最后一款是",)
                if finding.position < 0
                else ("第", computed("position", str(finding.position)), "款是")
            )
        if product.price is None:
            return [say(*lead, field(product, "title"), "，资料里没有标价。")]
        if finding.by == "named":
            return [say(field(product, "title"), "的价格是", *self._price(product), "。")]
        return [say(*lead, field(product, "title"), "，价格是", *self._price(product), "。")]

    def answered(self, finding: Answered) -> list[Sentence]:
        """What the record says, field by field."""
        parts: list[str | Figure] = [field(finding.product, "title"), "："]
        for number, source in enumerate(finding.sources[:6]):
            parts += ["、" if number else "", *labelled(finding.product, source, _LABELS), Figure(source)]
        return [say(*parts, "。")]

    def quoted(self, finding: Quoted) -> list[Sentence]:
        """A sentence of the record, word for word."""
        return [say(field(finding.product, "title"), "的资料里写着：“", Figure(finding.fact.source), "”")]

    def unanswered(self, finding: Unanswered) -> list[Sentence]:
        """That the data does not say, and who might know."""
        what = finding.label
        if finding.product is None:
            return [
                say("关于", what, "，店里的资料没有写，我不能随口保证。"),
                say("需要的话，我可以帮您转人工同事确认。"),
            ]
        return [
            say(field(finding.product, "title"), "的", what, "，资料里没有写，我不能乱说。"),
            say("需要的话，我可以帮您转人工同事确认。"),
        ]

    def stock(self, finding: StockState) -> list[Sentence]:
        """Whether it can be had."""
        product, variant = finding.product, finding.variant
        if finding.missing_option:
            return [say(field(product, "title"), "没有“", finding.missing_option, "”这个选项，所以没有货。")]
        name: Parts = (field(product, "title"),)
        state, pieces = product.availability, product.stock
        if variant is not None:
            name = (*name, "（", variant_field(product, variant, "title"), "）")
            state, pieces = variant.availability, variant.stock
        if state == "unknown":
            return [
                say(*name, "有没有货，系统里没有库存记录，我无法确认。"),
                say("可以帮您转人工同事查一下。"),
            ]
        sentences = [say(*name, _STATES[state], "。")]
        if state == "in_stock" and variant is not None and pieces:
            sentences.append(say("还剩", variant_field(product, variant, "stock"), "件。"))
        if variant is not None and variant.price:
            sentences.append(say("价格是", variant_field(product, variant, "price"), "。"))
        elif product.price:
            sentences.append(say("价格是", *self._price(product), "。"))
        return sentences

    def no_longer_sold(self, finding: NoLongerSold) -> list[Sentence]:
        """That it has been taken off the shelf."""
        return [say(field(finding.product, "title"), "已经下架，现在不再销售了。")]

    def comparison(self, finding: Comparison) -> list[Sentence]:
        """Each product's figure, then which comes first."""
        sentences = [
            say(f"{number}. ", field(product, "title"), " — ", *self._figure(product, finding.aspect), "\n")
            for number, product in enumerate(finding.products, 1)
        ]
        quality = {
            ("price", "lower"): "更便宜", ("price", "higher"): "更贵",
            ("rating", "higher"): "评分更高", ("popularity", "higher"): "人气更高",
        }[finding.aspect, finding.wanted]  # fmt: skip
        if finding.winner is None:
            known = is_comparable(finding)
            return [*sentences, say("两者一样。" if known else "资料不全，没法比较。")]
        winner = say(field(finding.winner, "title"), quality)
        if finding.aspect == "price" and len(finding.products) == 2:
            return [*sentences, say(*winner.parts, "，相差", computed("comparison", "difference"), "。")]
        return [*sentences, say(*winner.parts, "。")]

    def no_discount(self, finding: NoDiscount) -> list[Sentence]:
        """The price in the catalogue stands."""
        sentences = [say("价格以店里系统为准，我不能改价，也不能承诺没有登记的优惠。")]
        priced = [product for product in finding.products if product.price]
        sentences += [
            say(field(product, "title"), "的标价是", *self._price(product), "。") for product in priced
        ]
        return [*sentences, say("如果想争取优惠，我可以帮您转人工同事。")]

    def handed_over(self, finding: HandedOver) -> list[Sentence]:
        """A ticket exists, so it may be said."""
        del finding
        return [
            say("好的，已经为您登记转人工，同事看到后会在这里回复您。"),
            say("等待的时候，有问题也可以继续问我。"),
        ]

    def ask_need(self, finding: AskNeed) -> list[Sentence]:
        """One question back."""
        if finding.about == "product":
            return [say("您指的是哪一款呢？可以说商品名，或者说第几款。")]
        return [say("好的！您想看哪一类商品，大概预算多少？")]

    def _heading(self, finding: Listing) -> Parts:
        goods = self._goods(
            finding.need, bounds=finding.step not in {"cheaper", "dearer"} and not finding.relaxed
        )
        if finding.relaxed or finding.absent:
            return self._alternatives(finding, goods)
        if finding.step == "again":
            return (pick(("刚才这几款的价格如下：", "这几款分别是："), self._turn),)
        lead = {
            "cheaper": "更便宜的", "dearer": "更高价位的", "others": "再给您看几款别的",
        }.get(finding.step, "")  # fmt: skip
        if finding.step == "others":
            return (lead, "：")
        if len(finding.products) == 1 and finding.total == 1:
            return ("符合要求的", lead, *goods, "有这一款：")
        found = pick(("为您找到", "店里有", "帮您挑到"), self._turn)
        if finding.total == len(finding.products):
            return (found, computed("listing", "total"), "款", lead, *goods, "：")
        shown = pick(("先看这", "推荐这", "可以先看这"), self._turn)
        return (
            found,
            computed("listing", "total"),
            "款",
            lead,
            *goods,
            "，",
            shown,
            computed("listing", "shown"),
            "款：",
        )

    def _alternatives(self, finding: Listing, goods: Parts) -> Parts:
        if finding.absent:
            names = "、".join(f"“{name}”" for name in finding.absent)
            return ("我们店里没有", names, "，可以看看其他品牌的替代款：")
        if "price" in finding.relaxed:
            why = "价格超出了您的预算" if finding.need.price_max is not None else "价格低于您说的范围"
        elif "stock" in finding.relaxed:
            why = "不过没法确认有现货"
        elif "wishes" in finding.relaxed:
            why = "但资料里没有写“" + "、".join(wish.said for wish in finding.need.wishes) + "”"
        else:
            why = "但不完全符合要求"
        return ("没有找到完全符合要求的", *goods, "。最接近的是下面这些，", why, "：")

    def _nothing(self, finding: Listing) -> list[Sentence]:
        goods = self._goods(finding.need)
        match finding.step:
            case "others":
                return [say("符合条件的都给您看过了，没有更多了。"), say("要不要放宽一下预算或者换个品类？")]
            case "cheaper":
                return [say("没有找到更便宜的", *self._goods(finding.need, bounds=False), "了。")]
            case "dearer":
                return [say("没有找到更高价位的", *self._goods(finding.need, bounds=False), "了。")]
        if finding.absent:
            return [say("抱歉，店里没有", "、".join(f"“{name}”" for name in finding.absent), "。")]
        return [say("抱歉，没有找到符合要求的", *goods, "。"), say("要不要调整一下预算、品牌或者其他条件？")]

    def _goods(self, need: ShoppingNeed, *, bounds: bool = True) -> Parts:
        label = "或".join(product_types().label(t, "zh") for t in need.types[:2]) or "商品"
        quality = "小众品牌的" if need.niche else ""
        if not bounds:
            return (quality, label)
        match need.price_min is not None, need.price_max is not None:
            case True, True:
                price: Parts = ("符合您预算的",)
            case False, True:
                price = (computed("need", "price_max"), "以内的")
            case True, False:
                price = (computed("need", "price_min"), "以上的")
            case _:
                price = ()
        return (*price, quality, label)

    def _line(self, number: int, product: Product) -> Sentence:
        parts: list[str | Figure] = [f"{number}. ", field(product, "title")]
        parts += [" — ", *self._price(product)] if product.price else [" — 暂无标价"]
        if product.rating is not None:
            parts += ["，评分", field(product, "rating")]
        if product.availability in _STATES:
            parts += ["，", _STATES[product.availability]]
        return say(*parts, "\n")

    def _price(self, product: Product) -> Parts:
        parts: Parts = (field(product, "price"), "起" if prices_differ(product) else "")
        return (*parts, "（原价", field(product, "compare_at_price"), "）") if is_reduced(product) else parts

    def _figure(self, product: Product, aspect: str) -> Parts:
        price = self._price(product) if product.price else ("暂无标价",)
        if aspect == "price":
            return price
        if getattr(product, aspect) is None:
            return (f"没有{_LABELS[aspect]}记录，", *price)
        return (_LABELS[aspect], " ", field(product, aspect), "，", *price)

    def _foreign_currency(self, finding: Listing) -> list[Sentence]:
        if finding.other_currency is None or not finding.products:
            return []
        return [say("我们的标价货币是", CURRENCY, "，我不做汇率换算，所以没有按您说的金额筛选。\n")]


_WAYS_ON = (
    "想看更便宜的、换一批，或者问问其中某一款，都可以。",
    "有喜欢的吗？可以说第几款，我来细说。",
    "需要的话，我可以按价格排序，或者换个品牌看看。",
)

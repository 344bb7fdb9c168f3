"""Sums of money: what a thing costs or did cost, totals, differences, prices per piece."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from floorwalker.grounding.checking.arithmetic import agrees, in_base
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Stated, Thing
from floorwalker.grounding.reading import Amount, Span

_DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "SGD", "NZD", "TWD"})
_MOST_SUMMED = 8
_MOST_PIECES = 24
_NEAR = 40
"""Characters within which a number of pieces belongs to a sum."""
_MOST_PACKED = 500
_UNITS = re.compile(
    r"(?:一|每|合|/|\bper\s|\ba\s|\ban\s|by the\s)\s?(?:(?P<hundred>100|百|hundred)\s?)?"
    r"(?P<unit>斤|公斤|千克|克|毫升|升|两|kg|kilo(?:gram)?|g\b|grams?|gramme|ml\b|millilit(?:re|er)|lit(?:re|er)|l\b|oz\b|ounce|lb\b|pound|米|厘米|cm\b|met(?:re|er)|foot|feet|ft\b|inch)"
)
_BASES = {
    "斤": ("g", 500), "公斤": ("g", 1000), "千克": ("g", 1000), "克": ("g", 1), "两": ("g", 50), "毫升": ("ml", 1), "升": ("ml", 1000),
    "kg": ("g", 1000), "kilo": ("g", 1000), "kilogram": ("g", 1000), "g": ("g", 1), "gram": ("g", 1), "grams": ("g", 1), "gramme": ("g", 1),
    "ml": ("ml", 1), "millilitre": ("ml", 1), "milliliter": ("ml", 1), "l": ("ml", 1000), "litre": ("ml", 1000), "liter": ("ml", 1000),
    "oz": ("g", Decimal("28.35")), "ounce": ("g", Decimal("28.35")), "lb": ("g", Decimal("453.59")), "pound": ("g", Decimal("453.59")),
    "米": ("mm", 1000), "厘米": ("mm", 10), "cm": ("mm", 10), "metre": ("mm", 1000), "meter": ("mm", 1000),
}  # fmt: skip


def _in_units(amount: Amount, text: str) -> Decimal | None:
    """How many of the unit that a sentence reckons in a measure holds: 2.5 kg are five 斤."""
    said = _UNITS.search(text)
    if said is None or said["unit"] not in _BASES:
        return None
    base, size = _BASES[said["unit"]]
    value = in_base(amount, base)
    return None if value is None else value / size / (100 if said["hundred"] else 1)


_SPOKEN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_DIFFERENCE = re.compile(
    r"(?:便宜|砍掉?|让利|少了|省下?|贵|相差|差价?|差额|多花|少花|多付|少付|多掏|少掏|贵出|少(?=\s?$)|高出?|低|差距|降了?|立省|直降|优惠|立减)(?:了|出|是|为|将近|约|大约|近|整整|整|只|才|不到|超过)*\s?$"
    r"|\b(?:difference(?: (?:of|is|in price is|between (?:them|the two) is))?|gap(?: (?:of|is|between (?:them|the two) is))?|saves?(?: you)?|saving(?: you)?(?: of)?|save|cheaper by|less by|more by|dearer by|down by|reduced by|an extra|extra|another|apart by|knocked|off by|by)\s(?:of |is |about |around |nearly |almost |just |over |exactly |a |some )*$"
)
_DIFFERENCE_AFTER = re.compile(
    r"\s?(?:cheaper|down\b|less(?! than [$£€¥\d])|more(?! or)|dearer|pricier|off\b|below|under the|apart|extra|saved|saving|in savings|difference|lower|higher|on top)|\s?[元块]?(?:的)?(?:差价|差额|便宜|优惠|的差距)"
)
_LOWER = re.compile(
    r"便宜|省|少|低|降|立减|优惠|save|saving|cheaper|less|lower|below|off\b|down|reduced|knocked"
)
_TOTAL = re.compile(
    r"一共|合计|总共|总价|共计|加起来|总计|一起|全部|总额|总金额|合起来|全套|单拿|分开买|拆开|单买|together|\btotal|altogether|in all\b|in total|comes? to|came to|sum\b|combined|both for|the pair|the lot|\bset of|all (?:three|four|five) for|take both|for both|bundle|adds? up|两[款件样]都|都带走|一并|凑|bag both"
)
_EACH = re.compile(
    r"平均|每|单[件支瓶片只个]|一?[块元]一[块支瓶件个只条双套盒把台本张片颗粒枚克杯袋包罐]|(?:元|块钱?)?(?:一|/|每)\s?(?:支|瓶|件|片|只|个|双|盒|包|袋|杯|克|g|ml|毫升|升|斤|颗|粒|张|枚|条|罐|本)|\beach\b|\bper\b|apiece|a piece\b|a (?:bottle|pair|sheet|tube|jar|can|bag|cup|roll|unit|serving|pod|bar)\b|\bevery\b"
)
_PER_THING = re.compile(
    r"\s(?:a|an|per)\s(?!(?:month|week|year|day|go\b|total|shipping|good|great|bit|lot))[a-z]{3,}|\s?(?:一|每|/)\s?[\u4e00-\u9fff]"
)
_EACH_BEFORE = re.compile(
    r"(?:合|摊下来|算下来|折合|相当于|等于|每|平均|一)\s?(?:一|每)?(?:斤|[支瓶片只个件双盒包袋杯颗粒张枚条罐块本升天次]|毫升|克|公斤|100\s?(?:克|g|ml|毫升))(?:才|只要|不到|约|大约|是|就|仅|要)*$|\b(?:per|each|a)\s(?:100\s?)?(?:\w+)\s?[:,]?\s?$|\bper (?:100 ?)?(?:grams?|g|ml|litre|liter|kg|oz|ounce|piece|bottle|sheet)\b[^.;]*$"
)
_WAS = re.compile(
    r"原价|划线价|吊牌价?|市场价|原来|之前|日常价|建议零售|专柜价|\bwas\b|\bwere\b|\busual(?:ly)?|\boriginal(?:ly)?|\blist(?:ed)?(?: price| at)?|\bnormally|\brrp\b|\bmsrp\b|compare[- ]at|\bdown from|\bregular(?:ly)?|\bbefore\b|\bfull price|\btags?\b|\bsticker|\b(?:old|previous|former|earlier) price|\binstead of|reduced from|marked down from|\bfrom (?=[$£€¥]?\d[\d,.]*\s(?:to|down))"
)
_WAS_AFTER = re.compile(r"\s(?:down )?to\s[$£€¥\w]|\s?(?:→|降到|变成|直降到)")
_NOW = re.compile(
    r"现价|现在|到手|特价|优惠价|折后|今天|直播间|活动价|\bnow\b|on sale|sale price|\btoday\b|reduced to|down to|marked down to|just\b|only\b"
)
_FLOOR = re.compile(
    r"起(?!来|码)|\bfrom\b|\bstart(?:s|ing)?\b|最低|\bas low as|\brang(?:e|es|ing)|之间|\bbetween\b|到|\bto\b|-|或|\bor\b"
)
_OTHER_SUM = re.compile(
    r"满|运费|邮费|押金|定金|够|超过.{0,6}(?:包邮|送|减)|免运|以上|返|红包|券|手续费|安装费|押|积分|每期|分期|首付|\bover\b|\borders?\b|\bspend|shipping|delivery|postage|deposit|\bfee\b|voucher|credit|minimum|threshold|gift card|\bfine\b|charge|instal+ment|a month|monthly|per month"
)
_REDUCTION = re.compile(
    r"满\s?¥?(?P<floor1>\d+)\s?元?(?:立|就|直)?减\s?¥?(?P<off1>\d+)"
    r"|[$£€](?P<off2>\d+(?:\.\d+)?) off[^.;\d]{0,24}?(?:over|above|of|from|when you spend)\s[$£€](?P<floor2>\d+(?:\.\d+)?)"
    r"|(?:立减|减|返|抵)\s?¥?(?P<off3>\d+)"
)
_LEFT = re.compile(r"扣|还有|剩|余|after|left|remaining|net|minus")
_ADDED = re.compile(r"另加|加收|需要?加|再加|补|收|above|extra|wrap|postage|up to|at least|more than|from \$")
_ECHO = re.compile(
    r"预算|您[刚说想要提]|你[刚说想要提]|您的?范围|客户|想花|budget|you (?:mentioned|said|asked|wanted|told|have|set|gave|named|like to spend)|your (?:limit|range|ceiling|cap|\$|price)|looking to spend|price range|within your|as you"
)


def check_price(amount: Amount, context: Context) -> Verdict | None:
    """Decide a sum of money; ``None`` where it is the customer's own."""
    reading = _Reading(amount, context)
    if found := reading.support():
        return Verdict(amount.span, "price", True, *found)
    if reading.is_echo():
        return None
    if not amount.currency and amount.unit != "money" and amount.value < 10:
        return None
    if wrong_way := reading.named_wrongly():
        return Verdict(wrong_way, "comparison", False, *reading.contradiction())
    kind: ClaimKind = "comparison" if reading.difference else "price"
    return Verdict(amount.span, kind, False, *reading.contradiction(), certain=reading.is_certain())


class _Reading:
    def __init__(self, amount: Amount, context: Context) -> None:
        self.amount = amount
        self.context = context
        start, end = amount.span
        text = context.text
        first, last = context.clause(amount.span)
        self.before = text[max(first, start - 40) : start]
        self.after = text[end : min(last, end + 24)]
        self.clause = text[first:last]
        self.subjects = context.goods(amount.span)
        self.named = context.subjects.group(amount.span) is not None
        inside = text[start:end]
        self._spelt = inside.replace("-", "").replace(" ", "").isalpha() and inside.isascii()
        near = text[max(0, start - 24) : start] + inside[: _digits_at(inside)]
        self.difference = bool(_DIFFERENCE.search(near)) or bool(
            _DIFFERENCE_AFTER.match(text[end : end + 16])
        )
        self.total = bool(_TOTAL.search(self.clause) or _TOTAL.search(text[max(0, start - 30) : start]))
        self.each = bool(_EACH_BEFORE.search(text[max(first, start - 14) : start])) or bool(
            _EACH.search(text[max(first, start - 8) : min(last, end + 10)])
        )
        earlier = max((a.span[1] for a in context.amounts if a.span[1] <= start), default=0)
        self.each = self.each or bool(_PER_THING.match(text[end : end + 16]))
        self.was = bool(
            _WAS.search(text[max(earlier, start - 26) : start]) or _WAS_AFTER.match(text[end : end + 16])
        )

    def support(self) -> tuple[Fact, str] | None:
        """The fact that holds the sum, and how."""
        for way in (
            self._difference if self.difference else None,
            self._own,
            self._total,
            self._each if self.each else None,
            self._multiple,
            self._less_paid,
            self._with_fees,
            self._reduced,
            self._of_another,
            self._of_a_text,
            self._computed,
            None if self.difference else self._difference_loosely,
        ):
            if way and (found := way()):
                return found
        return None

    def is_echo(self) -> bool:
        """Whether the sum repeats what the customer said."""
        return bool(
            _ECHO.search(self.context.text[max(0, self.amount.span[0] - 40) : self.amount.span[1] + 16])
        )

    def named_wrongly(self) -> Span | None:
        """Where the goods stand that are called cheaper by a right difference, but are dearer."""
        single = self.context.subjects.group(self.amount.span)
        if not self.difference or single is None or len(single) != 1:
            return None
        own = list(self._prices(self.subjects))
        for other in self._prices(self.context.things.goods):
            if (
                own
                and other.value != own[0].value
                and self._is(abs(other.value - own[0].value), other.currency)
            ):
                before = [
                    m
                    for m in self.context.subjects.mentions
                    if m.group == single and m.span[1] <= self.amount.span[0]
                ]
                return before[-1].span if before else None
        return None

    def is_certain(self) -> bool:
        """Whether the sum can only be the price of one thing, so that the right one may be put in its place."""
        plain = not (
            self.difference or self.total or self.each or self.was or self.amount.hedge or self.amount.high
        )
        return plain and len(self.subjects) == 1 and len(list(self._prices(self.subjects))) == 1

    def contradiction(self) -> tuple[Fact | None, str]:
        """The price that the sum should have been."""
        for stated in self._prices(self.subjects):
            return stated.fact, f"{stated.value} {stated.currency}".strip()
        return None, "no record states this sum"

    def _own(self) -> tuple[Fact, str] | None:
        if self.difference and not self.total:
            return None
        wholes = [thing for good in self.subjects for thing in self.context.things.family(good)]
        lists = list(self._stated(wholes, "list_price"))
        if self.was and (found := self._first(lists)):
            return found, "list price"
        if self.was and lists and not _NOW.search(self.before):
            return None
        if self.each and self._is_of_one_of_a_pack():
            return None
        if found := self._first(self._stated(self._orders(), "total", "price")):
            return found, "as stated"
        prices = list(self._prices(self.subjects))
        if not self._agreed(prices):
            return None
        found = self._first(prices)
        return (found, "as stated") if found else None

    def _agreed(self, prices: list[Stated]) -> bool:
        """A price that forms of one product do not share is none of the product's."""
        goods = self.subjects
        variants = {thing.key.id for thing in goods if thing.key.part.startswith("variants")}
        if len(goods) < 2 or len(variants) != 1 or len({stated.value for stated in prices}) < 2:
            return True
        return bool(_FLOOR.search(self.clause)) or len(self.context.amounts) > 1

    def _is_of_one_of_a_pack(self) -> bool:
        """Whether the sum is told for one piece (138元一支) where the record sells several (2支装)."""
        start, end = self.amount.span
        said = _ONE.search(self.context.text[max(0, start - 4) : end + 6])
        families = self.context.families(self.amount.span)
        packs = [fact for thing in families for a, fact in thing.amounts if a.unit == "piece" and a.value > 1]
        counter = said and next(filter(None, said.groups()), None)
        return bool(counter) and any(
            re.search(rf"\d\s?{counter}|[二两三四五六七八九十]{counter}", str(f.value)) for f in packs
        )

    def _total(self) -> tuple[Fact, str] | None:
        if not (self.total or len(self.context.things.goods) > 1):
            return None
        if not self.total and not re.search(r"\bfor\b|共|带走|拿下", self.clause):
            return None
        groups: list[list[Stated]] = []
        named = sorted(self.context.subjects.named())
        goods = self.context.things.goods
        if len(named) > 1:
            groups.append([p for place in named for p in self._prices((goods[place],))][:_MOST_SUMMED])
        groups.append([p for thing in goods for p in self._prices((thing,))][:_MOST_SUMMED])
        for prices in groups:
            for size in range(len(prices), 1, -1):
                for chosen in combinations(prices, size):
                    if self._is(sum(p.value for p in chosen), chosen[0].currency):  # type: ignore[arg-type]
                        return chosen[0].fact, " + ".join(str(p.value) for p in chosen)
        return None

    def _each(self) -> tuple[Fact, str] | None:
        for stated in self._prices(self.subjects):
            for pieces in (*self._packs(), *self._hundreds()):
                if pieces > 0 and self._is_rounded(stated.value / pieces, stated.currency):
                    return stated.fact, f"{stated.value} / {pieces}"
        return None

    def _hundreds(self) -> Iterator[Decimal]:
        """How many hundreds of grams or millilitres a price is for, where a sentence reckons in hundreds."""
        if re.search(r"100\s?(?:克|g|ml|毫升)|100 ?grams?|hundred gram|每百克", self.context.text):
            for thing in self.context.families(self.amount.span):
                yield from (a.value / 100 for a, _ in thing.amounts if a.unit in {"g", "ml"})

    def _packs(self) -> set[Decimal]:
        """How many pieces or how much a price is for, by the records."""
        families = self.context.families(self.amount.span)
        found = {
            amount.value
            for thing in families
            for amount, _ in thing.amounts
            if amount.unit == "piece" and amount.value > 1
        }
        if _MEASURED.search(self.context.text[self.amount.span[0] : self.amount.span[1] + 10]):
            found |= {
                amount.value for thing in families for amount, _ in thing.amounts if amount.sense == "measure"
            }
        plain = [one.value for thing in families for one in thing.numbers("quantity", "text")]
        plain += [amount.value for thing in families for amount, _ in thing.amounts if not amount.unit]
        found |= {value for value in plain if 1 < value <= _MOST_PACKED}
        found |= {Decimal(2) for thing in families if re.search(r"\bpairs?\b|一对|两只", thing.text)}
        found |= {Decimal(12) for thing in families if re.search(r"\bdozen\b|一打", thing.text)}
        shares = (_in_units(amount, self.context.text) for thing in families for amount, _ in thing.amounts)
        return found | {share for share in shares if share}

    def _less_paid(self) -> tuple[Fact, str] | None:
        """What is left of an order's total after a refund, or of prices after a reduction that a text states."""
        totals = list(self._stated(self._orders(), "total", "price"))
        for one in totals:
            for other in totals:
                if (
                    _LEFT.search(self.context.text)
                    and one.value > other.value
                    and self._is(one.value - other.value, one.currency)
                ):
                    return one.fact, f"{one.value} − {other.value}"
        reductions = list(self._reductions())
        for base, fact, currency in self._bases() if reductions else ():
            for floor, off in reductions:
                if base >= floor and any(
                    self._is(base - off * n, currency) for n in (1, base // floor if floor else 1)
                ):
                    return fact, f"{base} − {off}"
        return None

    def _bases(self) -> Iterator[tuple[Decimal, Fact, str]]:
        """What may be bought together: goods, several of one, and all that are named."""
        counts = {Decimal(1), *(a.value for a in self._neighbours() if 1 < a.value <= _MOST_PIECES)}
        prices = [*self._prices(self.subjects), *self._prices(self.context.things.goods)][:_MOST_SUMMED]
        yield from ((one.value * count, one.fact, one.currency) for one in prices for count in counts)
        goods = list(self._prices(self.context.things.goods))[:_MOST_SUMMED]
        for size in range(2, len(goods) + 1):
            for chosen in combinations(goods, size):
                yield sum((one.value for one in chosen), Decimal(0)), chosen[0].fact, chosen[0].currency

    def _reductions(self) -> Iterator[tuple[Decimal, Decimal]]:
        """What the shop takes off, and from which sum on: 满300减50, "$10 off orders over $60", 两件减20."""
        for thing in self.context.things.others:
            for match in _REDUCTION.finditer(thing.text):
                floor = next((match[name] for name in ("floor1", "floor2") if match[name]), "0")
                off = next(match[name] for name in ("off1", "off2", "off3") if match[name])
                yield Decimal(floor), Decimal(off)

    def _with_fees(self) -> tuple[Fact, str] | None:
        """A price, or several, with fees that a text of the shop states; what is missing to a threshold."""
        fees = self._told()
        prices = [*self._prices(self.subjects), *self._prices(self.context.things.goods)][:_MOST_SUMMED]
        for one in prices:
            for size in (1, 2):
                for chosen in combinations(fees[:_MOST_SUMMED], size):
                    if self.total and self._is(one.value + sum(value for value, _ in chosen), one.currency):
                        return one.fact, f"{one.value} + {' + '.join(str(value) for value, _ in chosen)}"
            for value, fact in fees:
                if self.difference and self._is(value - one.value, one.currency):
                    return fact, f"{value} − {one.value}"
        return None

    def _told(self) -> list[tuple[Decimal, Fact]]:
        """The sums that texts of the shop state."""
        shop = [
            thing for thing in self.context.things.others if thing.key.kind not in {"customer", "computed"}
        ]
        found = [(a.value, fact) for thing in shop for a, fact in thing.amounts if a.unit in {"money", ""}]
        found += [
            (n.value, n.fact) for thing in shop for n in thing.numbers("price", "total", "list_price", "text")
        ]
        return list(dict.fromkeys(found))

    def _reduced(self) -> tuple[Fact, str] | None:
        """A price after a reduction in percent or in tenths that a text of the shop states."""
        for thing in [*self.context.things.others, *self.context.families(self.amount.span)]:
            for amount, _fact in thing.amounts:
                if amount.unit not in {"zhe", "percent"} or amount.value >= 100:
                    continue
                share = amount.value / 10 if amount.unit == "zhe" else 1 - amount.value / 100
                for one in [
                    *self._prices(self.subjects),
                    *self._stated(self.context.families(self.amount.span), "list_price"),
                ]:
                    if self._is(one.value * share, one.currency) or self._is_rounded(
                        one.value * share, one.currency
                    ):
                        return one.fact, f"{one.value} × {share}"
        return None

    def _of_another(self) -> tuple[Fact, str] | None:
        """Goods told by their price: "only the $40 one makes four cups"."""
        if not _BY_PRICE.match(self.context.text[self.amount.span[1] :]):
            return None
        found = self._first(self._prices(self.context.things.goods))
        return (found, "as stated") if found else None

    def _multiple(self) -> tuple[Fact, str] | None:
        counts = {
            a.value for a in self._neighbours() if a.unit in {"", "piece"} and 1 < a.value <= _MOST_PIECES
        }
        counts |= {Decimal(n) for word, n in _SPOKEN.items() if re.search(rf"\b{word}\b", self.context.text)}
        counts |= {
            Decimal(2) for _ in re.finditer(r"\bboth\b|\bpair\b|\btwo\b|两|俩|一对", self.context.text)
        }
        if re.search(r"\bdozen\b|一打", self.context.text):
            counts.add(Decimal(12))
        for stated in self._prices(self.subjects):
            for count in sorted(counts):
                if count == count.to_integral_value() and self._is(stated.value * count, stated.currency):
                    return stated.fact, f"{count} × {stated.value}"
        return None

    def _neighbours(self) -> Iterator[Amount]:
        start, end = self.amount.span
        return (
            a for a in self.context.amounts
            if a.span != self.amount.span and a.sense in {"count", "plain", "stock"}
            and start - _NEAR <= a.span[1] and a.span[0] <= end + _NEAR
        )  # fmt: skip

    def _difference(self) -> tuple[Fact, str] | None:
        lower = bool(_LOWER.search(self.before + self.after))
        own = list(self._prices(self.subjects))
        lists = list(self._stated(self.context.families(self.amount.span), "list_price"))
        for now in own:
            for was in lists:
                if was.currency == now.currency and self._is(was.value - now.value, now.currency):
                    return now.fact, f"{was.value} − {now.value}"
        everything = list(self._prices(self.context.things.goods))
        single = self.context.subjects.group(self.amount.span)
        directed = single is not None and len(single) == 1 and _DIRECTED.search(self.before + self.after)
        for mine in own:
            for other in everything:
                gap = other.value - mine.value
                if mine.currency != other.currency or not self._is(abs(gap), mine.currency):
                    continue
                if directed and gap and (gap > 0) != lower:
                    continue
                return mine.fact, f"|{mine.value} − {other.value}|"
        return self._of_a_text()

    def _difference_loosely(self) -> tuple[Fact, str] | None:
        return (
            self._difference()
            if re.search(r"差|gap|differ|便宜|cheaper|save|省|少|多|掏|贵|more|less", self.clause)
            else None
        )

    def _of_a_text(self) -> tuple[Fact, str] | None:
        """A sum that a text of the evidence states: a threshold, a fee, a price told in a title."""
        priced = any(True for _ in self._prices(self.subjects))
        family = self.context.families(self.amount.span)
        told = _OTHER_SUM.search(self.context.text) or _ADDED.search(self.clause)
        sources: list[Thing] = [*self.context.things.others] if told or not priced else []
        sources += family if not priced or self.difference or _OTHER_SUM.search(self.clause) else []
        for thing in sources:
            if thing.key.kind in {"customer", "computed"}:
                continue
            for amount, fact in thing.amounts:
                same = amount.value == self.amount.value and self._same_currency(amount.currency or "")
                if amount.unit in {"money", ""} and (same or self._is(amount.value, amount.currency or "")):
                    return fact, "as the text says"
            for stated in thing.numbers("price", "total", "list_price", "text"):
                if self._is(stated.value, stated.currency):
                    return stated.fact, "as stated"
        return None

    def _computed(self) -> tuple[Fact, str] | None:
        for thing in self.context.things.others:
            mine = thing.key.kind == "computed" and not thing.key.id.startswith("need.")
            if not mine and (self.named or thing.key.kind not in {"computed", "customer"}):
                continue
            for stated in thing.numbers("price", "total", "list_price", "text", "quantity"):
                if self._is(stated.value, stated.currency):
                    return stated.fact, stated.fact.derivation
            for amount, fact in thing.amounts:
                ends = (amount.value, amount.high) if amount.high is not None else (amount.value,)
                if any(self._is(value, amount.currency or "") for value in ends):
                    return fact, fact.derivation
        return None

    def _prices(self, goods: Iterable[Thing]) -> Iterator[Stated]:
        for good in goods:
            own = good.numbers("price")
            yield from own or [
                s for thing in self.context.things.family(good) for s in thing.numbers("price")
            ]

    def _stated(self, things: Iterable[Thing], *roles: str) -> Iterator[Stated]:
        return (stated for thing in things for stated in thing.numbers(*roles))  # type: ignore[arg-type]

    def _orders(self) -> list[Thing]:
        """Orders and their payments, whose sums are of the whole."""
        return [
            t for t in self.context.things.all if t.key.kind == "order" and not t.key.part.startswith("items")
        ]

    def _first(self, stated: Iterable[Stated]) -> Fact | None:
        return next((one.fact for one in stated if self._is(one.value, one.currency)), None)

    def _is(self, value: Decimal, currency: str) -> bool:
        if self._spelt and self.amount.value == value * 100:
            return self._same_currency(currency)  # seven ninety-five is 7.95
        return self._same_currency(currency) and agrees(
            self.amount.value, value, self.amount.hedge, self.amount.high
        )

    def _is_rounded(self, value: Decimal, currency: str) -> bool:
        return self._same_currency(currency) and (
            agrees(self.amount.value, value, self.amount.hedge)
            or (
                value != value.quantize(Decimal("0.01")) and abs(value - self.amount.value) <= Decimal("0.01")
            )
            or (self.amount.hedge == "about" and abs(value - self.amount.value) <= value / 20)
        )

    def _same_currency(self, currency: str) -> bool:
        said = self.amount.currency
        if said == "CNY" and self.context.words(self.amount.span).endswith("块"):
            return True  # said of any money
        if currency in {"CNY", "JPY"} and "¥" in self.context.words(self.amount.span):
            return True
        if not said or not currency or said == currency:
            return True
        return self.amount.ambiguous and currency in _DOLLARS


_BY_PRICE = re.compile(r"\s(?:ones?|version|model|pair)\b|[元块]?的?那[款个支瓶件只]")
_ONE = re.compile(
    r"一([支瓶片只个件双盒包袋杯颗粒张枚条罐块])|/([支瓶片只个件双盒包袋杯颗粒张枚条罐块])|单([支瓶片只个件])|每([支瓶片只个件双盒包袋杯颗粒张枚条罐块])"
)
_MEASURED = re.compile(r"毫升|克|升|斤|ml|\bg\b|gram|litre|liter|ounce|\boz\b|metre|meter|米|\bper\b")
_DIRECTED = re.compile(r"便宜|贵|省|cheaper|less|more|dearer|pricier|save")


def _digits_at(inside: str) -> int:
    found = re.search(
        r"[\d$£€¥零一二两三四五六七八九十百千万]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|a hundred|a thousand)",
        inside,
    )
    return found.start() if found else 0

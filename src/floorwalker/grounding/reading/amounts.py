"""The amounts a folded sentence states: each with its unit, its hedge, and what it is an amount of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from floorwalker.text import Quantity, find_numbers, find_prices, find_quantities

Hedge = Literal["", "about", "nearly", "over", "under", "least", "most"]
"""How far a figure commits: ``about`` within a twentieth, ``nearly`` the same from below, ``over`` and ``under``
strictly, ``least`` and ``most`` inclusively."""

Sense = Literal[
    "price", "discount", "rating", "reviews", "popularity", "stock", "measure", "count", "time", "plain"
]
"""What a figure is an amount of; ``time`` is a duration, ``plain`` one that no word around it explains."""

Span = tuple[int, int]

_BEFORE = 26
_AFTER = 26

_HEDGE = re.compile(
    "|".join(
        f"(?P<{hedge}>{pattern})"
        for hedge, pattern in (
        ("under", r"(?:\b(?:just |well |a little |slightly )?(?:under|below|less than|fewer than|lower than)|不到|不足|(?<!不)低于|(?<!不)少于|没到|不满)\s?(?:the\s)?[$£€¥]?$"),
        ("nearly", r"(?:\b(?:nearly|almost|close to|not quite|approaching)|将近|接近|快要?|近|(?<!小)小(?=[一二两三四五六七八九十百千万半])?)\s?(?:a\s)?[$£€¥]?$"),
        ("over", r"(?:\b(?:just |well |a little |slightly )?(?:over|more than|above|upwards of|exceed(?:s|ing)|north of)|(?<!不)超过?|(?<!不)高于|(?<!不)多于|不止|突破|破)\s?(?:a\s)?[$£€¥]?$"),
        ("about", r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|some|c\.)|约(?:等于|为)?|相当于|大约|大概|差不多|左右|将将|上下)\s?(?:a\s)?[$£€¥~]?$|~\s?[$£€¥]?$"),
        ("least", r"(?:\b(?:at least|no less than|from|starting (?:at|from)|minimum(?: of)?)|至少|起码|不少于|不低于|最低|≥)\s?[$£€¥]?$"),
        ("most", r"(?:\b(?:at most|up to|no more than|maximum(?: of)?|max)|至多|最多|不超过|最高可?达?|不高于|≤)\s?[$£€¥]?$"),
    )
    )
)  # fmt: skip
_HEDGE_AFTER = re.compile(
    "|".join(
        f"(?P<{hedge}>{pattern})"
        for hedge, pattern in (
        ("about", r"\s?(?:左右|上下|or so|or thereabouts|-?ish|出头\b)"),
        ("over", r"\s?(?:[元块条个位件人支分]{0,2}出头|多(?=[元块条个位件人支名分笔款]|$|[,.!])|余[元条个位件人支名]?|\+(?!\d)|有余|开外|-?plus\b|-odd\b|odd\b|-some\b|and change|or more|and counting)"),
        ("most", r"\s?(?:以内|之内|以下|封顶|or less|or under)"),
        ("least", r"\s?(?:以上|起(?!来)|or more|or over|and up)"),
        )
    )
)  # fmt: skip

_REVIEWS_AFTER = re.compile(
    r"\s?(?:[条个份则篇]\s?)?(?:真实|用户|顾客|买家|客户|好评|文字|带图|追评|历史)*(?:的)?(?:评价|评论|点评|晒单|评分(?!是|为)|反馈|留言|打分)"
    r"|\+?\s(?:[a-z-]+\s){0,2}?(?:reviews?|reviewers?|ratings?|opinions|testimonials|write-ups)(?![a-z])|[条]好评"
    r"|\s?(?:people|customers|shoppers|buyers|users)\s(?:have\s)?(?:reviewed|rated|left a review)|\s?[人位](?:顾客|用户|买家)?(?:评价|打分|点评|评过)"
)
_REVIEWS_BEFORE = re.compile(
    r"(?:评价|评论|点评|评分人数|晒单)(?:数|量|人数)?(?:目前|一共|总共|已经|已|累计|共|有|就|只|才|达到?|是|为|不过|:|\s)*$"
    r"|(?:reviews?|reviewers|ratings?)(?:\s(?:count|so far|number|total))?(?:\s(?:is|are|stands? at|of))?:?\s?$|(?:reviewed|rated) by\s(?:[a-z]+\s)?$"
)
_RATING_AFTER = re.compile(
    r"\s?[颗]?星(?!期|星|座|空|光|辰|巴)|\s?分(?!钟|装|之|期|类|别|开|体|享|量|销|区|店|贝|为|层|格|散)(?:好评)?|\s?/\s?(?:5|10|五)(?!\d)|-?\s?stars?(?![a-z])"
    r"|\s(?:out )?of (?:5|five|10|ten)(?![a-z0-9])|\s(?:average|avg|mean)(?: rating| score)?|\s(?:rating|score)\b"
)
_RATING_BEFORE = re.compile(
    r"(?:评分|打分|得分|综合分|口碑分?|星级|均分|好评分|评到了?|rated|(?:rating|score)s?(?:\s(?:is|of|at|it|stands? at|sits at|comes? to|averages?))*|averag(?:e|es|ing|ed)(?: of| at| score of| rating of)?|gave it|give it|giving it|scored|scoring|it at)"
    r"(?:\s(?:a|an|about|around|just|only|nearly|almost|solid|just under|just over))*[:\s]*(?:平均|高达|是|为|有|达|达到|在|到|了|约)*$"
)
_SALES_AFTER = re.compile(
    r"\+?\s?(?:[件人位单笔支瓶个次只套盒双条本台把份杯袋包名]\s?)?(?:[多余]\s?)?(?:[件人位单笔支瓶个次只套盒双条本台把份杯袋包名]\s?)?(?:左右)?(?:[^,。!?]{0,4}?)(?:已?[售卖](?:出|掉|光)?|买[过了]|购买|下单|付款|成交|入手|回购|收藏|点赞|喜欢|加购|关注|种草|的销量|拥有)"
    r"|\+?\s(?:[a-z-]+\s){0,2}?(?:sold|sales|people|shoppers|customers|loves?|likes?|hearts?|fans|followers|saves?|buyers|orders|members|wish ?lists?|favou?rites?|love|have loved|loved|liked|units sold|pairs sold|owners)(?![a-z])"
)
_SALES_BEFORE = re.compile(
    r"(?:已售|[卖售](?:出了?|了)|销量|月销|年销|热销|成交|人气|收藏|点赞|喜欢的?人?数?|关注|买的人|被)(?:目前|一共|总共|已经|已|累计|共|有|就|只|才|达到?|是|为|到|前者|后者|数|量|了|:|\s)*$"
    r"|(?:\bsold|sales(?: of| at| figure)?|\blikes?|\bloves?|loved by|liked by|saved by|favou?rited by|popularity|hearts?)(?:\s(?:is|are|of|at|over|about|more than|by|nearly|almost|count))*:?\s?$"
)
_STOCK_AFTER = re.compile(
    r"\s?(?:[件个支瓶只条双套盒把台本张颗枚份盆对顶辆杯罐袋包]\s?)?(?:的)?(?:现货|库存|在库|存货|了?剩)"
    r"|(?:\s[a-z-]+){0,2}?\s(?:left|in stock|remaining|available|on hand|in the warehouse|on the shelf|to go|in our stock)(?![a-z])"
)
_STOCK_BEFORE = re.compile(
    r"(?:库存|现货|存货|只剩|仅剩|还剩|剩下?|余量|余货|还有|剩余|手上有|店里有|仓库有)(?:量|数|下|余|最后|还|有|仅|只|是|为|:|约|\s)*$"
    r"|(?:\bstock(?:\s(?:of|is|level|count|at|quantity))*|\bonly|\bhave(?: just| only)?|\bjust|there (?:is|are)(?: only| just)?|down to(?: the last| our last)?|last|\bgot|quantity of|leaves?)(?:\s(?:is|of|at|a|just|only|the|exactly|still|one))*:?\s?$"
)
_PRICE_AFTER = re.compile(
    r"\s?(?:元|块(?!表|布|石|巧|冰|状)|圆|大洋|刀|dollars?|bucks?|quid|euros?|yuan|kuai|usd|eur|gbp|cny|rmb|hkd|美[元金]|欧元|英镑|港[元币]|日元)|\s?一[块支瓶件个只条双套盒把台本张颗枚份对包袋罐杯](?![0-9])"
)
_PRICE_BEFORE = re.compile(
    r"(?:售价|价格|价钱|单价|定价|原价|现价|特价|标价|到手价?|只要|仅需|仅售|只卖|[都仅才只现]?卖|[便宜贵省]宜?了?|优惠价?|券后|实付|总价|合计|差价|相差|降到|降了|参考价|会员价|划线价|起价|立减|减|花)(?:是|为|:|才|也|都|要|到|整整|了|仅|只|约|\s)*$"
    r"|(?:[$£€¥]|\busd|\beur|\bgbp|\brmb|\bcny|\bus\$|\bpriced? (?:at|is|of)|\bprice:?|\bcosts?|\bfor just|\bfor only|\bpay(?:ing)?)\s?$"
)
_OFF_AFTER = re.compile(
    r"(?:\s?%|\s?percent|\s?个点)?\s?(?:off|discount|reduction|cheaper|less\b|savings?|的?优惠|的?折扣|的?降幅|价格)"
)
_OFF_BEFORE = re.compile(
    r"(?:\b(?:save|saves|saving|discount(?: of)?|reduced by|down by|knocked|cut by|off by)\s(?:you\s)?(?:about |around |a |nearly |over |roughly )?$)|(?:立减|优惠|降了?价?|便宜了?|省了?|减|折扣)(?:约|大约|近|超)?$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a folded sentence.

    ``unit`` is as in :class:`floorwalker.text.Quantity`, ``money`` for sums and empty for bare figures;
    ``currency`` is an ISO code where one is named. ``high`` ends a range. ``ambiguous`` marks a bare ``$``.
    """

    value: Decimal
    unit: str
    span: Span
    sense: Sense
    hedge: Hedge = ""
    high: Decimal | None = None
    currency: str | None = None
    ambiguous: bool = False
    rough: bool = False


def find_amounts(text: str, taken: Iterable[Span] = ()) -> list[Amount]:
    """The amounts of a folded sentence, in order; ``taken`` are stretches that hold none (codes, dates)."""
    if not _HAS_NUMBER.search(text):
        return []
    used = list(taken)
    found: list[Amount] = []

    def free(span: Span) -> bool:
        return not any(span[0] < end and start < span[1] for start, end in used)

    for price in find_prices(text) if _MAY_BE_MONEY.search(text) else ():
        if free(price.span) and not _counts_here(text, price.span, price.currency):
            sum_of_money = Amount(price.amount, "money", price.span, "price", "", price.high, price.currency)
            found.append(
                replace(sum_of_money, ambiguous=price.ambiguous_currency, rough=price.approximate)
                if price.ambiguous_currency or price.approximate
                else sum_of_money
            )
            used.append(price.span)
    for one in (*find_quantities(text), *find_numbers(text)):
        if free(one.span) and one.text != "一":
            unit = one.unit if isinstance(one, Quantity) else ""
            found.append(Amount(one.value, unit, one.span, "plain", "", one.high, rough=one.approximate))
            used.append(one.span)
    for digits in _GLUED.finditer(text):
        if free(digits.span("n")):
            found.append(Amount(Decimal(digits["n"]), "", digits.span("n"), "plain"))
    found = [_as_money(text, amount) for amount in found]
    found = [_with_short_unit(text, amount) for amount in found]
    found = _chained(text, _spoken(text, sorted(found, key=lambda amount: amount.span)))
    stated = (
        amount for amount in sorted(found, key=lambda amount: amount.span) if not _is_article(text, amount)
    )
    return [_completed(text, amount) for amount in stated]


_MONEY_BEHIND = re.compile(
    r"(?:的)?(?:运费|邮费|快递费|包装费|手续费|押金|差价|红包|优惠|代金券|优惠券|左右|上下|吧|啦|哦|$|[,.。!])"
)


def _as_money(text: str, amount: Amount) -> Amount:
    """5块运费 is a sum, as 5块巧克力 is none."""
    if (
        amount.unit == "piece"
        and text[amount.span[1] - 1] == "块"
        and _MONEY_BEHIND.match(text, amount.span[1])
    ):
        return replace(amount, unit="money", sense="price", currency="CNY")
    return amount


_SHORT_UNITS = (
    (re.compile(r"\s?(?:h|hr)(?![a-z0-9])"), "hour"),
    (re.compile(r"\s?min(?![a-z])"), "minute"),
    (re.compile(r"\s?(?:db|分贝|decibels?)(?![a-z])"), "db"),
    (re.compile(r"\s?码"), "size"),
)


def _with_short_unit(text: str, amount: Amount) -> Amount:
    """Units of records that shoppers do not say: 18 h, 65 dB."""
    if amount.unit:
        return amount
    for pattern, unit in _SHORT_UNITS:
        if pattern.match(text, amount.span[1]):
            return replace(amount, unit=unit)
    return amount


_CHAIN = re.compile(r"\s?(?:[×x*~至到乘/—–-]|\bto\b|\bby\b)\s?")
_DIMENSIONS = frozenset(
    {
        "mm",
        "cm",
        "m",
        "km",
        "inch",
        "ft",
        "ml",
        "l",
        "g",
        "kg",
        "oz",
        "lb",
        "percent",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "minute",
    }
)


def _chained(text: str, amounts: list[Amount]) -> list[Amount]:
    """The unit of the last figure for all of 210×130×105 cm and of 50 to 56 cm."""
    chained = list(amounts)
    for at in range(len(chained) - 2, -1, -1):
        one, two = chained[at], chained[at + 1]
        if not one.unit and two.unit in _DIMENSIONS and _CHAIN.fullmatch(text[one.span[1] : two.span[0]]):
            chained[at] = replace(one, unit=two.unit)
    return chained


def _cents(text: str, money: Amount, rest: Amount) -> Amount | None:
    """Joins "forty dollars ninety-nine" and 28块9毛9 as one sum."""
    between = text[money.span[1] : rest.span[0]]
    span = (money.span[0], rest.span[1])
    if between in {"毛", "角"} and rest.value < 10:
        return replace(money, value=money.value + rest.value / 100, span=span)
    spelt = _ENGLISH_NUMBER.fullmatch(text[slice(*rest.span)]) and rest.value < 100
    whole = money.value == money.value.to_integral_value() and text[slice(*money.span)][-1:].isalpha()
    if between == " " and spelt and whole and rest.value >= 5:
        return replace(money, value=money.value + rest.value / 100, span=span)
    return None


_ENGLISH_NUMBER = re.compile(r"[a-z][a-z-]*")


def _spoken(text: str, amounts: list[Amount]) -> list[Amount]:
    """Prices as they are called out: "thirty-nine ninety" is 39.90."""
    merged: list[Amount] = []
    for amount in amounts:
        if (
            merged
            and merged[-1].unit == "money"
            and not amount.unit
            and (cents := _cents(text, merged[-1], amount))
        ):
            merged[-1] = cents
            continue
        last = merged[-1] if merged else None
        if (
            last is not None and not last.unit and not amount.unit and text[last.span[1] : amount.span[0]] == " "
            and 10 <= amount.value < 100 and last.value < 1000
            and _ENGLISH_NUMBER.fullmatch(text[slice(*last.span)]) and _ENGLISH_NUMBER.fullmatch(text[slice(*amount.span)])
        ):  # fmt: skip
            span = (last.span[0], amount.span[1])
            merged[-1] = Amount(last.value + amount.value / 100, "money", span, "price", last.hedge)
        else:
            merged.append(amount)
    return merged


_DENIED = re.compile(r"(?:\bnot|\bisn't|\bisn.t|\baren't|\bnever|不是|并非|没有?)\s?$")


def _is_article(text: str, amount: Amount) -> bool:
    """一毫升 after a price says per what, and a figure that is denied states nothing."""
    start, end = amount.span
    per = (
        text[start:end].startswith("一")
        and amount.value == 1
        and text[max(0, start - 1) : start] in _MONEY_SIGNS
    )
    single = text[start:end].startswith("一") and amount.value in {1, 500} and amount.unit in _DIMENSIONS
    if single and (_RECKONED.search(text[max(0, start - 3) : start]) or _RECKONED_AFTER.match(text, end)):
        return True
    return (per and amount.unit != "money") or _DENIED.search(text[max(0, start - 8) : start]) is not None


_RECKONED = re.compile(r"[合每折摊]$|算下来$")
_RECKONED_AFTER = re.compile(
    r"\s?(?:不到|才|只要|合|约|大概|也就|就)?\s?[\d零一二两三四五六七八九十百千]+(?:\.\d+)?(?:块|元|毛)"
)
_MONEY_SIGNS = frozenset("元块钱")


_MAY_BE_MONEY = re.compile(
    r"[$£€¥元块圆刀镑毛角钱价卖售]|rmb|usd|eur|gbp|cny|hkd|dollar|buck|euro|pound|quid|yuan|cents?\b|pence|美[金刀]|[港日韩]币|\bprice|\bcost"
)
_HAS_NUMBER = re.compile(
    r"\d|[零二两三四五六七八九十百千万半俩仨]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|dozen|half|single|pair|couple)"
)
_GLUED = re.compile(r"(?P<n>\d{1,9}(?:\.\d{1,4})?)")
_NOT_MONEY_AFTER = re.compile(r"\s?(?:折(?!叠)|[%％]|ml|毫升|克|g\b)")


def _counts_here(text: str, span: Span, currency: str | None) -> bool:
    """Whether what was read as a sum without a currency counts something else."""
    return currency is None and (
        _NOT_MONEY_AFTER.match(text, span[1]) is not None
        or _REVIEWS_AFTER.match(text, span[1]) is not None
        or (_SALES_AFTER.match(text, span[1]) is not None and not _PRICE_AFTER.match(text, span[1]))
    )


_ACROSS = re.compile(r"\d\s(?:stars?\s)?(?:over|from)\s$")


def _completed(text: str, amount: Amount) -> Amount:
    """An amount with its hedge, and with what the words around it say it is an amount of."""
    start, end = amount.span
    before = text[max(0, start - _BEFORE) : start]
    if _ACROSS.search(before):
        return replace(amount, sense=_sense(text, amount, before, end))  # 4.6 over 318 reviews
    inside = text[start:end]
    hedge: Hedge = ""
    if found := _HEDGE.search(before):
        hedge = found.lastgroup  # type: ignore[assignment]
        before = before[: found.start()] or before
    elif lead := _lead(inside):
        within = _HEDGE.search(lead)
        hedge = within.lastgroup if within else ""  # type: ignore[assignment]
    if hedge in {"", "about"} and amount.unit != "spf" and (after := _HEDGE_AFTER.match(text, end)):
        hedge = after.lastgroup  # type: ignore[assignment]
    if not hedge and amount.high is not None and _SOME_MORE.search(inside):
        hedge = "over"
    return replace(amount, hedge=hedge, sense=_sense(text, amount, before, end))


_SOME_MORE = re.compile(r"[多余几]|\+$")
_FIGURE = re.compile(r"[\d$£€¥零一二两三四五六七八九十百千万]")


def _lead(inside: str) -> str:
    """The words of a span before its figure: finders may take "under $25" whole."""
    if inside[0].isdigit():
        return ""
    found = _FIGURE.search(inside)
    return inside[: found.start()] if found else ""


def _sense(text: str, amount: Amount, before: str, end: int) -> Sense:
    if amount.unit == "zhe":
        return "discount"
    if amount.unit == "percent":
        return "discount" if _OFF_AFTER.match(text, end) or _OFF_BEFORE.search(before) else "measure"
    if amount.unit == "money" and (amount.currency or _PRICE_AFTER.match(text, end)):
        return "price"
    if amount.unit == "star":
        return "rating"
    if amount.unit in {"second", "minute", "hour", "day", "week", "month", "year"}:
        return "time"
    if amount.unit in {"", "piece", "money"}:
        tail = end - (1 if amount.unit == "piece" and text[end - 1 : end] in "条个位件份" else 0)
        if _REVIEWS_AFTER.match(text, end) or _REVIEWS_AFTER.match(text, tail):
            return "reviews"
        if amount.value <= 10 and _RATING_AFTER.match(text, end):
            return "rating"
        if _STOCK_AFTER.match(text, end) or _STOCK_AFTER.match(text, tail):
            return "stock"
        if _SALES_AFTER.match(text, end) or _SALES_AFTER.match(text, tail):
            return "popularity"
        if amount.unit != "piece" and _PRICE_AFTER.match(text, end):
            return "price"
        if _REVIEWS_BEFORE.search(before):
            return "reviews"
        if amount.value <= 10 and _RATING_BEFORE.search(before):
            return "rating"
        if _SALES_BEFORE.search(before):
            return "popularity"
        if _PRICE_BEFORE.search(before) and amount.unit != "piece":
            return "price"
        if _STOCK_BEFORE.search(before):
            return "stock"
        if amount.unit == "money":
            return "price"
        return "count" if amount.unit == "piece" else "plain"
    return "measure"

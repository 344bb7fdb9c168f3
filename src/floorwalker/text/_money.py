"""Which numbers are money, which count something else, and a marked copy of the text to match phrases on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from floorwalker.text._numerals_zh import DIGITS, Reading
from floorwalker.text._regex import regex
from floorwalker.text._units import BLOCKS_ASKED, CHINESE_COUNTER, ENGLISH_COUNTED, LATIN_UNIT
from floorwalker.text.normalise import Folded
from floorwalker.text.numerals import read_numbers

MONEY, BARE, OTHER, REST = "\ue000", "\ue001", "\ue002", "\ue00f"
"""Marks for an amount of money, a number that could be one, any other number, and the rest of each."""

_SYMBOLS = [
    ("USD", r"us\s?\$|usd|美元|美金"),
    ("HKD", r"hk\s?\$|hkd|港[币元纸]"),
    ("TWD", r"nt\s?\$|ntd|twd|新台币|台币"),
    ("AUD", r"au?\$|aud|澳[元币]"),
    ("CAD", r"ca?\$|cad|加[元币]|加拿大元"),
    ("SGD", r"sg?\$|sgd|新币|新加坡元"),
    ("JPY", r"jp\s?¥|jpy|日[元币圆]"),
    ("CNY", r"cn\s?¥|¥|rmb|cny|人民币|软妹币"),
    ("EUR", r"€|eur|欧元"),
    ("GBP", r"£|gbp|英镑"),
    ("KRW", r"₩|krw|韩[元币圆]"),
    ("INR", r"₹|inr"),
    ("CHF", r"chf|瑞士法郎"),
    ("THB", r"฿|thb|泰铢"),
    ("USD?", r"\$"),
]
_WORDS = [
    ("USD", r"块?美[元金刀]|刀(?![片具架头锋削])|usd(?![a-z])|us\s?dollars?(?![a-z])|us\s?\$"),
    ("HKD", r"块?港[币元纸]|蚊(?![子香帐])|hkd(?![a-z])|(?:hk|hong\skong)\s?(?:dollars?|\$)"),
    ("TWD", r"[块元]?新?台币|twd(?![a-z])|ntd(?![a-z])"),
    ("AUD", r"块?澳[元币]|aud(?![a-z])|(?:aussie|australian)\sdollars?(?![a-z])"),
    ("CAD", r"块?(?:加[元币]|加拿大元)|cad(?![a-z])|canadian\sdollars?(?![a-z])"),
    ("SGD", r"块?(?:新加坡元|新币)|sgd(?![a-z])|sing(?:apore)?\sdollars?(?![a-z])"),
    ("JPY", r"日[元币圆]|円|jpy(?![a-z])|(?:japanese\s)?yen(?![a-z])"),
    ("KRW", r"韩[元币圆]|₩|krw(?![a-z])|korean\swon(?![a-z])"
     r"|won(?=\s*(?:$|[.,;!?])|\s(?:for|or|max|tops|each|total|budget|please|and|to)(?![a-z]))"),
    ("EUR", r"欧元|欧(?![莱珀舒式美洲米])|€|euro'?s?(?![a-z])|eur(?![a-z])"),
    ("GBP", r"英镑|镑|£|gbp(?![a-z])|quid(?![a-z])|pounds?(?:\ssterling)?(?![a-z])"),
    ("CHF", r"瑞士法郎|法郎|chf(?![a-z])|(?:swiss\s)?francs?(?![a-z])"),
    ("INR", r"卢比|₹|inr(?![a-z])|rupees?(?![a-z])"),
    ("THB", r"泰铢|thb(?![a-z])|baht(?![a-z])"),
    ("CNY", r"块?人民币|块钱|元(?:人民币)?(?![素气旦宵])"
     r"|圆(?![润形领])|¥|软妹币|(?<=[0-9])r(?![a-z0-9&])|(?:rmb|cny|yuan|kuai|renminbi)(?![a-z])"),
    ("USD?", r"[\s-]?dollars?(?![a-z])|\$|bucks?(?![a-z])"),
]  # fmt: skip
_BEFORE = regex(rf"(?:{'|'.join(f'(?P<c{n}>{p})' for n, (_, p) in enumerate(_SYMBOLS))})[\s:]{{0,2}}$")
_AFTER = regex(rf"\s?(?:{'|'.join(f'(?P<c{n}>{p})' for n, (_, p) in enumerate(_WORDS))})")
_PUT_RIGHT = regex(
    r"\s?[,.…-]*\s?(?:(?:er+m?|u[mh]+|oops|whoops|no|nope|sorry|wait|actually|rather|i\smean|i\smeant|make\sthat|should\ssay|i"
    r"|哦|啊|呃|不|不对|不是|抱歉|错了|说错了|我是说|应该是|是)[\s,.…-]{1,4}|(?:哦不|啊不|不对|不是|我是说|应该是)){1,4}(?=[^\s])"
)
"""Words that put another currency in the place of the one just named: "fifty quid, sorry, dollars"."""

_SIGNS = frozenset("$¥€£₩₹฿¢")
_ISH = regex(r"-?\s?ish(?=\s(?:dollars?|bucks?|quid|pounds?|euros?|yuan|usd|gbp|rmb))")
_KUAI = regex(r"\s?块")
_FOREIGN_KUAI = regex(r"\s?块(?:港[币元纸]|美[元金刀]|新?台币|澳[元币]|加[元币]|新币)")
_KUAI_IS_MONEY = regex(r"块(?=$|[^\u4e00-\u9fff]|[以之左上多出起的到至吧呢啊都能可就够预内封不往打包吗了])")
_BLOCKS_BEFORE = regex(rf"(?:{BLOCKS_ASKED})$")
_MOST_BLOCKS = 20
_KUAI_AND = regex(
    rf"块(?:(?P<digits>[0-9]{{1,2}})|(?P<numeral>[{''.join(DIGITS)}]))(?P<unit>毛|角)?"
    rf"(?![0-9.十百千万])(?!\s?(?:{CHINESE_COUNTER.pattern}))(?:[0-9一二三四五六七八九]分(?!期|钟))?"
)
_JIAO = regex(r"[毛角](?:钱|(?=$|[^\u4e00-\u9fff]|以[内下上]))")
_CENTS = regex(r"\s?(?:cents?|¢)(?![a-z])")
_WEIGHING = regex(
    r"weigh|weight|heavy|\blbs?\b|capacity|dumbbell|\bload|hold(?:s|ing)|support(?:s|ing)|carr(?:y|ies)|lift|\blos[et]"
    r"|luggage|suitcase|pressure|tension|pounds?\s(?:of|bag|sack|box|tin|jar|pack)\b"
)
_NOTHING_BEFORE = regex(r"\s*+(?:[0-9.,a-z]+\s?(?:-|~|to|or)\s?)?$")
_OF_MONEY = regex(
    r"\s(?:or\s(?:more|less|under|so)|and\s(?:up|under)|tops|max|each|apiece|budget|limit|would|sounds|works|suits|is\s(?:fine|ok|okay|good|perfect|ideal|plenty|my)|to\s(?:spend|pay|play\swith))(?![a-z])|,?\sgive\sor"
)
_PRICING = regex(
    r"(?:exceed(?:ing)?|must\sbe|quid|until|till|within|past|nearly|almost|worth|under|below|less|than|budget|spend|spending|costs?|price|priced|pay|charged?|fees?|between|over|above|most|least"
    r"|around|about|max|to|for|or|£|is|it's|only|just|have)\b"
)
_COUNTED_AFTER = regex(
    rf"\s?\+?\s?(?:[%‰°]|[a-z]?°|{LATIN_UNIT.pattern}|{CHINESE_COUNTER.pattern}|折|合[一1]|[-\s]?in[-\s](?:1|one)(?![a-z0-9])"
    rf"|[-\s]?{ENGLISH_COUNTED.pattern}|(?:的|岁)?(?:肌|皮肤|熟龄|女性|年龄)|(?<=\+)的?肌|\")"
)
_PLURAL_AFTER = regex(
    r"\s(?!(?:is|was|has|plus|less|unless|always|its|this|bucks|tops|as|thanks|does|us|yes|perhaps|sometimes|gifts)\b)"
    r"[a-z]{3,20}s(?![a-z'])"
)
_CHEAP_BEFORE = regex(r"(?:under|below|less than|cheaper than|within|budget|spend)\s(?:about\s|of\s)?$")
_NO_PRICE_BEFORE = regex(
    r"(?:第|尺码|码数|[色型编单货款]号|订单号?|房号|电话|手机号码?|微信|qq|[#№]|n°|(?<![a-z])(?:no\.?|number|size|shade|spf|factor"
    r"|pa|top|model|version|ver\.?|step|level|page|chapter|type|aged?|ages|turning|turns|order|sku|code|room|iphone|ipad"
    r"|galaxy|series|gen|grade|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|倒数|前|身高|体重|年龄|工资|月薪|年薪|薪水|收入|房租|奖金|积分"
    r"|今年|年近|岁数|年纪|分之|双|尺寸|色温|容量|参数|电压|功率|转速)[\s:]{0,2}$"
)
_POPULARITY_BEFORE = regex(
    r"(?:销量|月销|已售|销售量?|卖出|评论数?|评价数?|好评数?|点赞数?|收藏|粉丝数?|库存|人气|浏览|热度|人数)"
    r"(?:[^,.。;!?\s]{0,4})$"
)
_AGE_ZH_BEFORE = regex(
    r"(?<![给送帮替为])(?:她|他|妈妈?|爸爸?|母亲|父亲|老人|婆婆|奶奶|爷爷)\s?(?:今年|大概|已经|都|快)?\s?$"
)
_AGE_ZH_AFTER = regex(r"\s?(?:左右|上下|出头|多|了)")
_SPEAKS_OF_PRICES = regex(
    r"(?<![a-z])(?:pric(?:e|ed|es|ing)|dollars?|bucks|quid|euros?|pounds|budget|costs?|costing|spend(?:ing)?|pay)(?![a-z])|[$€£]|价|预算"
)
_SPEAKS_OF_TIME = regex(
    r"(?<![a-z])(?:her|his|their|my|your)\s(?:low|mid|high|early|late)?\s?[0-9]|(?<![a-z])(?:style|music|fashion|vibe|vintage|retro|decade)"
)
_CHAIN = regex(r"[0-9]{1,4}(?:[-/][0-9]{1,4}){2,}")


class Amount(NamedTuple):
    """A number that is, or may be, an amount of money; positions are in the folded text.

    ``currency`` is an ISO code, ``None`` where no sign or word names one; ``ambiguous`` where the sign is
    shared by several (``$``, "dollars").
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    approximate: bool
    scale: int
    currency: str | None
    ambiguous: bool = False


class Marked(NamedTuple):
    """A folded text in which each number is replaced, character for character, by its mark."""

    text: str
    amounts: dict[int, Amount]


def mark(folded: Folded, inert: Iterable[tuple[int, int]] = ()) -> Marked:
    """Find the amounts of a text.

    Args:
        folded: the text.
        inert: spans of the folded text whose numbers are known to be no prices.

    """
    text = folded.text
    amounts: dict[int, Amount] = {}
    chars: list[str] = []
    position = 0
    chains = {at for match in _chains(text) for at in range(match.start(), match.end())}
    idle = {at for start, end in inert for at in range(start, end)}
    for reading in read_numbers(folded):
        if reading.start < position:
            continue
        amount = _with_currency(text, reading, position)
        no_price = reading.start in idle or reading.start in chains
        if amount is None or no_price:
            amount, sign = None, OTHER
            start, end = reading.start, reading.end
        else:
            sign = MONEY if amount.currency else BARE
            start, end = amount.start, amount.end
            if sign == BARE and _is_no_price(text, reading):
                sign = OTHER
            else:
                amounts[start] = amount
        chars += (text[position:start], sign, REST * (end - start - 1))
        position = end
    chars.append(text[position:])
    return Marked("".join(chars), amounts)


def _chains(text: str) -> Iterable[re.Match[str]]:
    """Figures joined by hyphens or strokes, such as dates: 3-4-5."""
    return _CHAIN.finditer(text) if "-" in text or "/" in text else ()


def _with_currency(text: str, reading: Reading, floor: int) -> Amount | None:
    """The reading with the currency beside it; ``None`` where 块 or pounds show a count or a weight."""
    start, end, low, high = reading.start, reading.end, reading.value, reading.high
    currency = ""
    if _may_name_currency(text[max(floor, start - 3) : start].rstrip(" :")[-1:]):
        before = _BEFORE.search(text, max(floor, start - 8), start)
        if before and not _part_of_a_word(text, before):
            currency, start = _name(before, _SYMBOLS), before.start()
    if not currency and not _may_name_currency(text[end : end + 3].lstrip(" -")[:1]):
        return Amount(start, end, low, high, reading.approximate, reading.scale, None)
    ish = _ISH.match(text, end)
    end = ish.end() if ish else end
    in_kuai = "块" in text[end : end + 2]
    foreign = _FOREIGN_KUAI.match(text, end) if in_kuai else None
    kuai = _kuai(text, reading) if in_kuai and foreign is None else None
    if kuai is not None:
        end, low = kuai
        high = high if low == reading.value else None
        currency = "CNY"
    elif (
        in_kuai
        and foreign is None
        and (counted := _KUAI.match(text, end))
        and text[counted.end() : counted.end() + 1] != "钱"
    ):
        return None
    elif cents := _CENTS.match(text, end) or _JIAO.match(text, end):
        end, low, high = cents.end(), low / (10 if text[end] in "毛角" else 100), None
        currency = "CNY" if text[cents.start()] in "毛角" else "USD?"
    elif after := _AFTER.match(text, end):
        sterling = _put_right(text, after.end()) or _pounds_are_money(text, start, after.end())
        if "pound" in after[0] and not sterling:
            return None
        if not currency or "?" in currency or currency == _name(after, _WORDS):
            named = _name(after, _WORDS)
            currency = named if not currency or "?" not in named else currency
        end = after.end()
    if currency in ("CNY",) and text[end : end + 1] == "钱":
        end += 1
    if currency and (right := _put_right(text, end)):
        currency, end = _name(right, _WORDS), right.end()
    return Amount(
        start,
        end,
        low,
        high,
        reading.approximate or ish is not None,
        reading.scale,
        currency.rstrip("?") or None,
        "?" in currency,
    )


def _may_name_currency(char: str) -> bool:
    """Whether a character may end or begin what names a currency: a letter or a sign."""
    return char.isalpha() or char in _SIGNS


def _put_right(text: str, end: int) -> re.Match[str] | None:
    """The currency said, without an amount, in the place of the one that ends here, if any is."""
    instead = _PUT_RIGHT.match(text, end)
    named = _AFTER.match(text, instead.end()) if instead else None
    return named if named and not text[named.end() : named.end() + 2].strip()[:1].isdigit() else None


def _pounds_are_money(text: str, start: int, end: int) -> bool:
    """Whether pounds are sterling: a price is spoken of, or nothing else is said, and no weight."""
    window = max(0, start - 40)
    if _WEIGHING.search(text, window, end + 20):
        return False
    if _OF_MONEY.match(text, end):
        return True
    return bool(_NOTHING_BEFORE.match(text, 0, start) or _PRICING.search(text, window, start))


def _part_of_a_word(text: str, before: re.Match[str]) -> bool:
    """Whether letters run into a currency code: the "aud" of "applaud 5"."""
    at = before.start()
    return (
        at > 0
        and text[at].isalpha()
        and text[at].isascii()
        and text[at - 1].isalpha()
        and text[at - 1].isascii()
    )


def _name(match: re.Match[str], table: list[tuple[str, str]]) -> str:
    return table[int((match.lastgroup or "c0")[1:])][0]


def _kuai(text: str, reading: Reading) -> tuple[int, Decimal] | None:
    """Where 块 after the number means yuan: the end of the amount, and its value (9块9 is 9.9)."""
    match = _KUAI.match(text, reading.end)
    if match is None or text.startswith("块钱", match.end() - 1):
        return None
    at = match.end() - 1
    more = _KUAI_AND.match(text, at) if not reading.approximate else None
    if more:
        digits = more["digits"] or str(DIGITS[more["numeral"]])
        return more.end(), reading.value + Decimal(f"0.{digits}")
    if reading.value <= _MOST_BLOCKS and _BLOCKS_BEFORE.search(
        text, max(0, reading.start - 14), reading.start
    ):
        return None  # 香皂要三块: three bars
    if text[reading.start - 1 : reading.start].isdigit():
        return None  # 160一块: 160 apiece
    if reading.value >= 10 or _KUAI_IS_MONEY.match(text, at):
        return match.end(), reading.value
    return None


def _is_an_age_or_a_decade(text: str, reading: Reading) -> bool:
    """The 90s and her 40s, unless a price is spoken of: "in the 40s, price wise"."""
    if 1900 <= reading.value < 2100:
        return True
    if reading.value >= 100:
        return False
    around = text[max(0, reading.start - 40) : reading.end + 24]
    return _SPEAKS_OF_PRICES.search(around) is None or _SPEAKS_OF_TIME.search(around) is not None


def _is_no_price(text: str, reading: Reading) -> bool:
    start, end, value = reading.start, reading.end, reading.value
    window = max(0, start - 14)
    return bool(
        value >= 10**8
        or _COUNTED_AFTER.match(text, end)
        or (text[end : end + 1] in "%‰°" and end < len(text))
        or (text[end : end + 1] == "s" and text[end - 1].isdigit())
        or _NO_PRICE_BEFORE.search(text, window, start)
        or _POPULARITY_BEFORE.search(text, window, start)
        or (text[end - 1] == "s" and reading.approximate and _is_an_age_or_a_decade(text, reading))
        or (value < 100 and _AGE_ZH_AFTER.match(text, end) and _AGE_ZH_BEFORE.search(text, window, start))
        or (_PLURAL_AFTER.match(text, end) and not _CHEAP_BEFORE.search(text, max(0, start - 24), start))
    )

"""How many pieces a Chinese message asks for: 两瓶, 来仨, 半打, 数量：6, ×3."""

from __future__ import annotations

from collections.abc import Iterator

from floorwalker.text._numerals_zh import DIGITS, Reading, evaluate
from floorwalker.text._regex import regex
from floorwalker.text._units import BLOCKS_ASKED, SOLD_IN_BLOCKS

Counted = tuple[int, int, int]
"""The place in the folded text and the number of pieces."""

_MOST = 100_000
_NUMBER = rf"(?:[0-9]{{1,5}}|[{''.join(DIGITS)}十百千]{{1,5}})"
_LIST_NOUN = r"选择|选项|方案|建议|推荐|链接|问题|牌子|品牌|款式?|种|颜色|色号?|味道|香型|尺[寸码]|价位|档次"
_PEOPLE = (
    r"人|朋友|闺蜜|同[事学]|姐妹|兄弟|女[儿孩生人士朋]|男[孩生人士朋]|儿子|孩子|小孩|小朋友|宝宝|娃"
    r"|客[户人]|老[师人]|学生|亲戚|领导|长辈"
)
_TIME = r"月|小时|钟|星期|礼拜|工作日|年|季|世纪|晚上|早上|学期"
_NOT_COUNTED = rf"(?:{_LIST_NOUN}|{_PEOPLE}|{_TIME}|地方|字|意思|忙|礼貌|以[上下内]|以?来|左右就到|半|尺)"
_COUNTER = (
    rf"(?:[个](?!\s?(?:[大小]|不同的?|女|男)?{_NOT_COUNTED})|[瓶盒罐桶箱枚盏扎串卷筒枝组床顶幅副匹]|件(?!套|事)|支(?!付|持|撑|(?:长绒|精梳|埃及|全|纯)?棉|纱|贡缎|天丝)"
    r"|只(?![有要能想是]|松鼠)|双(?![1十向眼人面重]|11)|条(?![件款码])|张(?!嘴)|套(?!餐(?![具盘椅桌巾垫布边刀])|[装盒路])|包(?![邮含装括])|袋(?!鼠)|把(?!手)|杯(?![子架具])"
    r"|份(?!量)|台(?![灯式湾])|部(?![分门])|本(?!地|来|店)|辆|朵|束|根|株|提(?!供|前)|听(?!说|音)|管|盆|对(?![比于我她他应称])|颗(?!粒)"
    rf"|块(?=(?:{SOLD_IN_BLOCKS})|的))"
)
_NOT_A_COUNT_AFTER = (
    r"(?!装|[0-9一二两三四五六七八九十]{1,4}[片支粒颗枚张抽条包只件块贴]?装|套|起[送订批]|[5-9五六七八九]\.?5?折"
    r"|免费|半价|以上|包邮|[一1]组)"
)
_COUNT = regex(rf"\s?[大小整]?(?P<counter>{_COUNTER}){_NOT_A_COUNT_AFTER}")
_POINTED_AT = regex(
    r"(?:不[要用]|别给|养[了着过]?|(?<!给)我家?有|家里?有|屋里有|[这那哪前后头每各任某另上下第满减赠之剩]|最后|其中|倒数|刚才|刚刚|随机|分[成为]|一共有|总共有|多出|少了|搭配"
    r"|(?:用|喝|吃|买|试|囤|送|拿|丢|坏|碎|收到?)(?:过|完|了)|推荐|介绍|列出?|列举|看看?|瞧瞧|对比|比较|展示|发)"
    r"(?:我|给我|一下|出|了|大概|约|的)?\s?$"
)
_BUY_ONE_GET_ONE = regex(r"[买满购]\s?$")
_GIFT_AFTER = regex(
    r"\S{0,3}(?:[送赠](?:[0-9一二两三四五六七八九十]|小样|同款)|免[费一0-9]|减[0-9一二三四五六七八九十]|打?[0-9一二三四五六七八九]{1,2}折)"
)
_ONE_WANTED = regex(
    r"(?:只|就|仅|单|光|才)(?:要|买|需要?|拿|来|订|想要|想买|给我)?\s?$|(?:^|[\s,。!;、])(?:请|麻烦|那|先|给我|帮我|再|我)?(?:来|要|拿|下单|订|加)\s?$"
)
_ONE_IS_ENOUGH = regex(r"\S{0,6}?(?:就够|足够|就行|就好|就可以|即可|够了)")
_DOZENS = regex(rf"(?P<number>半|{_NUMBER})打(?![折包开扫理底印火算听字电动发扮击])(?P<more>半)?")
_BEATEN = tuple("第一摔敲拍")
_BOTH = regex(
    r"(?P<start>^|[来要买拿整搞弄订囤给加送备]|[给帮]我|[\s,。!:])(?P<word>俩|仨)(?![人月孩口小闺朋姐兄同]|[^\s,。]{0,2}(?:一起|都))"
)
_LABELLED = regex(
    rf"(?:数量|件数|份数|瓶数|盒数|个数|总数)\s?(?:[:是为要填]|改成|改为){{0,2}}\s?(?P<number>{_NUMBER})(?![0-9.])"
)
_TIMES = regex(
    r"(?:(?<=[\u4e00-\u9fff)\"])|(?<=[0-9](?:ml|kg|cl|oz))|(?<=[0-9][gl])|(?<=\s)|^)\s?[x×*]\s?(?P<number>[0-9]{1,4})(?![0-9.a-z%×*/-]|\s?(?:[x×*]\s?[0-9]|[a-z]+\s?[x×*]|ml|g\b|cm|mm|cl|oz))"
)


_BLOCKS = regex(rf"(?:{BLOCKS_ASKED})(?P<number>{_NUMBER})块(?!钱)")


def read_counts(text: str, readings: tuple[Reading, ...]) -> Iterator[Counted]:
    """The counts of pieces in a folded text, in no order."""
    for reading in readings:
        counted = _COUNT.match(text, reading.end)
        if counted and _is_wanted(text, reading, counted.end()):
            yield reading.start, counted.end(), int(reading.value)
    for match in _DOZENS.finditer(text):
        halves = 1 if match["number"] == "半" else 2 * _number(match["number"]) + bool(match["more"])
        if text[max(0, match.start() - 1) : match.start()] not in _BEATEN:
            yield *match.span(), 6 * halves
    for match in _BLOCKS.finditer(text) if "块" in text else ():
        if number := _number(match["number"]):
            yield match.start("number"), match.end(), number
    for match in _BOTH.finditer(text):
        yield *match.span("word"), 2 if match["word"] == "俩" else 3
    for pattern in (_LABELLED, _TIMES):
        for match in pattern.finditer(text):
            number = _number(match["number"])
            if number:
                yield *match.span(), number


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    found = evaluate(written)
    return int(found[0]) if found else 0


def _is_wanted(text: str, reading: Reading, end: int) -> bool:
    start, value = reading.start, reading.value
    if reading.high is not None or value != value.to_integral_value() or not 0 < value <= _MOST:
        return False
    window = max(0, start - 8)
    if _POINTED_AT.search(text, window, start):
        return False
    if _BUY_ONE_GET_ONE.search(text, window, start) and _GIFT_AFTER.match(text, end):
        return False
    if value == 1 and not text[start].isdigit():
        alone = not text[:start].strip() and not text[end:].strip(" 。.!吧呢")
        wanted = _ONE_WANTED.search(text, window, start) or _ONE_IS_ENOUGH.match(text, end)
        return alone or wanted is not None
    return True

"""Pointing at something shown before: 第二款, "the last one", #3."""

from __future__ import annotations

import re
from dataclasses import dataclass

from floorwalker.text import _numerals_zh
from floorwalker.text._regex import regex
from floorwalker.text.normalise import folded_text

_MOST = 50  # beyond it a figure is an order number or a date rather than a place in a list
_THINGS = "款个件支瓶盒罐只双套条张片种样项台本把副枚对块包袋顶盏束幅串颗"
_ZH_NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九两十]{1,3})"
_ZH_FIGURE = "[0-9一二三四五六七八九]"
_ZH_AFTER = (
    rf"\s?(?:[{_THINGS}](?!半价|[0-9一二三四五六七八九]折|打折|免费?|起)"
    r"|(?=$|[\s,.。!?;、]|[吧呢吗啊的和跟与]|怎么|有|多少|便宜|贵|好))"
)
_ZH = regex(
    rf"倒数第(?P<from_end>{_ZH_NUMBER})"
    rf"|(?P<last>最后(?:一|那一?|的那?一?)[{_THINGS}])"
    rf"|(?P<edge>[前后])(?P<count>{_ZH_NUMBER})(?:[款件支瓶盒只种样](?!半价)|个(?!月|小时|星期|礼拜|人))"
    rf"|第\s?(?P<many>{_ZH_NUMBER}(?:\s?[、,和跟与]\s?第?{_ZH_NUMBER}){{1,5}})(?=\s?[{_THINGS}])"
    rf"|(?:(?<![\u4e00-\u9fff])|(?<=[要看就和那的选想是把对比买拿给跟与]))头(?:(?P<head>[一1])|(?P<heads>[两二三四五六2-6]))[{_THINGS}](?!半价|月|小时|星期|礼拜|人|孩子|[0-9]折|打折|牛|猪|羊|猫|狗)"
    rf"|(?<!安全)(?<!质量)(?<!效果)(?<!颜值)(?<!健康)(?<!销量)(?<!人气)第\s?(?P<one>{_ZH_NUMBER}){_ZH_AFTER}"
    rf"|(?P<top>最[上前]面?(?:的|那|这|一)*[{_THINGS}])|(?P<bottom>最[下后]面?(?:的|那|这)*[{_THINGS}])"
    rf"|(?P<middle>(?:正中|中)间(?:的|那|这)+[{_THINGS}])"
    rf"|(?:比较|对比|比一?比)(?:一下|下)?\s?(?P<figures>{_ZH_FIGURE}(?:\s?[、,和跟与]\s?{_ZH_FIGURE})+)(?![{_THINGS}0-9]?[0-9])"
    rf"|(?<![0-9.])(?P<pair>{_ZH_FIGURE}\s?[和跟与]\s?{_ZH_FIGURE})(?=号?(?:[两二2][款个])?(?:帮我|给我|麻烦|能不能)?(?:[比哪]|对比))"
    rf"|(?<![0-9一二三四五六七八九十月年大小换])(?P<number>{_ZH_NUMBER})号(?![色线码楼店厅门机召字香粉唇口腮])"
)
_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            "first 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMBERS = {
    word: value
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_JOINT = r"(?:and|or|n|'n'|&|\+|with|to|versus|vs\.?|than|against)"
_COUNT = rf"(?:{'|'.join(_NUMBERS)}|[0-9]{{1,2}})"
_ITEMS = r"(?:ones?|options?|items?|products?|choices?|picks?|suggestions?|recommendations?|results?)"
_PACKAGES = r"(?:bottle|jar|tube|tub|pot|box|pack|tin|can|bag|set|kit|stick)s?"
_NOT_SHOWN = (
    r"time|times|day|days|week|weeks|month|months|year|years|place|thing|half|hand|name|aid|class|of\sall|step|order|orders"
    r"|purchase|anniversary|birthday|party|grade|grader|generation|gen|edition|floor|date|baby|child|kid|job|apartment"
    r"|home|opinion|glance|night|impression|message|question|minute|chance|payment|charge|transaction|attempt|delivery|shipment|installment|parcel|refund|of\s[a-z]+ary|of\s(?:may|march|april|june|july"
    r"|august|september|october|november|december)"
)
_NOT_DATED = (
    r"(?<!on\s)(?<!by\s)(?<!until\s)(?<!till\s)(?<!since\s)(?<!day\s)(?<!may\s)(?<!june\s)(?<!july\s)(?<!from\s)"
    r"(?<!ary\s)(?<!ber\s)(?<!march\s)(?<!april\s)(?<!august\s)(?!the\s[0-9]+[a-z]{2}\sto\s)(?<!(?:for|\sto)\s(?=the\s[0-9]))"
)
_EN = regex(
    rf"(?<![a-z0-9])(?:"
    rf"(?:the\s)?(?P<from_end>{_ORDINAL})[\s-](?:to|from)[\s-](?:the[\s-])?last"
    rf"|(?:the\s)?(?P<edge>first|last|top)\s(?P<count>{_COUNT})(?=\s{_ITEMS}(?![a-z])|\s*(?:$|[,.;!?])|\s(?:please|pls|and|are|look|you|that|in|side|next|against|together|compared|then|only|for|with)\b)"
    rf"|(?:the\s)?(?P<last>last)\s(?:{_ITEMS}(?![a-z])|(?=of\s(?:them|these|those)))"
    rf"|the\s(?P<end>last)(?=\s?(?:$|[,.;:!?]|{_PACKAGES}(?![a-z])(?!\s(?:i|we|you|of)(?![a-z]))))"
    rf"|the\s(?P<top>top)\s(?:one|{_ITEMS})(?![a-z])|the\s(?:one\s(?:at|on)\s(?:the\s)?)(?:(?P<upper>top)|(?P<lower>bottom|end))(?![a-z])"
    rf"|the\s(?P<bottom>bottom)\s{_ITEMS}(?![a-z])|the\s(?P<middle>middle)\s{_ITEMS}(?![a-z])|the\sone\sin\sthe\s(?P<between>middle)(?![a-z])"
    rf"|(?:compare|numbers|options|items)\s(?P<figures>[0-9]{{1,2}}(?:(?:,\s?|\s{_JOINT}\s|\s?[&+/]\s?)[0-9]{{1,2}})+)(?![0-9a-z.%])"
    rf"|{_NOT_DATED}(?<!my\s)(?:the\s)?(?P<many>{_ORDINAL}(?:(?:,\s?|,?\s{_JOINT}\s|\s?[&+/]\s?)(?:the\s)?(?:{_ORDINAL}|last))+)(?![a-z0-9-])"
    rf"(?!\s(?:{_NOT_SHOWN})(?![a-z]))"
    rf"|{_NOT_DATED}(?:the|that|this|your)\s(?P<one>{_ORDINAL})(?![a-z0-9-])(?!\s(?:(?:and|or|&)\s{_ORDINAL}\s)?(?:{_NOT_SHOWN})(?![a-z]))"
    rf"|(?<!my\s)(?P<item>{_ORDINAL})\s{_ITEMS}(?![a-z])"
    rf"|(?:number|option|item|choice|product|result)\s#?(?P<number>{_COUNT})(?![a-z0-9.])"
    rf")|(?<![\w#])#\s?(?P<hash>[0-9]{{1,2}})(?![0-9a-z])"
    rf"|(?:^|(?:the|me|about|want|take|like|is|show)\s)no\.\s?(?P<short>[0-9]{{1,2}})(?![0-9a-z])"
)
_SEPARATORS = regex(
    r"\s?(?:[、,和跟与&+/]|(?<![a-z])(?:and|or|the|n|with|to|versus|vs\.?|than|against)(?![a-z]))\s?第?"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Places in a list shown before: from 1 at its head, from -1 at its end, 0 in the middle.

    ``span`` is in the original.
    """

    positions: tuple[int, ...]
    span: tuple[int, int]
    text: str


def find_ordinal(text: str) -> Ordinal | None:
    """The places a text points at (第二款 is 2, "the last one" -1, 前两款 1 and 2), or ``None``.

    Several pointers in one text are joined in order (第一个和第三个). Ordinals of time, rank or promotions
    (第一次, 第二件半价, "the first time", "last week") point at nothing shown.
    """
    folded = folded_text(text)
    matches = sorted(
        [*_ZH.finditer(folded.text), *_EN.finditer(folded.text)],
        key=lambda match: (match.start(), match.end()),
    )
    positions: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in matches:
        places = _places(match)
        if places and not (spans and match.start() < spans[-1][1]):
            positions += [place for place in places if place not in positions]
            spans.append(match.span())
    if not positions:
        return None
    span = folded.span(spans[0][0], spans[-1][1])
    return Ordinal(tuple(positions), span, text[slice(*span)])


def _places(match: re.Match[str]) -> list[int]:
    found = {name: value for name, value in match.groupdict().items() if value}
    if found.keys() & {"last", "end", "bottom", "lower"}:
        return [-1]
    if found.keys() & {"head", "top", "upper"}:
        return [1]
    if found.keys() & {"middle", "between"}:
        return [0]
    if "heads" in found:
        return list(range(1, _place(found["heads"]) + 1))
    if "from_end" in found:
        return [-_place(found["from_end"])]
    if "count" in found:
        count = _place(found["count"])
        if not 0 < count <= _MOST:
            return []
        return list(range(-count, 0)) if found["edge"] in ("后", "last") else list(range(1, count + 1))
    if many := found.get("many") or found.get("figures") or found.get("pair"):
        words = [word for word in _SEPARATORS.split(many) if word]
        return [place for place in map(_place, words) if place]
    place = _place(next(iter(found.values())))
    return [place] if 0 < place <= _MOST else []


def _place(word: str) -> int:
    word = word.strip()
    if word == "last":
        return -1
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word.isdigit():
        return int(word)
    value = _numerals_zh.evaluate(word)
    return int(value[0]) if value is not None else 0

"""Slips of the keyboard in the words that numbers are said with: undr 50 dolars, 五百一下, 5oo."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from floorwalker.text._regex import rare, regex
from floorwalker.text.normalise import Folded, folded_text

_FILE = Path(__file__).parent / "lexicons" / "slips.toml"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 5  # a shorter word is taken for another only where two letters changed places
_LATIN_WORD = regex(r"(?<![a-z'])[a-z]{3,14}(?![a-z'])")
_LATIN_RUN = regex(r"[a-z']+")
_NEAR = 16
_MONEY = "dollars?|bucks?|quid|pounds?|euros?|yuan|budget|max"
_JOINED = {
    f"{one}{two}": f"{one} {two}"
    for one in ("at", "up", "no", "not", "max")
    for two in ("least", "most", "to", "more", "less", "over", "under")
}
_ZH = "一二两三四五六七八九"
_N = "[0-9百千万十块元kw多]"
_O_FOR_ZERO = regex(r"(?<![a-z0-9.,-])(?P<digits>[1-9][0-9]*o[0-9o]*)(?![a-z0-9.-]|\s?(?:oz|ml|g\b))")
_O_AFTER_DIGIT = regex("[0-9]o")
_CHINESE: dict[str, str] = {
    "百八十": "百儿八十",
    "千八百": "千儿八百",
    "万八千": "万儿八千",
    "以下": rf"(?<=[0-9百千万块元kw])一下(?![子单架线午班])|(?<={_N})(?:已下|以夏|yixia|yi\sxia)",
    "以内": rf"(?<=[0-9块元kw])一内|(?<={_N})(?:已内|以[类那]|yinei|yi\snei)",
    "以上": rf"(?<=[0-9块元kw])一上(?!下)|(?<={_N})(?:已上|yishang|yi\sshang)",
    "左右": rf"(?<={_N})(?:[坐作做佐]右|左有|zuoyou|zuo\syou)",
    "上下": rf"(?<={_N})(?:shangxia|尚下)",
    "超过": r"(?<=[不别莫要会])(?:超[国果锅]|[操朝抄]过|chaoguo)(?=\s?[0-9一二两三四五六七八九十百千万])",
    "大概": r"(?:大[慨该盖]|dagai)(?=\s?[0-9一二两三四五六七八九十百千万])",
    "差不多": r"(?:差步多|差不都|chabuduo)(?=\s?[0-9一二两三四五六七八九十百千万])",
    "预算": r"(?:预[祘蒜酸]|[予于]算|yusuan)(?=[^,.。]{0,5}[0-9一二两三四五六七八九十百千万])",
    "块钱": rf"(?<={_N})(?:快钱|kuaiqian)",
    "百": rf"(?<=[0-9{_ZH}])白(?=[块元多出]|以[内下上]|左右|上下|$)",
    "千": rf"(?<=[{_ZH}])干(?=[块元]|以[内下上]|左右|上下)",
    "到": rf"(?<=[0-9百千万十块元kw{_ZH}])\s?dao\s?(?=[0-9{_ZH}])",
    "毫升": rf"(?<=[0-9十百千{_ZH}])(?:豪升|毫[生声]|haosheng)",
    "厘米": rf"(?<=[0-9十百千{_ZH}])(?:[离里]米|厘迷|limi)",
    "块": r"(?<=[0-9百千万十])(?:快|kuai)(?=$|[^\u4e00-\u9fffa-z]|以[内下上]|左右|上下)",
    "要": r"(?:^|(?<=[\s,。我]))yao(?=\s?[0-9一二两三四五六七八九十])",
}
_CHINESE_SLIP = rare("|".join(f"(?P<s{n}>{pattern})" for n, pattern in enumerate(_CHINESE.values())))
_CHINESE_MEANT = tuple(_CHINESE)
_COUNTS = regex(
    r"\s(?:[a-z]+\s)?(?:pcs|pieces|pairs|packs|packets|bottles|boxes|jars|tubes|bags|tins|bars|units|items|cans|rolls"
    r"|sets|of\s(?:them|these|those|the|each)|ml|cl|kg|mm|cm|oz|inch|inches|litres|liters|grams|ounces)(?![a-z])"
)
_NOTES = {"fiver": "5 quid", "tenner": "10 quid"}
_NOTE = rare(r"(?<![a-z0-9])(?:an?\s)?(?P<note>fiver|tenner)(?![a-z0-9])")
_MAY_BE_CHINESE = regex(r"[\u4e00-\u9fff]|[0-9kw]\s?(?:yi|zuo|kuai|shang|dao|hao|limi)|yusuan|dagai")


@lru_cache(maxsize=16)
def mended_text(text: str) -> Folded:
    """The folded text in which slips near numbers are mended; its spans still count in the original."""
    folded = folded_text(text)
    slips = sorted(_slips(folded.text))
    if not slips:
        return folded
    first = folded.starts or range(len(folded.text))
    parts: list[str] = []
    starts = array("L")
    position = 0
    for start, end, meant in slips:
        if start < position:
            continue
        parts += (folded.text[position:start], meant)
        starts.extend(first[position:start])
        starts.extend(first[min(start + at, end - 1)] for at in range(len(meant) - 1))
        starts.append(first[end - 1])
        position = end
    parts.append(folded.text[position:])
    starts.extend(first[position:])
    return Folded(text, "".join(parts), starts)


def _slips(text: str) -> Iterator[tuple[int, int, str]]:
    if _MAY_BE_CHINESE.search(text):
        for match in _CHINESE_SLIP.finditer(text):
            yield *match.span(), _CHINESE_MEANT[int((match.lastgroup or "s0")[1:])]
    for match in _O_FOR_ZERO.finditer(text) if _O_AFTER_DIGIT.search(text) else ():
        yield *match.span(), match["digits"].replace("o", "0")
    for match in _NOTE.finditer(text):
        yield *match.span(), _NOTES[match["note"]]
    misspelt = _misspelt()
    if misspelt.keys().isdisjoint(words := _LATIN_RUN.findall(text)) and _JOINED.keys().isdisjoint(words):
        return
    for match in _LATIN_WORD.finditer(text):
        word = match[0]
        if word in misspelt and _near_a_number(text, match, misspelt[word]):
            yield *match.span(), misspelt[word]
        elif word in _JOINED:
            yield *match.span(), _JOINED[word]


def _near_a_number(text: str, match: re.Match[str], meant: str) -> bool:
    start, end = match.span()
    if meant in _words()["numbers"] and _COUNTS.match(text, end):
        return True
    number = _number()
    return bool(number.search(text, max(0, start - _NEAR), start) or number.search(text, end, end + _NEAR))


@cache
def _words() -> dict[str, list[str]]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: words.split() for name, words in tables.items()}


@cache
def _number() -> re.Pattern[str]:
    names = "|".join(_words()["numbers"])
    return re.compile(
        rf"[0-9]|(?<![a-z])(?:{names}|grand|one|two|six|nine|ten|half|couple|few|{_MONEY})(?![a-z])"
    )


@cache
def _misspelt() -> dict[str, str]:
    """Words one slip from those that numbers are said with: a letter lost, added, changed or exchanged."""
    meant = [*_words()["numbers"], *_words()["company"]]
    known = {*meant, *_words()["real"]}
    found: dict[str, str] = {}
    for word in meant:
        for slip in _one_slip_away(word):
            if slip not in known:
                found.setdefault(slip, word)
    return found


def _one_slip_away(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) < _LONG:
        return
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]
            yield word[:at] + letter + word[at:]

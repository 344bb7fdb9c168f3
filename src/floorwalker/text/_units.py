"""How measures and counting words are written: the tables that numbers, prices and quantities share.

Everything is matched in folded text (see :func:`floorwalker.text.fold`).
"""

from __future__ import annotations

from decimal import Decimal

from floorwalker.text._regex import regex

LATIN_UNITS: dict[str, str] = {
    "ml": r"ml|mls|millilit(?:er|re)s?|cc",
    "cl": r"cl",
    "l": r"l|lit(?:er|re)s?",
    "qt": r"quarts?|qts?\.?",
    "gal": r"gallons?|gal\.?",
    "fl_oz": r"fl\.?\s?oz\.?|fluid\sounces?|floz",
    "mg": r"mg|milligrams?",
    "kg": r"kgs?|kilos?|kilograms?",
    "g": r"g|gr|grams?|grammes?",
    "oz": r"oz\.?|ounces?",
    "lb": r"lbs?\.?|pounds?",
    "mm": r"mm|millimet(?:er|re)s?",
    "cm": r"cm|cms|centimet(?:er|re)s?",
    "m": r"m|met(?:er|re)s?",
    "km": r"km|kms|kilomet(?:er|re)s?",
    "inch": (
        r"inch(?:es)?|in\.(?!\d)|in(?=\s?[x*×]\s?\d)|in(?=\s(?:wide|long|tall|high|deep|thick|diameter)\b)"
    ),
    "ft": r"ft\.?|feet|foot",
    "w": r"w|watts?",
    "kw": r"kw|kilowatts?",
    "v": r"v|volts?",
    "hz": r"hz|hertz",
    "mah": r"mah",
    "mb": r"mb",
    "gb": r"gb",
    "tb": r"tb",
    "percent": r"percent|per\scent|pct",
    "star": r"-?\s?stars?",
    "second": r"secs?|seconds?",
    "minute": r"mins?|minutes?",
    "hour": r"hrs?|hours?",
    "day": r"(?:business\s|working\s)?days?",
    "week": r"(?:business\s)?weeks?",
    "month": r"months?",
    "year": r"years?|yrs?",
    "piece": (
        r"pcs?\.?|pieces?|packs?|-?counts?|ct\.?|bottles?|jars?|tubes?|boxes|box|bags?|sets?|pairs?|units?|items?"
        r"|bars?|tablets?|capsules?|sheets?|wipes?|rolls?|cans?|sachets?|pieces?"
    ),
}
CHINESE_UNITS: dict[str, str] = {
    "ml": "毫升",
    "fl_oz": "液体?盎司|液盎司",
    "oz": "盎司",
    "mg": "毫克",
    "kg": "公斤|千克|kg",
    "g": "克(?!拉)",
    "carat": "克拉",
    "lb": "磅",
    "mm": "毫米",
    "cm": "厘米|公分",
    "km": "公里|千米",
    "m": "米(?![色白粉饭老])",
    "inch": "英寸|英吋|吋|寸",
    "ft": "英尺",
    "l": "公?升(?![级值])",
    "kw": "千瓦",
    "w": "瓦(?!楞|片)",
    "v": "伏",
    "hz": "赫兹",
    "mah": "毫安时?",
    "percent": "个百分点",
    "star": "颗?星(?=以上|及以上|级|好评|起|[^\u4e00-\u9fff]|$)",
    "zhe": "折(?![叠扇旧射])",
    "second": "秒",
    "minute": "分钟",
    "hour": "个?小时|个钟头?",
    "day": "天(?![猫然丝鹅梭])",
    "week": "周(?!年礼|边)|个?星期|个?礼拜",
    "month": "个月",
    "year": "年(?![货会夜轻])",
    "piece": (
        "[款个件支瓶盒罐只双条张片颗粒枚盏根朵束听箱桶]|套(?![装盒])|包(?![包邮])|袋|把(?!手)|副|杯(?!子)|份|台(?![灯式])|部|本"
        "|块(?=[\u4e00-\u9fff])|对(?![戒比])|床(?![单上头垫品铺])|串|顶(?![级配尖])|枝(?!头)|株|盆(?!栽)|卷(?![发尺])|筒|组(?!合)|辆|扎(?!染)|管|提(?![供前醒到高神升拉])"
    ),
}

SOLD_IN_BLOCKS = (
    "手?表|腕表|香?皂|肥皂|手工皂|巧克力|蛋糕|毛巾|方巾|地[毯垫]|手帕|电池|砧板|菜板|饼|糖|玉|滑板|拼图|抹布|硬盘"
    "|屏|布|石|木|奶酪|牛排|肉|面膜"
)
"""Chinese names of goods that are counted in 块, which also means yuan."""

BLOCKS_ASKED = (
    rf"(?:{SOLD_IN_BLOCKS})\s?,?(?:我|想|就|先|再|给我|帮我|一共|总共|各){{0,3}}"
    "(?:要|来|买|拿|订|下单|需要|囤)"
)
"""What shows that a small number of 块 after it counts such goods: 香皂要三块."""

SIZE_UNITS = frozenset(
    ["ml", "cl", "l", "qt", "gal", "fl_oz", "mg", "g", "kg", "oz", "lb", "mm", "cm", "m", "inch", "ft"]
)
"""The units of volume, weight and length in which goods are sold."""

SCALED_UNITS: dict[str, tuple[str, Decimal]] = {"斤": ("g", Decimal(500))}
"""Units that are reported in another one: a 斤 is 500 g."""

LATIN_UNIT = regex("|".join(f"(?P<{name}>(?:{p})(?![a-z0-9]))" for name, p in LATIN_UNITS.items()))
CHINESE_UNIT = regex("|".join(f"(?P<{name}>{p})" for name, p in CHINESE_UNITS.items()))

CHINESE_COUNTER = regex(
    f"{'|'.join(p for name, p in CHINESE_UNITS.items())}|斤|个|口(?!红)|[种样位层]|次(?!抛)|名(?![牌表媛贵])"
    "|人(?!民币)|岁|号(?!召)|月(?![饼子])|日(?![元圆币常用系霜本式化])|点(?![心钟?])|点钟|[尺码间页字倍度届集章遍趟丝票]|期(?!待)"
    "|家(?![用居里电具人])|色(?!彩)|代(?![购言用])|成(?![套分])|分(?!期)|分期|级|线|合1|合一|单(?![肩品反鞋衣人])"
)
"""What a number of things is counted in: a number before one of these is no price."""

ENGLISH_COUNTED = regex(
    r"(?:different\s|more\s|other\s|new\s|small\s|big\s|good\s|separate\s|business\s)?"
    r"(?:friends?|people|persons?|men|women|kids?|children|girls?|boys?|guests?|colleagues?|customers?|buyers?"
    r"|reviews?|ratings?|likes?|loves?|comments?|votes?|followers?|sales?|sold|orders?|purchases?|times?|options?"
    r"|products?|perfumes?|choices?|colou?rs?|shades?|kinds?|types?|sizes?|styles?|models?|brands?|steps?|layers?"
    r"|ingredients?|uses?|washes|points?|degrees?|o'?clock|am|pm|a\.m|p\.m|yo|y/o|years?[\s-]old|threads?|diameter|rpm|mmhg|psi|dpi|mph|fps|mp|megapixels?|lumens?|calories|ply|tpi"
    r"|decades?|generations?|of\s(?:them|these|those|the|each|my|your|us)|in\s1|-in-1|-in-one|pieces?|percentage)"
    r"(?![a-z0-9])"
)
"""English nouns for what shoppers count, and other company in which a number is no price."""

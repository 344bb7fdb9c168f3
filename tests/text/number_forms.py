"""How people say a whole number, for tests that read it back, and a short form of the figures read."""

from decimal import Decimal

import cn2an

from floorwalker.text import Figures, PriceRange

ONES, TENS = (
    words.split(" ")
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
    )
)
SCALES = ((1_000_000, "million"), (1000, "thousand"), (100, "hundred"))


def in_english(value: int, joint: str = " and ") -> str:
    """A number in words, with what joins the hundreds to the rest."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{ONES[value % 10]}" if value % 10 else "")
    scale, name = next(one for one in SCALES if value >= one[0])
    rest = value % scale
    join = joint if rest < 100 else " "
    return f"{in_english(value // scale, joint)} {name}" + (join + in_english(rest, joint) if rest else "")


def in_spoken_chinese(value: int) -> str:
    """A number as it is spoken: 两 for two hundred and more, and the last unit left out (三百五, 两万五)."""
    written = cn2an.an2cn(value)
    for unit in "百千万":
        written = written.replace(f"二{unit}", f"两{unit}")
    for higher, last in ("百十", "千百", "万千"):
        if len(written) > 3 and written[-1] == last and written[-3] == higher:
            return str(written[:-1])
    return str(written)


def shown(figures: Figures) -> str:
    """The figures in short: "P - 150 USD Q 2 M 50 ml" for two of 50 ml for at most $150; "~" says about."""
    parts = [_price(figures.price)] if figures.price else []
    parts += [f"Q {figures.quantity}"] if figures.quantity is not None else []
    if figures.measure is not None:
        parts.append(f"M {_plain(figures.measure.value)} {figures.measure.unit.replace('_', ' ')}")
    return " ".join(parts)


def _price(price: PriceRange) -> str:
    if price.kind in ("about", "amount"):
        bounds = f"P {'~' if price.kind == 'about' else '='}{_plain(price.about)}"
    else:
        bounds = f"P {_plain(price.min)} {_plain(price.max)}"
    return f"{bounds} {price.currency}" if price.currency else bounds


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else format(value.normalize(), "f")

"""What a body of evidence states, and so what may not be called false."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from .numerals import numbers_in

_SEVERAL = range(2, 13)
_FEW = 7
_ROUNDING = Decimal("0.13")  # a hedge covers 5 % of the true value; more than twice that is no rounding

# Units by dimension, each in the first unit of its dimension; fluid and other ounces are both listed.
UNITS: Mapping[str, tuple[str, Decimal]] = {
    name: (dimension, Decimal(factor))
    for dimension, units in {
        "volume": {
            **dict.fromkeys(("ml", "mL", "ML", "毫升"), "1"),
            **dict.fromkeys(("L", "升", "litres", "liters"), "1000"),
            "fl oz": "29.57",
            "oz": "29.57",
        },
        "mass": {
            **dict.fromkeys(("g", "克", "G"), "1"),
            **dict.fromkeys(("kg", "千克", "公斤"), "1000"),
            **dict.fromkeys(("lbs", "lb"), "453.6"),
        },
        "length": {
            **dict.fromkeys(("cm", "厘米"), "1"),
            **dict.fromkeys(("mm", "毫米"), "0.1"),
            **dict.fromkeys(("m", "米", "metres", "meters"), "100"),
            **dict.fromkeys(("inches", "inch", "英寸"), "2.54"),
            **dict.fromkeys(("feet", "英尺"), "30.48"),
        },
        "time": {
            **dict.fromkeys(("minutes", "分钟"), "1"),
            **dict.fromkeys(("hours", "hour", "小时"), "60"),
            **dict.fromkeys(("business days", "days", "day", "个工作日", "天"), "1440"),
            **dict.fromkeys(("weeks", "周"), "10080"),
            **dict.fromkeys(("months", "个月"), "43200"),
        },
        "charge": {"mAh": "1", "Ah": "1000"},
    }.items()
    for name, factor in units.items()
}
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
MEASURE = re.compile(
    r"(?<![A-Za-zÀ-ɏ0-9.,#/])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    rf"(?P<gap>[ -]?)(?P<unit>{_UNIT})(?![A-Za-z])"
)


@dataclass(frozen=True)
class Books:
    """The evidence of one text, read plainly: every number, every amount of money, every word."""

    evidence: Sequence[Mapping[str, Any]]
    _leaves: list[tuple[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_leaves", [leaf for record in self.evidence for leaf in leaves(record["fields"])]
        )

    def mentions(self, words: str) -> bool:
        """Whether some field, or a field's name, has these words, whatever their case."""
        return words.lower() in self._blob and _words(words).search(self._blob) is not None

    def values(self, *names: str) -> list[Any]:
        """The plain values of the fields that are called so, at any depth."""
        return [value for name, value in self._leaves if name.rpartition(".")[2] in names]

    def records(self, kind: str) -> list[Mapping[str, Any]]:
        """The fields of the records of one kind."""
        return [record["fields"] for record in self.evidence if record["kind"] == kind]

    def is_customers(self, value: Decimal) -> bool:
        """Whether the customer named the number: what repeats it may be the wish, not the goods."""
        return value in self._customers

    def may_be_amount(self, value: Decimal, places: int, *, hedged: bool) -> bool:
        """Whether an amount of money is stated, or can be worked out from what is."""
        return _near(value, places, self._money, hedged)

    def may_be_number(self, value: Decimal, places: int, *, hedged: bool) -> bool:
        """Whether a number is stated, or can be a sum, a difference or a count of what is."""
        return _near(value, places, self._numbers, hedged)

    def may_be_measure(self, value: Decimal, unit: str) -> bool:
        """Whether a measure is stated, in whichever unit, or several of what is stated make it."""
        dimension, factor = UNITS[unit]
        base = value * factor
        return any(
            abs(base - stated * times) <= stated * times * _ROUNDING
            for kind, stated in self._measures
            if kind == dimension
            for times in (1, *_SEVERAL)
        )

    def may_be_percent(self, percent: Decimal) -> bool:
        """Whether some amount is about so many percent below another."""
        return any(
            big and abs((1 - small / big) * 100 - percent) < 3
            for small, big in itertools.permutations(self._stated_money, 2)
        ) or _near(percent, 0, self._stated, hedged=False)

    @property
    def currencies(self) -> set[str]:
        """The currencies of the amounts."""
        return {value for value in self.values("currency") if isinstance(value, str)}

    @cached_property
    def _blob(self) -> str:
        return "\n".join(f"{name} {value}" for name, value in self._leaves).lower()

    @cached_property
    def _customers(self) -> set[Decimal]:
        said = " ".join(str(fields.get("text", "")) for fields in self.records("customer"))
        needs = [record["fields"] for record in self.evidence if str(record["id"]).startswith("need.")]
        bounds = [Decimal(str(value)) for need in needs for name, value in leaves(need) if "amount" in name]
        return {number.value for number in numbers_in(said)} | set(bounds)

    @cached_property
    def _stated_money(self) -> list[Decimal]:
        return sorted({Decimal(str(value)) for value in self.values("amount")} | self._customers)

    @cached_property
    def _money(self) -> set[Decimal]:
        stated = self._stated_money
        prices = [Decimal(str(value)) for name, value in self._leaves if name.endswith("price.amount")]
        shares = [amount * share / 20 for amount in stated for share in range(1, 20)]
        return {
            *stated,
            *shares,
            *(amount * times for amount in stated for times in _SEVERAL),
            *(amount / times for amount in stated for times in _SEVERAL),
            *(first + second for first, second in itertools.combinations(stated, 2)),
            *(abs(first - second) for first, second in itertools.combinations(stated, 2)),
            *(sum(some) for n in range(3, _FEW) for some in itertools.combinations(prices[:_FEW], n)),
        }

    @cached_property
    def _stated(self) -> set[Decimal]:
        values = [str(value) for _, value in self._leaves]
        digits = {Decimal(one) for value in values for one in re.findall(r"\d+(?:\.\d+)?", value)}
        return digits | {number.value for value in values for number in numbers_in(value)}

    @cached_property
    def _numbers(self) -> set[Decimal]:
        plain = [Decimal(str(v)) for _, v in self._leaves if type(v) in (int, float)]
        lists = [v for record in self.evidence for v in record["fields"].values() if isinstance(v, list)]
        most = max(len(self.evidence), *map(len, lists), 0)
        return {
            *self._stated,
            *map(Decimal, range(most + 1)),
            *(first + second for first, second in itertools.combinations(plain, 2)),
            *(abs(first - second) for first, second in itertools.combinations(plain, 2)),
        }

    @cached_property
    def _measures(self) -> list[tuple[str, Decimal]]:
        found = []
        for _, value in self._leaves:
            for match in MEASURE.finditer(str(value)):
                dimension, factor = UNITS[match["unit"]]
                found.append((dimension, Decimal(match["number"].replace(",", "")) * factor))
        return found


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The plain values of nested fields, each with its path."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    else:
        yield path, value


def _near(value: Decimal, places: int, stated: set[Decimal], hedged: bool) -> bool:
    shown = Decimal(1).scaleb(-places)
    return any(
        abs(one - value) < shown or (hedged and abs(one - value) <= abs(one) * _ROUNDING) for one in stated
    )


@cache
def _words(words: str) -> re.Pattern[str]:
    bounded = rf"(?<![a-z]){re.escape(words.lower())}" if words.isascii() else re.escape(words)
    return re.compile(bounded)

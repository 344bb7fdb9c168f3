"""Comparing a stated figure with a true one, by the stated rules of hedges, rounding and units."""

from decimal import Decimal

from floorwalker.grounding.reading import Amount, Hedge

_TWENTIETH = Decimal("0.05")
_CONVERTED = Decimal("0.03")
"""How far a figure may lie off after conversion to another unit: 1.7 fl oz is 50.27 ml."""

_BASE: dict[str, tuple[str, Decimal]] = {
    "ml": ("ml", Decimal(1)),
    "cl": ("ml", Decimal(10)),
    "l": ("ml", Decimal(1000)),
    "fl_oz": ("ml", Decimal("29.5735")),
    "qt": ("ml", Decimal("946.353")),
    "gal": ("ml", Decimal("3785.41")),
    "mg": ("g", Decimal("0.001")),
    "g": ("g", Decimal(1)),
    "kg": ("g", Decimal(1000)),
    "oz": ("g", Decimal("28.3495")),
    "lb": ("g", Decimal("453.592")),
    "mm": ("mm", Decimal(1)),
    "cm": ("mm", Decimal(10)),
    "m": ("mm", Decimal(1000)),
    "km": ("mm", Decimal(1000000)),
    "inch": ("mm", Decimal("25.4")),
    "ft": ("mm", Decimal("304.8")),
    "w": ("w", Decimal(1)),
    "kw": ("w", Decimal(1000)),
    "mb": ("mb", Decimal(1)),
    "gb": ("mb", Decimal(1024)),
    "tb": ("mb", Decimal(1048576)),
    "second": ("second", Decimal(1)),
    "minute": ("second", Decimal(60)),
    "hour": ("second", Decimal(3600)),
    "day": ("day", Decimal(1)),
    "week": ("day", Decimal(7)),
    "month": ("month", Decimal(1)),
    "year": ("month", Decimal(12)),
}


def agrees(stated: Decimal, true: Decimal, hedge: Hedge = "", high: Decimal | None = None) -> bool:
    """Whether a stated figure is true: exactly without a hedge, else as far as the hedge allows.

    ``about`` allows a twentieth of the true figure, ``nearly`` the same from below; ``over`` and ``under``
    are strict. A range (``high``) holds what lies in it.
    """
    if high is not None:
        return (stated < true if hedge == "over" else stated <= true) and true <= high
    match hedge:
        case "":
            return stated == true
        case "about":
            return abs(stated - true) <= abs(true) * _TWENTIETH
        case "nearly":
            return true < stated and stated - true <= abs(true) * _TWENTIETH
        case "over":
            return true > stated
        case "under":
            return true < stated
        case "least":
            return true >= stated
        case "most":
            return true <= stated


def rounds_to(stated: Decimal, true: Decimal) -> bool:
    """Whether a figure is the true one rounded to the digits shown (half up, or half even)."""
    exponent = stated.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    half = Decimal(5).scaleb(-places - 1)
    return abs(stated - true) <= half


def same_measure(stated: Amount, value: Decimal, unit: str, hedge: Hedge = "") -> bool:
    """Whether a stated measure is a value in another or the same unit; conversions may be rounded.

    ``hedge`` is that of the record: what is "at least 28 %" there may be so here.
    """
    if hedge and hedge == stated.hedge and stated.unit == unit and stated.value == value:
        return True
    if stated.unit == unit:
        return agrees(stated.value, value, stated.hedge, stated.high)
    if {stated.unit, unit} == {"oz", "fl_oz"}:
        return agrees(stated.value, value, stated.hedge, stated.high)
    if stated.unit == "oz" and _BASE.get(unit, ("",))[0] == "ml":
        return _close(stated, value, unit, "fl_oz")
    return _close(stated, value, unit, stated.unit)


def _close(stated: Amount, value: Decimal, unit: str, taken_as: str) -> bool:
    one, two = _BASE.get(taken_as), _BASE.get(unit)
    if one is None or two is None or one[0] != two[0]:
        return False
    mine, true = stated.value * one[1], value * two[1]
    if stated.hedge not in {"", "about"}:
        return agrees(mine, true, stated.hedge)
    whole = _is_metric(taken_as) and _is_metric(unit)
    slack = Decimal(0) if whole and not stated.hedge else _TWENTIETH if stated.hedge else _CONVERTED
    return abs(mine - true) <= abs(true) * slack or (not whole and rounds_to(stated.value, true / one[1]))


def in_base(amount: Amount, base: str) -> Decimal | None:
    """A measure in the base unit of its dimension (ml, g, mm), ``None`` where it is of another."""
    known = _BASE.get(amount.unit)
    return amount.value * known[1] if known and known[0] == base else None


def same_dimension(unit: str, other: str) -> bool:
    """Whether two units measure the same (grams and ounces)."""
    one, two = _BASE.get(unit, (unit,))[0], _BASE.get(other, (other,))[0]
    return one == two or ({one, two} == {"g", "ml"} and "oz" in {unit, other})


def _is_metric(unit: str) -> bool:
    return unit in {"ml", "cl", "l", "mg", "g", "kg", "mm", "cm", "m", "km", "w", "kw"} or _BASE[unit][0] in {
        "second", "day", "month", "mb"
    }  # fmt: skip

"""Prices as shops write them, and which currency they are in. Nothing is ever converted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from floorwalker.catalog.importers.base import CurrencyUnknown, RowError
from floorwalker.catalog.importers.cells import present
from floorwalker.catalog.importers.words import WORDS
from floorwalker.core import Money, currency_exponent, is_currency

_MAX_AMOUNT = Decimal(10) ** 12
_FLOAT_NOISE = Decimal("0.000001")  # 29.990000000000002 is 29.99 gone through a binary float


@dataclass(frozen=True, slots=True)
class CurrencyHint:
    """What a sign, word or code says: one of ``allowed``, and ``usual`` where nobody says more."""

    allowed: frozenset[str]
    usual: str = ""

    def settle(self, other: str) -> str:
        """The currency, given what else is known (a code or nothing); nothing where it stays open.

        Raises:
            ValueError: what else is known contradicts the hint.
        """
        if len(self.allowed) == 1:
            return next(iter(self.allowed))
        if other and other not in self.allowed:
            raise ValueError(other)
        return other or self.usual


_USUAL = {"元": "CNY", "圆": "CNY", "圓": "CNY", "块": "CNY"}
_HINTS = {
    word: CurrencyHint(frozenset((code,))) for code, words in WORDS["currencies"].items() for word in words
} | {word: CurrencyHint(frozenset(codes), _USUAL.get(word, "")) for word, codes in WORDS["shared"].items()}
_ALSO_WORDS = frozenset(("ALL", "BAM", "COP", "CUP", "GEL", "LAK", "MOP", "PEN", "TOP", "TRY"))


@lru_cache(maxsize=1024)
def currency_hint(word: str) -> CurrencyHint | None:
    """What a word beside a price says about its currency (``USD``, ``€``, ``元``); ``None`` for other words.

    ``$`` and ``¥`` are shared by several currencies and settle none; ``元`` means CNY unless a currency that
    is also called so is named elsewhere. Codes that are also English words count in capitals only.
    """
    folded = present(word).casefold().strip(" .")
    if folded in _HINTS:
        return _HINTS[folded]
    if folded.upper() in _ALSO_WORDS and not word.strip().isupper():
        return None
    if len(folded) == 3 and folded.isascii() and is_currency(folded.upper()):
        return CurrencyHint(frozenset((folded.upper(),)))
    if len(folded) > 3 and is_currency(folded[:3].upper()):
        code, rest = folded[:3].upper(), _HINTS.get(folded[3:].strip())
        return CurrencyHint(frozenset((code,))) if rest and code in rest.allowed else None
    return None


def currency_code(cell: str) -> str:
    """The ISO 4217 code that a currency column says, or nothing where its cell is empty.

    Raises:
        RowError: the cell names no currency, or one of several.
    """
    if not present(cell):
        return ""
    hint = currency_hint(cell)
    if hint is None or not (len(hint.allowed) == 1 or hint.usual):
        raise RowError(f"the currency {cell!r} is not an ISO 4217 code", "write a code such as CNY or USD")
    return hint.settle("")


@dataclass(frozen=True, slots=True)
class PriceContext:
    """What is known about a price's currency besides the price's own cell.

    ``stated`` is the row's own currency column, ``header`` what the column's header says, ``assumed`` what
    the caller or the shop assumes; each may be empty. ``line`` is named in errors.
    """

    line: int
    stated: str = ""
    header: CurrencyHint | None = None
    assumed: str = ""


def read_price(cell: str, context: PriceContext) -> Money | None:
    """A price cell as money; ``None`` for an empty one.

    The currency is the first that is named by: the row's column, the cell, the header, the caller.

    Raises:
        RowError: the cell is not one price, the price is impossible, or two of them contradict each other.
        CurrencyUnknown: none of them names a currency.
    """
    text = present(cell)
    if not text:
        return None
    amount, hint = _parse(text, cell)
    if amount < 0:
        raise RowError(f"the price {cell!r} is negative", "prices are 0 or more")
    if amount > _MAX_AMOUNT:
        raise RowError(f"the price {_short(cell)!r} is beyond belief", "check the cell")
    currency = _settle(hint, cell, context)
    if not currency:
        raise CurrencyUnknown(context.line, cell)
    return _exact(amount, currency, cell)


def parse_amount(cell: str) -> Decimal:
    """The amount of a price cell, whatever currency it names.

    Raises:
        RowError: the cell is not one price.
    """
    return _parse(present(cell), cell)[0]


def _settle(hint: CurrencyHint | None, cell: str, context: PriceContext) -> str:
    known = context.assumed
    try:
        if context.header:
            known = context.header.settle(known)
        if context.stated:
            known = context.stated
        if hint and context.stated and context.stated not in hint.allowed:
            raise ValueError(context.stated)
        return hint.settle(known) if hint else known
    except ValueError as contradiction:
        raise RowError(
            f"the price {cell!r} is not in {contradiction}, which the row, the header or --currency names",
            "name the currency that the price is in; nothing is converted",
        ) from contradiction


_AROUND = re.compile(
    r"(?P<minus>-?)(?P<before>[^\d+-]*?)(?P<sign>[+-]?)"
    r"(?P<number>(?:(?<![a-zA-Z])\.)?\d[\d.,' ’]*)(?P<after>\D*)",
    re.ASCII,
)


def _parse(text: str, cell: str) -> tuple[Decimal, CurrencyHint | None]:
    problem = RowError(f"{_short(cell)!r} is not one price", "write one number, for example 1299.00")
    match = _AROUND.fullmatch(text)
    number = _number(match["number"].strip()) if match else None
    if match is None or number is None:
        raise problem
    hint: CurrencyHint | None = None
    for word in (match["before"].strip(), match["after"].strip()):
        if word:
            found = currency_hint(word)
            if found is None or (hint and not hint.allowed & found.allowed):
                raise problem
            hint = found if hint is None or len(found.allowed) < len(hint.allowed) else hint
    return -number if match["minus"] or match["sign"] == "-" else number, hint


_PLAIN = re.compile(r"\d*\.?\d+|\d+\.", re.ASCII)
_GROUPED = {
    mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{2,3}})*{re.escape(mark)}\d{{3}}", re.ASCII)
    for mark in ",.' ’"
}


def _number(text: str) -> Decimal | None:
    """A number with or without separators; the last of two kinds is the decimal mark.

    A lone comma before one or two digits is a decimal mark, before three digits it parts thousands; a lone
    point is always a decimal mark.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    marks = [char for char in text if not char.isdigit()]
    last = marks[-1]
    head, _, tail = text.rpartition(last)
    if last in ".," and marks.count(last) == 1:
        whole = _whole(head)
        if whole is not None and (len(marks) > 1 or (last == "," and len(tail) in (1, 2))):
            return Decimal(f"{whole}.{tail or 0}")
    whole = _whole(text)
    return Decimal(whole) if whole is not None else None


def _whole(text: str) -> str | None:
    if text.isdigit():
        return text
    marks = {char for char in text if not char.isdigit()}
    if len(marks) == 1 and _GROUPED[mark := marks.pop()].fullmatch(text):
        return text.replace(mark, "")
    return None


def _exact(amount: Decimal, currency: str, cell: str) -> Money:
    rounded = amount.quantize(Decimal(1).scaleb(-currency_exponent(currency)))
    if abs(amount - rounded) > _FLOAT_NOISE:
        raise RowError(
            f"the price {cell!r} is finer than the smallest unit of {currency}",
            "write it with the currency's own number of decimal places",
        )
    return Money.of(rounded, currency)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"

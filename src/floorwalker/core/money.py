"""Money as integer minor units, with the exponent of its own currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Self

from babel.core import get_global
from babel.numbers import get_currency_precision

_MAX_MINOR = 2**63 - 1  # what a 64-bit integer column holds


@lru_cache(maxsize=256)
def is_currency(code: str) -> bool:
    """Whether ``code`` is an ISO 4217 code that CLDR knows, in capitals."""
    return code in get_global("all_currencies")


@lru_cache(maxsize=256)
def currency_exponent(currency: str) -> int:
    """Decimal places of a currency (CLDR): CNY 2, JPY 0, KWD 3."""
    return int(get_currency_precision(currency))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of its currency: ``Money(19500, "USD")`` is $195.00.

    Two amounts compare and subtract only in the same currency; nothing is ever converted.
    """

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """From a decimal amount in major units.

        Digits beyond the currency's exponent are rounded half up; use :meth:`exact` to refuse them.

        Raises:
            ValueError: the amount is no finite number, or larger than a 64-bit integer holds.
        """
        try:
            value = Decimal(amount)
        except InvalidOperation as error:
            raise ValueError(f"{amount!r} is not a number") from error
        if not value.is_finite() or value.adjusted() > 18:
            raise ValueError(f"{amount!r} is not an amount of money")
        minor = int((value.scaleb(currency_exponent(currency))).quantize(Decimal(1), ROUND_HALF_UP))
        if abs(minor) > _MAX_MINOR:
            raise ValueError(f"{amount!r} is too large")
        return cls(minor, currency)

    @classmethod
    def exact(cls, amount: Decimal | int | str, currency: str) -> Self:
        """As :meth:`of`, but an amount finer than the minor unit is refused.

        Raises:
            ValueError: as for :meth:`of`, or the amount has a fraction of a minor unit.
        """
        money = cls.of(amount, currency)
        if money.amount != Decimal(amount):
            raise ValueError(f"{amount} is finer than the smallest unit of {currency}")
        return money

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with the currency's own number of places."""
        return Decimal(self.minor).scaleb(-currency_exponent(self.currency))

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")
        return other.minor

    def as_json(self) -> dict[str, str]:
        """``{"amount": "195.00", "currency": "USD"}``."""
        return {"amount": f"{self.amount:f}", "currency": self.currency}

"""Whether every number, price, brand and product name of a text is in its evidence."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import get_args

from floorwalker.core import Language, Money
from floorwalker.grounding.claims import Claim, ClaimKind
from floorwalker.grounding.evidence import Evidence, Fact
from floorwalker.grounding.render import format_value
from floorwalker.text import find_numbers, find_prices, fold, squash

BrandFinder = Callable[[str], Iterable[tuple[str, tuple[int, int]]]]
"""Finds the brands named in a text: the brand's key, and the span of the name."""

Span = tuple[int, int]

_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_LIST_MARKER = re.compile(r"(?m)^[ \t]*\d{1,2}[.、)]\s")
_QUOTED = re.compile('「([^「」\n]{2,})」|《([^《》\n]{2,})》|“([^“”\n]{2,})”|"([^"\n]{2,})"')


def no_brands(_text: str) -> Iterable[tuple[str, tuple[int, int]]]:
    """Finds none: for texts that are checked without a shop."""
    return ()


def verify(text: str, evidence: Evidence, brands: BrandFinder = no_brands) -> list[Claim]:
    """The claims of one text, in order; see :class:`Verifier` for the rules."""
    return Verifier(evidence, brands).check(text)


class Verifier:
    """Checks texts against one body of evidence.

    * A product's title is supported where the evidence holds it; a quoted name must be in some text of the
      evidence, be it a product's or the customer's.
    * A brand is supported where a product of the evidence has it, or the customer spoke of it.
    * A price is supported by an equal amount in the same currency (or in none, where the text names none).
      Where the line names products, the amount must be one of theirs or computed from them: a price that the
      customer named is never a product's.
    * Any other number, however it is written, is supported by an equal number in the evidence. Markers of a
      list are no claims.
    """

    def __init__(self, evidence: Evidence, brands: BrandFinder = no_brands) -> None:
        self._evidence = evidence
        self._brands = brands

    def check(self, text: str) -> list[Claim]:
        """Every claim of the text, in order of appearance."""
        taken = [match.span() for match in _LIST_MARKER.finditer(text)]
        claims: list[Claim] = []
        for find in (
            self._titles,
            self._quotes,
            self._brand_names,
            self._price_tags,
            self._prices,
            self._numbers,
            self._other_digits,
        ):
            found = [claim for claim in find(text, claims) if not _overlaps(claim.span, taken)]
            claims += found
            taken += [claim.span for claim in found]
        return sorted(claims, key=lambda claim: claim.span)

    def _titles(self, text: str, _found: list[Claim]) -> Iterable[Claim]:
        taken: list[Span] = []
        for fact in self._titles_by_length:
            start = text.find(str(fact.value))
            while start >= 0:
                span = (start, start + len(str(fact.value)))
                if not _overlaps(span, taken):
                    taken.append(span)
                    yield Claim(text[slice(*span)], span, "product", fact, True)
                start = text.find(str(fact.value), span[1])

    def _quotes(self, text: str, _found: list[Claim]) -> Iterable[Claim]:
        for match in _QUOTED.finditer(text):
            group = match.lastindex or 0
            name = fold(match.group(group)).strip()
            fact = next((fact for folded, fact in self._texts if name in folded), None)
            yield Claim(match.group(group), match.span(group), "product", fact, fact is not None)

    def _brand_names(self, text: str, _found: list[Claim]) -> Iterable[Claim]:
        for key, span in self._brands(text):
            name = squash(text[slice(*span)])
            fact = self._known_brands.get(key) or next((f for t, f in self._squashed if name in t), None)
            yield Claim(text[slice(*span)], span, "brand", fact, fact is not None)

    def _price_tags(self, text: str, found: list[Claim]) -> Iterable[Claim]:
        """Amounts as figures are written: ¥4,800 may be yen in English; NZ$ and KWD are signs too."""
        for tag, fact in self._tags:
            for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(tag)}(?![0-9]|[.,][0-9])", text):
                if _belongs(fact, _subjects(text, match.span(), found)):
                    yield Claim(tag, match.span(), "price", fact, fact is not None)

    def _prices(self, text: str, found: list[Claim]) -> Iterable[Claim]:
        for mention in find_prices(text):
            subjects = _subjects(text, mention.span, found)
            fact = next(
                (
                    fact
                    for fact in self._amounts.get(mention.amount, ())
                    if _same_currency(fact, mention.currency) and _belongs(fact, subjects)
                ),
                None,
            )
            yield Claim(text[slice(*mention.span)], mention.span, "price", fact, fact is not None)

    def _numbers(self, text: str, _found: list[Claim]) -> Iterable[Claim]:
        for number in find_numbers(text):
            if number.value == 1 and not number.text.isascii():
                continue  # 一 is Chinese's article before it is a number
            facts = self._amounts.get(number.value, ())
            kind: ClaimKind = "number"
            yield Claim(number.text, number.span, kind, facts[0] if facts else None, bool(facts))

    @cached_property
    def _tags(self) -> list[tuple[str, Fact]]:
        return [
            (format_value(fact.value, language), fact)
            for fact in self._evidence
            if isinstance(fact.value, Money)
            for language in get_args(Language)
        ]

    def _other_digits(self, text: str, _found: list[Claim]) -> Iterable[Claim]:
        """Digits that nothing else has read: "PLN5" does not pass for being written oddly."""
        for match in _DIGITS.finditer(text):
            facts = self._amounts.get(Decimal(match[0].replace(",", "")), ())
            yield Claim(match[0], match.span(), "number", facts[0] if facts else None, bool(facts))

    @cached_property
    def _titles_by_length(self) -> list[Fact]:
        titles = [fact for fact in self._evidence.of_field("product", "title") if str(fact.value)]
        return sorted(titles, key=lambda fact: -len(str(fact.value)))

    @cached_property
    def _texts(self) -> list[tuple[str, Fact]]:
        return [(fold(fact.value), fact) for fact in self._evidence if isinstance(fact.value, str)]

    @cached_property
    def _squashed(self) -> list[tuple[str, Fact]]:
        return [(squash(folded), fact) for folded, fact in self._texts]

    @cached_property
    def _known_brands(self) -> dict[str, Fact]:
        known: dict[str, Fact] = {}
        for fact in self._evidence:
            if isinstance(fact.value, str):
                for key, _span in self._brands(fact.value):
                    known.setdefault(key, fact)
        return known

    @cached_property
    def _amounts(self) -> dict[Decimal, list[Fact]]:
        amounts: dict[Decimal, list[Fact]] = {}
        for fact in self._evidence:
            for number in _numbers_of(fact):
                amounts.setdefault(number, []).append(fact)
        return amounts


def _numbers_of(fact: Fact) -> Iterable[Decimal]:
    match fact.value:
        case Money():
            return (fact.value.amount,)
        case int() | Decimal():
            return (Decimal(fact.value),)
        case str():
            numbers = find_numbers(fact.value)
            return {n.value for n in numbers} | {n.high for n in numbers if n.high is not None}


def _same_currency(fact: Fact, currency: str | None) -> bool:
    if currency is None or fact.source.kind in {"customer", "computed"}:
        return True
    return isinstance(fact.value, Money) and fact.value.currency == currency


def _subjects(text: str, span: Span, found: list[Claim]) -> set[str]:
    """The products named in the line that ``span`` is in."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    end = len(text) if end < 0 else end
    return {
        claim.fact.source.id
        for claim in found
        if claim.kind == "product" and claim.fact and start <= claim.span[0] < end
    }


def _belongs(fact: Fact, subjects: set[str]) -> bool:
    """Whether a fact may be the price of what a line is about; what the customer said or wants never is."""
    wished = fact.source.kind == "customer" or fact.source.id.startswith("need.")
    return not subjects or (not wished and (fact.source.kind != "product" or fact.source.id in subjects))


def _overlaps(span: Span, taken: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)

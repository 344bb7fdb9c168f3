"""One thing of the evidence with everything it says, in comparable form."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from floorwalker.core import Money
from floorwalker.core.lazy import lazy
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known.words import (
    Idea,
    chinese_pairs,
    ideas_on_record,
    kinds_on_record,
    latin_words,
)
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount, Code, every_service_idea, find_amounts, find_codes
from floorwalker.grounding.records import Item, Role
from floorwalker.text import fold, is_denied

_DIGITS = re.compile(r"\d{2,}")
_LETTERS = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_RUN = re.compile(r"\d+")
_BEST_RATING = 10
_NONE = frozenset({"no", "none", "false", "n/a", "无", "没有", "否", "不支持", "不含", "0"})
_ALL_OF_IT = frozenset({"yes", "true", "y", "是", "有", "支持", "1"})
"""What a field says that is named after a property: ``waterproof: yes``."""
_DENIED = pattern("records", "denied")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that a fact states. ``currency`` is an ISO code; empty where the record names none."""

    value: Decimal
    fact: Fact
    currency: str = ""


class Thing:
    """An item of the evidence. Its texts are read once, when they are first asked for."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.key = item.key
        """Which thing it is."""
        self.affirmed_services: frozenset[str] = frozenset()
        self._asked: dict[tuple[Role, ...], tuple[Stated, ...]] = {}

    def numbers(self, *roles: Role) -> tuple[Stated, ...]:
        """What the fields of some roles state in figures."""
        if roles not in self._asked:
            found = self._numbers
            self._asked[roles] = tuple(stated for role in roles for stated in found.get(role, ()))
        return self._asked[roles]

    @lazy
    def _numbers(self) -> dict[Role, list[Stated]]:
        found: dict[Role, list[Stated]] = {}
        for role, fact in self.item.facts:
            match fact.value:
                case Money():
                    stated = Stated(fact.value.amount, fact, fact.value.currency)
                case int() | Decimal():
                    stated = Stated(Decimal(fact.value), fact)
                case _:
                    continue
            known: Role = "total" if isinstance(fact.value, Money) and role == "text" else role
            if known == "rating" and stated.value > _BEST_RATING:
                known = "reviews"
            found.setdefault(known, []).append(stated)
        return found

    @lazy
    def texts(self) -> tuple[tuple[str, Fact], ...]:
        """Its facts in words, folded."""
        return tuple((fold(str(fact.value)), fact) for fact in self.item.texts)

    @lazy
    def text(self) -> str:
        """All of its words, folded, a line each fact."""
        return "\n".join(text for text, _ in self.texts)

    @lazy
    def letters(self) -> tuple[int, int]:
        """How many Latin letters and how many Chinese characters its words have."""
        return len("".join(_LETTERS.findall(self.text))), len("".join(_HAN.findall(self.text)))

    @lazy
    def digits(self) -> frozenset[str]:
        """Every run of digits in its words."""
        return frozenset(_RUN.findall(self.text))

    @lazy
    def codes(self) -> tuple[tuple[Code, Fact], ...]:
        """Addresses, dates, times and codes in its texts."""
        return tuple((code, fact) for text, fact in self.texts for code in _codes_on_record(text))

    @lazy
    def amounts(self) -> tuple[tuple[Amount, Fact], ...]:
        """The figures in its texts."""
        return tuple((amount, fact) for text, fact in self.texts for amount in _amounts_on_record(text))

    @lazy
    def stems(self) -> frozenset[str]:
        """The English stems of its texts and of the names of its fields."""
        return _stems_on_record(self._words)

    @lazy
    def pairs(self) -> frozenset[str]:
        """The pairs of Chinese characters in its texts and in the names of its fields."""
        return _pairs_on_record(self._words)

    @lazy
    def signs(self) -> frozenset[str]:
        """The Chinese characters of :attr:`pairs`."""
        return frozenset("".join(self.pairs))

    @lazy
    def ideas(self) -> dict[Idea, Fact]:
        """The properties its texts name, with the fact that does."""
        return self._ideas[0]

    @property
    def denied_ideas(self) -> dict[Idea, Fact]:
        """The properties its texts say it has not."""
        return self._ideas[1]

    @lazy
    def _ideas(self) -> tuple[dict[Idea, Fact], dict[Idea, Fact]]:
        found: tuple[dict[Idea, Fact], dict[Idea, Fact]] = ({}, {})
        for text, fact in self.texts:
            for idea, span in ideas_on_record(text):
                found[is_denied(text, span)].setdefault(idea, fact)
            if text in _ALL_OF_IT or text in _NONE:
                for idea, _ in ideas_on_record(_field_name(fact.source.field)):
                    found[text in _NONE].setdefault(idea, fact)
        return found

    @lazy
    def services(self) -> dict[str, Fact]:
        """The ideas of service, trade and place that its texts name."""
        return self._services[0]

    @property
    def denied_services(self) -> dict[str, Fact]:
        """Those of :attr:`services` that a text names in order to deny them: "no paper invoices"."""
        return self._services[1]

    @lazy
    def _services(self) -> tuple[dict[str, Fact], dict[str, Fact]]:
        found: dict[str, Fact] = {}
        denied: dict[str, Fact] = {}
        affirmed: set[str] = set()
        for text, fact in self.texts:
            for idea, span in every_service_idea(text):
                found.setdefault(idea, fact)
                if _DENIED.search(text[max(0, span[0] - 20) : span[0]]):
                    denied.setdefault(idea, fact)
                else:
                    affirmed.add(idea)
        for _, fact in self.item.facts:
            for idea, _span in every_service_idea(_field_name(fact.source.field)):
                found.setdefault(idea, fact)
                if fold(str(fact.value)) in _NONE:
                    denied.setdefault(idea, fact)
                else:
                    affirmed.add(idea)
        self.affirmed_services = frozenset(affirmed)
        return found, denied

    @lazy
    def name_words(self) -> frozenset[str]:
        """The words it may be called by: of its name, brand, aliases and, for a part, of its options."""
        roles: tuple[Role, ...] = ("name", "brand", "alias", "code")
        named = [fold(str(fact.value)) for fact in self.item.of(*roles) if isinstance(fact.value, str)]
        if self.key.part:
            named += [
                fold(str(f.value)) for f in self.item.of("text", "quantity") if isinstance(f.value, str)
            ]
        text = "\n".join(named)
        stems = [stem for stem, _ in latin_words(text)]
        sizes = [digits for stem in stems for digits in _DIGITS.findall(stem) if not stem.isdigit()]
        return frozenset([*stems, *sizes, *(pair for pair, _ in chinese_pairs(text))])

    @lazy
    def name_ideas(self) -> frozenset[Idea]:
        """The properties by which it may be told from others: of its name, and of the options of a part."""
        roles: tuple[Role, ...] = ("name", "text") if self.key.part else ("name",)
        texts = [fold(str(fact.value)) for fact in self.item.of(*roles) if isinstance(fact.value, str)]
        return frozenset(idea for text in texts for idea, _span in ideas_on_record(text))

    @lazy
    def kinds(self) -> frozenset[str]:
        """The kinds of goods that its names and its shorter texts speak of."""
        return frozenset(
            kind for text, _ in self.texts if len(text) < 400 for kind, _ in kinds_on_record(text)
        )

    @lazy
    def _words(self) -> str:
        names = " ".join(_field_name(fact.source.field) for _, fact in self.item.facts)
        return f"{self.text}\n{names}"


@lru_cache(maxsize=4096)
def _field_name(field: str) -> str:
    """The last part of a field's path, as words: "base metal" of ``attributes.base_metal``."""
    return fold(field.rpartition(".")[2].replace("_", " "))


@lru_cache(maxsize=4096)
def _stems_on_record(text: str) -> frozenset[str]:
    return frozenset(stem for stem, _ in latin_words(text))


@lru_cache(maxsize=4096)
def _pairs_on_record(text: str) -> frozenset[str]:
    return frozenset(pair for pair, _ in chinese_pairs(text))


@lru_cache(maxsize=4096)
def _codes_on_record(text: str) -> tuple[Code, ...]:
    """The codes in a text of the evidence, remembered as products are met again and again."""
    return tuple(find_codes(text))


@lru_cache(maxsize=4096)
def _amounts_on_record(text: str) -> tuple[Amount, ...]:
    """The figures in a text of the evidence, line by line; one behind a Latin letter is part of a name."""
    return tuple(
        amount
        for line in text.split("\n")
        for amount in find_amounts(line, [code.span for code in _codes_on_record(line)])
        if amount.unit
        or not line[: amount.span[0]][-1:].isalpha()
        or not line[: amount.span[0]][-1:].isascii()
    )

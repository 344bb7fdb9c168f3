"""Sums that somebody has to spend: collected, saved, granted or left ("the kitty is 90", 公司批了一千二)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from floorwalker.text._money import BARE, MONEY, REST, Amount, Marked
from floorwalker.text._price_rules import Bounds
from floorwalker.text._required import required_characters
from floorwalker.text._shape import LexiconShape
from floorwalker.text.lexicon import LEXICONS
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.overlay import of_lexicons

_SUM, _FILL = "<sum>", "<fill>"

FUNDS = Lexicon(
    LEXICONS / "funds.toml", shape=LexiconShape(expressions={"zh": "{}", "en": "{}"}, required=("zh", "en"))
)

_LEAST = 10  # a smaller figure counts things
_MOST_SUBJECT = 28  # characters of who collected, gave or has it
_MARKS = f"{MONEY}{BARE}{REST}"
_CLAUSE = re.compile(rf"(?:^|[,.;:!?、\n{_MARKS}]|\s(?:and|but|so)\s)([^,.;:!?、\n{_MARKS}]*)$")


class _Saying(NamedTuple):
    """A way to speak of money in hand; where ``ends`` is true the sum is its last word."""

    pattern: re.Pattern[str]
    needs: frozenset[str] | None
    ends: bool


class _Words(NamedTuple):
    """The lexicon, compiled."""

    sayings: tuple[_Saying, ...]
    follows: re.Pattern[str]
    never: re.Pattern[str]
    wishes: re.Pattern[str]


def with_funds(marked: Marked, found: Iterable[Bounds]) -> list[Bounds]:
    """The ranges found, with the sums that somebody has to spend as the most that goods may cost.

    Only plain amounts, and figures that nothing explained, are looked at. The stretch of such a sum has
    whoever gave or collected it in it: they name no goods, and nobody to whom these are given.
    """
    found = list(found)
    explained = {at for bounds in found if bounds.kind != "amount" for at in bounds.amounts}
    held = {bounds.amounts[0]: bounds for bounds in _held(marked, explained)}
    kept = [bounds for bounds in found if not held.keys() & set(bounds.amounts)]
    return sorted((*kept, *held.values()), key=lambda bounds: bounds.start)


def _held(marked: Marked, explained: Iterable[int]) -> Iterator[Bounds]:
    free = {
        at: amount
        for at, amount in marked.amounts.items()
        if at not in explained and (amount.currency or amount.low >= _LEAST)
    }
    if not free:
        return
    words, present = fund_words(), frozenset(marked.text)
    for saying in words.sayings:
        if saying.needs is not None and saying.needs.isdisjoint(present):
            continue
        for match in saying.pattern.finditer(marked.text):
            amount = free.get(match.start("sum"))
            if amount is not None and _is_of_money(marked.text, match, saying, words):
                yield _bounds(marked.text, match, amount, words)


def _is_of_money(text: str, match: re.Match[str], saying: _Saying, words: _Words) -> bool:
    """Whether nothing after the sum shows that it counts goods or is their price (拿三百的那款)."""
    if words.never.match(text, match.end("sum")):
        return False
    return (
        not saying.ends or text[match.start("sum")] == MONEY or bool(words.follows.match(text, match.end()))
    )


def _bounds(text: str, match: re.Match[str], amount: Amount, words: _Words) -> Bounds:
    clause = _CLAUSE.search(text[: match.start()])
    subject = clause[1] if clause else ""
    told = len(subject) <= _MOST_SUBJECT and not words.wishes.search(subject)
    return Bounds(
        low=None,
        high=amount.high or amount.low,
        about=None,
        currency=amount.currency,
        ambiguous=amount.ambiguous,
        start=match.start() - len(subject.lstrip()) if told else match.start(),
        end=match.end(),
        explicit=True,
        kind="max",
        amounts=(amount.start,),
    )


@of_lexicons
@cache
def fund_words() -> _Words:
    """The ways to speak of money in hand, and what may follow a sum without a currency."""
    said = FUNDS.read()
    fill = "|".join((*said["fill"]["zh"], *said["fill"]["en"]))
    sayings = tuple(_saying(one, fill) for one in (*said["held"]["zh"], *said["held"]["en"]))
    return _Words(sayings, *(_any_of(said[name]) for name in ("follows", "never", "wishes")))


def _saying(expression: str, fill: str) -> _Saying:
    figure = rf"(?P<sum>[{MONEY}{BARE}]{REST}*+)"
    written = expression.replace(_FILL, f"(?:{fill}){{0,4}}")
    needs = required_characters(written.replace(_SUM, ""))
    return _Saying(re.compile(written.replace(_SUM, figure)), needs, expression.endswith(_SUM))


def _any_of(table: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join((*table["zh"], *table["en"])) or r"(?!)")

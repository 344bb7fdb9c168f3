"""How many people each get something, and where the message counts them."""

import re
from dataclasses import dataclass

from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.patterns import recipients
from floorwalker.text import find_numbers

Span = tuple[int, int]

_MOST = 50
_COUPLE = ("mother", "father")
_AND = re.compile(r"\s?(?:和|跟|与|及|还有|、|and|plus|&)\s?(?:给|for)?\s?(?:我|my|our)?\s?")


@dataclass(frozen=True, slots=True)
class People:
    """So many people, ``each`` of whom gets something where the message says so; ``spans`` count them.

    ``named`` are those that are named and not counted, in the order said.
    """

    count: int
    each: bool
    spans: tuple[Span, ...]
    named: tuple[str, ...] = ()


def find_people(text: str) -> People:
    """The people of a folded message: counted (三个闺蜜), or named one by one (my mum and my sister).

    Those that are only named count where the message says that each gets something.
    """
    words = bundle_words()
    shares = [match.span() for match in words.cues["each"].finditer(text)]  # the 一人 of 一人一支
    counted: list[tuple[int, Span]] = []
    for number in find_numbers(text):
        noun = words.people.match(text, number.span[1])
        if noun and 1 <= number.value <= _MOST and not any(a <= number.span[0] < b for a, b in shares):
            counted.append((int(number.value), (number.span[0], noun.end())))
    spans = tuple(span for _, span in counted)
    each = words.said("each", text)
    count = sum(many for many, _ in counted)
    named = _named(text, spans)
    if each:
        count += len(named)
        count += words.said("oneself", text) if count else 0
    return People(max(count, 1), each and count > 1, spans, named)


def _named(text: str, counted: tuple[Span, ...]) -> tuple[str, ...]:
    """People named without a number: each mention of one is one person, "my parents" are two.

    Beside counted people they are further ones only where they are joined to them (三个闺蜜和我妈).
    """
    found: list[tuple[Span, tuple[str, ...]]] = [
        (match.span(), _COUPLE) for match in bundle_words().cues["couples"].finditer(text)
    ]
    for person in recipients().values():
        for match in person.pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for (start, end), _ in found):
                found.append((match.span(), (person.id,)))
    joined = [(span, who) for span, who in found if all(_joined(text, span, one) for one in counted)]
    return tuple(person for _span, who in sorted(joined) for person in who)


def _joined(text: str, one: Span, two: Span) -> bool:
    first, second = sorted((one, two))
    return first[1] <= second[0] and _AND.fullmatch(text, first[1], second[0]) is not None

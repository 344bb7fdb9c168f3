"""The figures of a message that say what goods are like: sizes, and those of the lexicon of traits."""

import re
from dataclasses import dataclass
from decimal import Decimal

from floorwalker.conversation import FigureWish
from floorwalker.dialogue.understand.negation import Span
from floorwalker.text import Measure, find_measure
from floorwalker.text.traits import bound_of, traits_wanted

_RANGE_BEFORE = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s*(?:to|and|or|-|–|~|到|至|、)\s*$")


@dataclass(frozen=True, slots=True)
class Figures:
    """The size that goods should come in, their other figures, and where all but passing ones stand.

    A range of sizes ("20 to 30 litres"), and a size of which more or less will do, are figures.
    """

    measure: Measure | None
    wishes: tuple[FigureWish, ...]
    spans: tuple[Span, ...]


def find_figures(text: str) -> Figures:
    """Read one message."""
    traits = traits_wanted(text)
    wishes = [
        FigureWish(value=one.low, unit=one.unit, said=one.text, bound=one.bound, passing=one.beside)
        for one in traits
    ]
    spans = [trait.span for trait in traits if not trait.beside]
    measure = find_measure(text)
    wish = _of_measure(text, measure) if measure else None
    if measure and wish:
        return Figures(None, (*wishes, wish), (*spans, measure.span))
    return Figures(measure, tuple(wishes), tuple(spans))


def _of_measure(text: str, measure: Measure) -> FigureWish | None:
    said, unit = measure.text, measure.unit
    if before := _RANGE_BEFORE.search(text[: measure.span[0]]):
        said = text[before.start() : measure.span[1]]
        return FigureWish(value=Decimal(before["low"]), high=measure.value, unit=unit, said=said)
    bound = bound_of(text, measure.span)
    return None if bound == "about" else FigureWish(value=measure.value, unit=unit, said=said, bound=bound)

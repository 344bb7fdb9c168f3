"""A sentence as an agent drafts it: words, and figures still to be filled in."""

from dataclasses import dataclass

from floorwalker.grounding.evidence import Source


@dataclass(frozen=True, slots=True)
class Figure:
    """A place in a sentence where code writes the value of a fact at the moment of sending."""

    source: Source


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line of a list. The parts are joined without white space.

    A model's sentence is a single string; the built-in agent's holds a :class:`Figure` wherever a price, a
    stock state, a name or a count stands.
    """

    parts: tuple[str | Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, in order."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

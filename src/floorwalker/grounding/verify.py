"""Whether everything a text states is in its evidence: sentence by sentence, claim by claim."""

from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking import Context, Memory, Verdict, judge
from floorwalker.grounding.claims import Claim
from floorwalker.grounding.evidence import Evidence
from floorwalker.grounding.known import Things
from floorwalker.grounding.reading import Passage, passages
from floorwalker.text import brand_names

BrandFinder = Callable[[str], Iterable[tuple[str, tuple[int, int]]]]
"""Finds the brands named in a text: the brand's key, and the span of the name."""


def no_brands(_text: str) -> Iterable[tuple[str, tuple[int, int]]]:
    """Finds none: for texts that are checked without a shop."""
    return ()


def known_brands(text: str) -> Iterable[tuple[str, tuple[int, int]]]:
    """Finds the brands of the lexicon: for texts that are checked without a shop's own brands."""
    return ((found.brand_id, found.span) for found in brand_names().find(text))


def verify(text: str, evidence: Evidence, brands: BrandFinder = no_brands) -> list[Claim]:
    """The claims of one text, in order; see :class:`Verifier`."""
    return Verifier(evidence, brands).check(text)


class Verifier:
    """Checks texts against one body of evidence; what the evidence says is read once."""

    def __init__(self, evidence: Evidence, brands: BrandFinder = no_brands) -> None:
        self._things = Things(evidence)
        self._brands = brands

    def check(self, text: str) -> list[Claim]:
        """Every claim of the text, in order of appearance; time grows with the length of the text."""
        return list(self.claims(text))

    def claims(self, text: str) -> Iterator[Claim]:
        """As :meth:`check`, sentence by sentence."""
        memory = Memory()
        for passage in passages(text):
            context = Context(passage.text, self._things, memory)
            claims = (_claim(text, passage, verdict) for verdict in judge(context, passage.source, self._brands))
            yield from sorted(claims, key=lambda claim: claim.span)


def _claim(text: str, passage: Passage, verdict: Verdict) -> Claim:
    span = passage.span(*verdict.span)
    return Claim(text[slice(*span)], span, verdict.kind, verdict.fact, verdict.supported, verdict.derivation)

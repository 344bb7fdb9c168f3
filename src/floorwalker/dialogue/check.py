"""From drafted sentences to what may be said: rendered, verified, put right, or dropped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from floorwalker.core import Language
from floorwalker.grounding import (
    Author,
    BrandFinder,
    Claim,
    Evidence,
    Fact,
    Memory,
    Rendered,
    Sentence,
    Verifier,
    render,
    repair,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that was checked.

    ``text`` is what may be said; empty where the sentence was dropped. ``claims`` are those of ``text``,
    ``facts`` what its figures were written from, and ``caught`` the unsupported claims of the sentence as it
    was drafted, which was ``dropped`` or put right.
    """

    text: str
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...] = ()
    dropped: str = ""
    caught: tuple[Claim, ...] = ()


def check(
    sentences: Iterable[Sentence],
    evidence: Evidence,
    brands: BrandFinder,
    language: Language,
    author: Author = "model",
) -> Iterator[Checked]:
    """Render, verify and repair sentence by sentence, so that a stream stays a stream."""
    verifier = Verifier(evidence, brands, author)
    memory = Memory()
    for sentence in sentences:
        try:
            rendered = render(sentence, evidence, language)
        except LookupError as error:
            yield Checked("", (), dropped=str(error))
            continue
        before = memory.copy()
        claims = tuple(_as_recorded(claim, rendered) for claim in verifier.check(rendered.text, memory))
        caught = tuple(claim for claim in claims if not claim.supported)
        facts = tuple(fact for _span, fact in rendered.figures)
        if not caught:
            yield Checked(rendered.text, claims, facts)
            continue
        mended = repair(rendered.text, claims) if all(claim.correction for claim in caught) else None
        again = verifier.check(mended.text, before) if mended else []
        if mended and all(claim.supported for claim in again):
            yield Checked(mended.text, tuple(again), facts, caught=caught)
        else:
            yield Checked("", (), dropped=rendered.text, caught=caught)


def _as_recorded(claim: Claim, rendered: Rendered) -> Claim:
    """A claim inside a figure is backed by the figure's fact: a variant named "$50 card" says so itself."""
    start, end = claim.span
    inside = (fact for span, fact in rendered.figures if span[0] <= start and end <= span[1])
    fact = None if claim.supported else next(inside, None)
    return claim._replace(fact=fact, supported=True) if fact else claim

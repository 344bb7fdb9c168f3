"""From drafted sentences to what may be said: rendered, verified, and dropped where a claim has no fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from floorwalker.core import Language
from floorwalker.grounding import BrandFinder, Claim, Evidence, Fact, Rendered, Sentence, Verifier, render


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that was checked.

    ``text`` is what may be said; empty where the sentence was dropped. ``claims`` are those of the sentence
    as drafted, ``facts`` what its figures were written from.
    """

    text: str
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...] = ()
    dropped: str = ""


def check(
    sentences: Iterable[Sentence], evidence: Evidence, brands: BrandFinder, language: Language
) -> Iterator[Checked]:
    """Render and verify sentence by sentence, so that a stream stays a stream."""
    verifier = Verifier(evidence, brands)
    for sentence in sentences:
        try:
            rendered = render(sentence, evidence, language)
        except LookupError as error:
            yield Checked("", (), dropped=str(error))
            continue
        claims = tuple(_as_recorded(claim, rendered) for claim in verifier.check(rendered.text))
        if all(claim.supported for claim in claims):
            yield Checked(rendered.text, claims, tuple(fact for _span, fact in rendered.figures))
        else:
            yield Checked("", claims, dropped=rendered.text)


def _as_recorded(claim: Claim, rendered: Rendered) -> Claim:
    """A claim inside a figure is backed by the figure's fact: a variant named "$50 card" says so itself."""
    start, end = claim.span
    inside = (fact for span, fact in rendered.figures if span[0] <= start and end <= span[1])
    fact = None if claim.supported else next(inside, None)
    return replace(claim, fact=fact, supported=True) if fact else claim

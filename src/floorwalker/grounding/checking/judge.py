"""All families of claims over one sentence, without two verdicts on the same words."""

from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking.brands import Brands
from floorwalker.grounding.checking.codes import codes
from floorwalker.grounding.checking.comparing import comparisons, is_ranked
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import residue, vouched
from floorwalker.grounding.checking.figures import figures
from floorwalker.grounding.checking.frames import frames
from floorwalker.grounding.checking.names import filled_in, names, titles
from floorwalker.grounding.checking.properties import properties
from floorwalker.grounding.checking.service import services
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import Author
from floorwalker.grounding.reading import Span


def judge(
    context: Context, source: Callable[[int, int], str], brands: Brands, author: Author = "unknown"
) -> Iterator[Verdict]:
    """The verdicts on a sentence: no two on the same words, and the more telling one first.

    Args:
        context: the folded sentence.
        source: the original words behind a span of it.
        brands: finds the brands that a text names.
        author: who wrote it. Of the built-in agent's sentences, whose words are chosen by code, what was
            filled in is checked: figures, names and quotations. Of a model's sentences
            every word must be covered.
    """
    families: tuple[Iterable[Verdict], ...] = (
        titles(context),
        codes(context),
        figures(context),
        comparisons(context),
        (verdict for verdict in services(context) if not is_ranked(context, verdict.span)),
        properties(context),
        names(context, source, brands),
        frames(context),
    )
    if author == "builtin":
        families = (titles(context), codes(context), figures(context), filled_in(context, source, brands))
    taken: list[Span] = []
    for verdicts in families:
        found = [
            v
            for v in verdicts
            if not _overlaps(v.span, taken) or (v.kind == "comparison" and not v.supported)
        ]
        taken += [verdict.span for verdict in found]
        yield from found
    if author == "model":
        rest = [verdict for verdict in residue(context) if not _overlaps(verdict.span, taken)]
        taken += [verdict.span for verdict in rest]
        yield from rest
    if author != "builtin":
        yield from (verdict for verdict in vouched(context) if not _overlaps(verdict.span, taken))


def _overlaps(span: Span, taken: Iterable[Span]) -> bool:
    first, last = span
    return any(first < end and start < last for start, end in taken)

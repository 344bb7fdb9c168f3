"""All families of claims over one sentence, without two verdicts on the same words."""

from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking.brands import Brands, brands_named
from floorwalker.grounding.checking.codes import codes
from floorwalker.grounding.checking.comparing import comparisons, is_ranked
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import residue, vouched
from floorwalker.grounding.checking.figures import figures
from floorwalker.grounding.checking.frames import frames, stories
from floorwalker.grounding.checking.giveaways import giveaways
from floorwalker.grounding.checking.names import names, titles
from floorwalker.grounding.checking.packs import packs
from floorwalker.grounding.checking.polarity import polarity
from floorwalker.grounding.checking.properties import properties
from floorwalker.grounding.checking.quotes import quotes
from floorwalker.grounding.checking.service import services
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import Author
from floorwalker.grounding.reading import Span

_SHORTEST_NAME = 3


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
        quotes(context, source),
        stories(context),
        giveaways(context),
        titles(context),
        codes(context),
        packs(context),
        figures(context),
        comparisons(context),
        polarity(context),
        (verdict for verdict in services(context) if not is_ranked(context, verdict.span)),
        properties(context),
        names(context, source, brands),
        frames(context),
    )
    if author == "builtin":
        families = (quotes(context, source), titles(context), codes(context), figures(context))
        families = (*families, brands_named(context, source, brands))
    for verdicts in families:
        if found := _unsettled(verdicts, context):
            context.settled.extend([verdict.span for verdict in found])
            yield from found
    if author == "model":
        rest = [verdict for verdict in residue(context) if not context.is_settled(verdict.span)]
        context.settled.extend([verdict.span for verdict in rest])
        yield from rest
    if author != "builtin":
        yield from vouched(context)


def _unsettled(verdicts: Iterable[Verdict], context: Context) -> list[Verdict]:
    """The verdicts of a family that are the first on their words; a wrong comparison stands beside others."""
    found: list[Verdict] = []
    cut: list[Verdict] = []
    for verdict in verdicts:
        if not context.is_settled(verdict.span) or (verdict.kind == "comparison" and not verdict.supported):
            found.append(verdict)
        elif verdict.kind == "brand" and not verdict.supported:
            cut.append(_cut(verdict, context.settled))
    return found + [verdict for verdict in cut if not context.is_settled(verdict.span)] if cut else found


def _cut(verdict: Verdict, taken: Iterable[Span]) -> Verdict:
    """A name that nobody has, up to the first word that means something by itself: "by Nord Leather"."""
    start, end = verdict.span
    inside = [span[0] for span in taken if start + _SHORTEST_NAME <= span[0] < end]
    return verdict._replace(span=(start, min(inside))) if inside else verdict

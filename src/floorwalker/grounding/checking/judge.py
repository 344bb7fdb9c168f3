"""All families of claims over one sentence, without two verdicts on the same words."""

from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking.codes import codes
from floorwalker.grounding.checking.comparing import comparisons, is_ranked
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import vouched
from floorwalker.grounding.checking.frames import frames
from floorwalker.grounding.checking.names import Brands, names
from floorwalker.grounding.checking.numbers import figures
from floorwalker.grounding.checking.properties import properties
from floorwalker.grounding.checking.service import services
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.reading import Span

def judge(context: Context, source: Callable[[int, int], str], brands: Brands) -> Iterator[Verdict]:
    """The verdicts on a sentence: no two on the same words, and the more telling one first.

    Args:
        context: the folded sentence.
        source: the original words behind a span of it.
        brands: finds the brands that a text names.
    """
    families = (
        codes(context),
        figures(context),
        comparisons(context),
        (verdict for verdict in services(context) if not is_ranked(context, verdict.span)),
        properties(context),
        names(context, source, brands),
        frames(context),
    )
    taken: list[Span] = []
    for verdicts in families:
        found = [verdict for verdict in verdicts if not _overlaps(verdict.span, taken)]
        taken += [verdict.span for verdict in found]
        yield from found
    yield from (verdict for verdict in vouched(context) if not _overlaps(verdict.span, taken))


def _overlaps(span: Span, taken: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)

"""All families of claims over one sentence, without two verdicts on the same words."""

from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking.codes import codes
from floorwalker.grounding.checking.comparing import comparisons, is_ranked
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import covered, vouched
from floorwalker.grounding.checking.numbers import figures
from floorwalker.grounding.checking.properties import properties
from floorwalker.grounding.checking.service import services
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.reading import Span

Brands = Callable[[str], Iterable[tuple[str, tuple[int, int]]]]


def judge(context: Context, brands: Brands) -> Iterator[Verdict]:
    """The verdicts on a sentence: no two on the same words, and the more telling one first."""
    spans = covered(context)
    families = (
        codes(context),
        figures(context),
        comparisons(context),
        (verdict for verdict in services(context) if not is_ranked(context, verdict.span)),
        properties(context),
    )
    taken: list[Span] = []
    for verdicts in families:
        found = [verdict for verdict in verdicts if not _overlaps(verdict.span, taken)]
        taken += [verdict.span for verdict in found]
        yield from found
    yield from (verdict for verdict in vouched(context, spans) if not _overlaps(verdict.span, taken))


def _overlaps(span: Span, taken: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)

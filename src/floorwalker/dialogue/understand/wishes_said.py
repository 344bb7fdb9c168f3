"""Which qualities of goods a message wishes for, and which it denies."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from floorwalker.conversation import Wish
from floorwalker.dialogue.understand.kinds_said import (
    is_likened,
)
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import asides, qualities
from floorwalker.dialogue.understand.spans import is_part, overlaps
from floorwalker.dialogue.understand.vocabulary import tells_of
from floorwalker.text import (
    Folded,
    TypeMatch,
    attributes,
    is_denied,
    of_lexicons,
    product_types,
)

_CONDITIONS = frozenset({"benefit", "diet", "fit_or_cut", "gender", "season", "skin_type", "texture"})
_COMPOUND_DENIAL = re.compile(r"无|零|[\s-]free\b|[注标写][明着]", re.I)
_TOO_MUCH = re.compile(
    r"(?<!not )(?<!n't )(?<!not be )\b(?:far|way|much|a bit|bit|rather|really)? ?too \w$"
    r"|(?<![不别要])[太偏]$",
    re.I,
)
_ALLERGY = re.compile(r"过敏|\ballerg", re.I)  # who has one wishes for what is free from it
_A_LITTLE = re.compile(r"点|.(?:一?点儿?|一?些)(?![\u4e00-\u9fff]*[心子])")  # 清爽点儿: rather fresh


def wishes_in(
    message: Folded, negation: Negation, taken: list[Span], types: list[TypeMatch]
) -> tuple[list[Wish], list[Wish], list[Span]]:
    """The qualities wished for, those denied, and where either stands.

    Args:
        message: the message.
        negation: what it denies.
        taken: stretches whose words mean something else.
        types: the kinds of goods it names, whose names may hold words for qualities.
    """
    text = message.original
    by_span: dict[Span, list[str]] = {}
    phrased = dict(_phrased(message, taken))
    taken = [*taken, *phrased]
    for match in attributes().find(text):
        of_a_body = match.facet == "colour" and asides()["of_a_body"].match(text.lower(), match.span[1])
        none = asides()["no_quality"].search(match.text.lower())
        none = none or asides()["dwelling"].search(text[: match.span[1]].lower())
        none = none or asides()["of_a_vehicle"].match(text.lower(), match.span[1])
        none = none or asides()["possessed"].match(text[match.span[0] :].lower())
        if (
            not overlaps(match.span, taken)
            and not of_a_body
            and not none
            and not any(is_part(match.span, one) for one in negation.remarks)
            and not is_likened(text, match.span)
            and not _is_part_of_kind(text, match.span, types)
        ):
            by_span.setdefault(match.span, []).append(f"{match.facet}:{match.value}")
            if match.facet == "flavour" and match.value in _scents():
                by_span[match.span].append(f"scent:{match.value}")
    wishes = [Wish(said=text[slice(*span)], facets=(facet,), soft=True) for span, facet in phrased.items()]
    unwanted: list[Wish] = []
    for span, facets in by_span.items():
        said = text[slice(*span)]
        if _is_free_from(text, span):
            wishes.append(Wish(said=said, facets=tuple(f"free_from:{f.split(':')[1]}" for f in facets)))
        elif _TOO_MUCH.search(text[: span[0]] + text[slice(*span)][:1]):
            unwanted.append(Wish(said=said, facets=tuple(facets), soft=True))
        elif _is_of_what_is_denied(text, span, negation, types) or _is_of_a_story(text, span, facets):
            continue
        elif (negation.covers(span) and not _ALLERGY.search(said)) or _is_not(text, span):
            unwanted.append(Wish(said=said, facets=tuple(facets), soft=negation.is_soft(span)))
        elif negation.is_troubling(span) and not _CONDITIONS.issuperset(f.split(":")[0] for f in facets):
            unwanted.append(Wish(said=said, facets=tuple(facets)))
        else:
            soft = negation.is_soft(span) or bool(_A_LITTLE.match(text, span[1] - 1))
            wishes.append(Wish(said=said, facets=tuple(facets), soft=soft))
    return wishes, unwanted, [*phrased, *by_span]


def _phrased(message: Folded, taken: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Where a turn of phrase wishes for a quality, and for which: 能用很多年的, "that will last years"."""
    for facet, quality in qualities().items():
        for match in quality.pattern.finditer(message.text):
            span = message.span(*match.span())
            if not overlaps(span, taken):
                yield span, facet


@of_lexicons
@cache
def _scents() -> frozenset[str]:
    """What goods may smell of: who says 玫瑰味 may mean that as well as a taste."""
    return frozenset(attributes().values("scent"))


def _is_of_what_is_denied(text: str, span: Span, negation: Negation, types: Sequence[TypeMatch]) -> bool:
    """Whether a quality only says which goods are denied: "not makeup with spf" denies no spf."""
    return negation.covers(span) and any(
        kind.span[1] <= span[0]
        and negation.covers(kind.span)
        and negation.stretch(kind.span) == negation.stretch(span)
        and asides()["quality_of_it"].match(text[kind.span[1] : span[0]].lower())
        for kind in types
    )


def _is_of_a_story(text: str, span: Span, facets: Sequence[str]) -> bool:
    """Whether an ingredient is what a clause tells of: "my oats go off in a week" wishes for none."""
    return all(facet.startswith("ingredient:") for facet in facets) and tells_of(text, span)


def _is_not(text: str, span: Span) -> bool:
    """Whether a Chinese quality is denied by the character before it (不撞色), and not asked for (甜不甜)."""
    before = text[: span[0]]
    return before.endswith("不") and is_denied(text, span) and not before.endswith(f"{text[span[0]]}不")


def _is_part_of_kind(text: str, span: Span, types: list[TypeMatch]) -> bool:
    """Whether a quality belongs to the name of a kind ("cream" in "eye cream", "green" in "green tea").

    "Matte lipstick" is a lipstick that is matte: what is left without the quality names the same kind.
    """
    for kind in types:
        if kind.span[0] <= span[0] and span[1] <= kind.span[1]:
            rest = text[span[1] : kind.span[1]]
            names = {match.type_id for match in product_types().find(rest)}
            return span[0] != kind.span[0] or kind.type_id not in names
    return False


def _is_free_from(text: str, span: Span) -> bool:
    """无酒精 and alcohol-free are qualities a product may state; "without alcohol" is a wish to avoid it."""
    return is_denied(text, span) and bool(_COMPOUND_DENIAL.search(text[max(0, span[0] - 4) : span[1] + 6]))

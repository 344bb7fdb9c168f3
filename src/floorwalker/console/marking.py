"""A text cut where claims begin and end, so that each piece can be shown with the claims it belongs to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

Status = Literal["plain", "supported", "unsupported"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. ``claims`` are the numbers, from 1, of those that cover it: seldom more than one."""

    text: str
    claims: tuple[int, ...]
    status: Status


def pieces(text: str, claims: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """The pieces of a text in order; joined they are the text.

    A piece of several claims is unsupported where one of them is.

    Args:
        text: what was checked.
        claims: as ``verify`` reports them, with ``span`` and ``status``.
    """
    spans = [tuple(claim["span"]) for claim in claims]
    begins, ends = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number, (start, end) in enumerate(spans, start=1):
        begins[start].append(number)
        ends[end].append(number)
    wrong = {number for number, claim in enumerate(claims, start=1) if claim["status"] == "unsupported"}
    open_claims: set[int] = set()
    found = []
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        open_claims.difference_update(ends[start])
        open_claims.update(begins[start])
        status: Status = "plain"
        if open_claims:
            status = "unsupported" if open_claims & wrong else "supported"
        found.append(Piece(text[start:end], tuple(sorted(open_claims)), status))
    return found

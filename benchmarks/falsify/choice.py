"""Which fact of which text is made false, so that every kind gets its share."""

import collections
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .additions import additions
from .books import Books
from .corruption import KINDS, Corruption, Span
from .figures import currencies, figures
from .relations import negations, opposites, silences, wrong_products
from .texts import TrueText
from .words import Pool, addresses, brands, names, options, swapped

_ADDED_COSTS = 2


Claims = Sequence[Mapping[str, Any]]
"""What a verifier answers: each claim with its ``span`` and ``status``."""


@dataclass(frozen=True)
class Falsified:
    """A true text with one fact made false; ``span`` is where the false words are in ``text``."""

    true: TrueText
    kind: str
    text: str
    span: Span
    was: str

    @property
    def now(self) -> str:
        """The false words."""
        return self.text[slice(*self.span)]

    def is_caught_by(self, claims: Claims) -> bool:
        """Whether something that is called unsupported overlaps the false words."""
        start, end = self.span
        return any(denies(claim) and claim["span"][0] < end and start < claim["span"][1] for claim in claims)


def denies(claim: Mapping[str, Any]) -> bool:
    """Whether a claim is called unsupported."""
    return bool(claim["status"] == "unsupported")


def falsify(texts: Sequence[TrueText], seed: int) -> list[Falsified]:
    """Each text with one corruption: of those possible, the kind that its language has had least.

    Texts with few possibilities choose first. An added sentence is possible nearly everywhere and so counts
    double. The same texts and seed give the same corruptions.
    """
    pool = Pool.of(texts)
    possible = [(text, _by_kind(text, pool, seed)) for text in texts]
    possible.sort(key=lambda one: sum(not all(c.adds for c in some) for some in one[1].values()))
    used: collections.Counter[tuple[str, str]] = collections.Counter()
    falsified = []
    for text, kinds in possible:
        if not kinds:
            continue
        rng = random.Random(f"{seed}:{text.id}:choice")
        kind = min(kinds, key=lambda kind: (_cost(kinds[kind], used[text.language, kind]), KINDS.index(kind)))
        some = [one for one in kinds[kind] if not one.adds] or kinds[kind]
        corruption = rng.choice(some)
        used[text.language, kind] += 1
        corrupted, span = corruption.applied(text)
        falsified.append(Falsified(text, kind, corrupted, span, text.text[slice(*corruption.span)]))
    return sorted(falsified, key=lambda one: one.true.id)


def _cost(corruptions: Sequence[Corruption], used: int) -> int:
    return (used + 1) * (_ADDED_COSTS if all(one.adds for one in corruptions) else 1)


def _by_kind(text: TrueText, pool: Pool, seed: int) -> dict[str, list[Corruption]]:
    kinds: dict[str, list[Corruption]] = {}
    for one in _all(text, pool, random.Random(f"{seed}:{text.id}")):
        if one.adds or one.words != text.text[slice(*one.span)]:
            kinds.setdefault(one.kind, []).append(one)
    return kinds


def _all(text: TrueText, pool: Pool, rng: random.Random) -> Iterator[Corruption]:
    books = Books(text.evidence)
    for find in (
        figures,
        currencies,
        swapped,
        addresses,
        opposites,
        negations,
        silences,
        wrong_products,
        additions,
    ):
        yield from find(text, books, rng)
    for take in (brands, names, options):
        yield from take(text, books, rng, pool)

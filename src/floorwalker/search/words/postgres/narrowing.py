"""Which products are scored at all, where more fit than are: those that have the most telling words.

Products with none of the rare words of a query stand below those that have one, as a rule (Turtle and Flood
1995, "Query evaluation: strategies and optimizations").
"""

import math
from dataclasses import replace

from floorwalker.search.words.fields import TEXT_WEIGHTS
from floorwalker.search.words.postgres.compiling import Asked
from floorwalker.search.words.postgres.conditions import All, Any, Condition, Has, Not, any_of, tsquery
from floorwalker.search.words.postgres.entries import Statistics
from floorwalker.search.words.postgres.opened import Rank
from floorwalker.search.words.postgres.scoring import Word, words_of

_TIERS = 6  # of words that tell about as much
_SPARE = 4  # so many times as many products as are asked for are looked at, for those that filters take
_KIND = 1000.0  # above any score by words
_WEIGHTS = (
    "{" + ",".join(f"{w / max(TEXT_WEIGHTS.values()):.4f}" for w in reversed(TEXT_WEIGHTS.values())) + "}"
)


def most_holding(condition: Condition | None, statistics: Statistics) -> int:
    """How many products meet a condition, at most."""
    match condition:
        case None | Not():
            return statistics.documents
        case Has(lexeme):
            return statistics.holding(lexeme)
        case All(inner):
            return min(most_holding(one, statistics) for one in inner)
        case Any(inner):
            return min(statistics.documents, sum(most_holding(one, statistics) for one in inner))


def narrowed(asked: Asked, statistics: Statistics, most: int) -> Asked:
    """The same with fewer of the words that are wanted, the rarest ones; kinds stay."""
    kinds = [one for one in (asked.of_kind, asked.holding) if one and one in asked.wanted]
    rest = sorted(
        (most_holding(one, statistics), number) for number, one in enumerate(asked.wanted) if one not in kinds
    )
    kept, found = list(kinds), 0
    for count, number in rest:
        if found >= _SPARE * most:
            break
        kept.append(asked.wanted[number])
        found += count
    return replace(asked, wanted=tuple(kept))


def rank(asked: Asked, statistics: Statistics) -> Rank | None:
    """What tells in SQL, cheaply, which rows are likely to score highest."""
    terms = [(_KIND, one) for one in (asked.of_kind,) if one]
    terms += [(_KIND / 2, one) for one in (asked.holding,) if one]
    expressions = ["%s * (terms @@ %s::tsquery)::integer"] * len(terms)
    parameters: list[object] = [value for weight, one in terms for value in (weight, tsquery(one))]
    words = dict.fromkeys(word for scored in asked.scored for word in words_of(scored))
    telling = {word: _telling(word, statistics) for word in words}
    known = sorted((word for word in words if telling[word]), key=lambda word: -telling[word])
    size = math.ceil(len(known) / _TIERS)
    for start in range(0, len(known), max(size, 1)):
        tier = known[start : start + size]
        lexemes = [Has(text) for word in tier for text in (word.lexeme, *word.kin)]
        worth = sum(telling[word] for word in tier) / len(tier) * len({*lexemes})  # ts_rank takes a mean
        expressions.append(f"%s * ts_rank('{_WEIGHTS}', terms, %s::tsquery)")
        parameters += [worth, tsquery(any_of(lexemes))]
    return Rank(" + ".join(expressions), parameters) if expressions else None


def _telling(word: Word, statistics: Statistics) -> float:
    return float(statistics.idf(word.lexeme).max()) if statistics.holding(word.lexeme) else 0.0

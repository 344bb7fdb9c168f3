"""Names of goods with another word in place of one of theirs: 雪域止痒霜 for 雪域滋润霜."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.patterns import words
from floorwalker.grounding.reading import Span
from floorwalker.text import fold
from floorwalker.text.segment import english_term

_SIGN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[\u4e00-\u9fff]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_GAP = 4
_WITHIN_NAMES = " /·+&,-"
_LONGEST_JOINT = 3
_LAST_SIGN = re.compile(rf"(?:{_SIGN.pattern})$")
_SIGN_AFTER = re.compile(rf"[{_WITHIN_NAMES}]{{0,{_LONGEST_JOINT}}}({_SIGN.pattern})")
_LONGEST_SIGN = 24
_CAPITAL = re.compile(r"[A-Z](?<![A-Za-z0-9'].)[a-z]{2,}(?![A-Za-z0-9'])", re.S)
_GAP = re.compile(r",\s(?=[a-z])|[\s/·+&-]*")
_JOINS = words("names", "joins")
_LONGEST_SWAP = 6
_LONGEST_SKIPPED = 8
_ENOUGH = 4
_SURE = 6
"""Weight of the words that a name and the text share, from which on another word between them is one swapped,
and from which on one at the very end of the name is."""


@dataclass(frozen=True, slots=True)
class _Name:
    """The signs of a name: words of Latin letters, figures, single Chinese characters."""

    signs: tuple[str, ...]
    all: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Swap:
    """Which signs of the text stand in place of others of a name, and how much around them is the name's."""

    first: int
    last: int
    weight: int


def misnamed(context: Context, source: Callable[[int, int], str]) -> Iterator[Verdict]:
    """Words that stand inside of a name of the goods and are none of it.

    Args:
        context: the sentence.
        source: the original words behind a span of it, with their capitals.
    """
    strange = list(_strange(context, source))
    known = _signs(context.things.called) if strange else frozenset()
    strange = [one for one in strange if _may_be_inside(context.text, one[0], known)]
    if not strange:
        return
    found = [(match[0], match.span()) for match in _SIGN.finditer(context.text)]
    for place, capital in strange:
        inside = [at for at, (_, span) in enumerate(found) if place[0] <= span[0] < place[1]]
        if not inside:
            continue
        swaps = [
            (swap, fact)
            for fact in context.things.names
            if (name := _read(str(fact.value))) and _touches(found, inside, name)
            if (swap := _swap(context.text, found, inside, name, capital=capital))
        ]
        if swaps:
            swap, fact = max(swaps, key=lambda pair: pair[0].weight)
            span = (found[swap.first][1][0], found[swap.last - 1][1][1])
            yield Verdict(span, "product", False, fact, "the name on record has another word here")


def _strange(context: Context, source: Callable[[int, int], str]) -> Iterator[tuple[Span, bool]]:
    """Words that no record has, and words with a capital that no record of the goods has.

    Those that have their verdict are no matter any more.
    """
    if context.has_chinese:
        yield from ((span, False) for span in _strange_in_chinese(context))
    original = source(0, len(context.text))
    if len(original) == len(context.text):
        for match in _CAPITAL.finditer(original):
            if context.is_settled_at(match.start()):
                continue
            if english_term(match[0].lower()) not in context.things.name_words:
                yield match.span(), True


def _strange_in_chinese(context: Context) -> Iterator[Span]:
    """Chinese words that no record has."""
    for clause in context.clauses:
        for word, span in uncovered(context, clause):
            if not word.isascii() and not context.is_settled_at(span[0]):
                yield span
    for (_, end), (start, _) in pairwise(context.covered):
        if (
            0 < start - end <= _LONGEST_GAP
            and context.text[end] != " "
            and _HAN.fullmatch(context.text, end, start)
            and not context.is_settled_at(end)
        ):
            yield end, start


@lru_cache(maxsize=256)
def _signs(names: tuple[str, ...]) -> frozenset[str]:
    """The signs of some names."""
    return frozenset(sign for name in names for sign in _read(name).signs)


def _may_be_inside(text: str, span: Span, known: frozenset[str]) -> bool:
    """Whether a sign of a name stands right before or behind some words, or is the last of them."""
    if text[span[1] - 1] in known:
        return True
    after = _SIGN_AFTER.match(text, span[1])
    return (after is not None and after[1] in known) or _sign_before(text, span[0]) in known


def _sign_before(text: str, place: int) -> str:
    """The sign that ends right before a place; empty where there is none."""
    before = text[max(0, place - _LONGEST_SIGN) : place]
    words = before.rstrip(_WITHIN_NAMES)
    if not words or len(before) - len(words) > _LONGEST_JOINT or not words[-1].isalnum():
        return ""
    if not words[-1].isascii():
        return words[-1]
    found = _LAST_SIGN.search(words)
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def _read(name: str) -> _Name:
    signs = tuple(_SIGN.findall(fold(name)))
    return _Name(signs, frozenset(signs))


def _touches(found: Sequence[tuple[str, Span]], inside: Sequence[int], name: _Name) -> bool:
    """Whether a word of a name stands right before some signs, or after one of them."""
    first, last = inside[0], inside[-1] + 1
    before = first > 0 and found[first - 1][0] in name.all
    return before or any(sign in name.all for sign, _ in found[first + 1 : last + 1])


def _swap(
    text: str, found: Sequence[tuple[str, Span]], inside: Sequence[int], name: _Name, *, capital: bool
) -> _Swap | None:
    """The widest swap of signs among ``inside`` for others of the name."""
    first, end = inside[0], inside[-1] + 1
    best: _Swap | None = None
    for last in range(end, first, -1):
        if last - first > _LONGEST_SWAP or any(sign in _JOINS for sign, _ in found[first:last]):
            continue
        if all(sign in name.all for sign, _ in found[first:last]):
            continue
        weight = _weight(text, found, first, last, name, capital=capital)
        if weight and (best is None or weight > best.weight):
            best = _Swap(first, last, weight)
    return best


def _weight(
    text: str, found: Sequence[tuple[str, Span]], first: int, last: int, name: _Name, *, capital: bool
) -> int:
    """What of a name stands around ``found[first:last]``, where that takes the place of other signs."""
    most, alone = 0, not capital and last - first == 1
    before = found[first - 1][0] if first else ""
    for at in [0, *(place for place, sign in enumerate(name.signs, 1) if sign == before)]:
        left = _shared(text, found, first, name.signs, at, back=True)
        if not left and not (at == 0 and first):
            continue
        for on in range(at + 1, min(at + (2 if alone else 1 + _LONGEST_SKIPPED), len(name.signs) + 1)):
            right = _shared(text, found, last, name.signs, on, back=False)
            if alone:
                most = max(most, left + right if min(left, right) > 1 and left + right >= _SURE else 0)
            elif right and _is_enough(text, found, last, name, left, right, capital=capital):
                most = max(most, left + right)
            elif on == len(name.signs) and left >= _SURE and _stands_apart(text, found, first, last):
                most = max(most, left)
    return most


def _shared(
    text: str, found: Sequence[tuple[str, Span]], place: int, signs: Sequence[str], at: int, *, back: bool
) -> int:
    """The weight of what text and name have in common before a place (``back``) or from it on."""
    step, mine, theirs, weight = (-1, place - 1, at - 1, 0) if back else (1, place, at, 0)
    while 0 <= mine < len(found) and 0 <= theirs < len(signs) and found[mine][0] == signs[theirs]:
        inner, outer = sorted((mine, mine - step))
        if inner >= 0 and outer < len(found) and not _is_gap(text, found[inner][1][1], found[outer][1][0]):
            break
        weight += 2 if len(signs[theirs]) > 1 and signs[theirs].isalpha() else 1
        mine, theirs = mine + step, theirs + step
    return weight


def _is_gap(text: str, start: int, end: int) -> bool:
    """Whether nothing but what stands within names lies between two places."""
    gap = _GAP.match(text, start)
    return gap is not None and gap.end() >= end


def _is_enough(
    text: str,
    found: Sequence[tuple[str, Span]],
    last: int,
    name: _Name,
    left: int,
    right: int,
    *,
    capital: bool,
) -> bool:
    """Whether what is shared tells the name; a single character behind must end a word."""
    if right == 1 and left + right < len(name.signs):
        after = found[last][1][1]
        if text[after : after + 1] and _SIGN.match(text, after) and not text[after].isascii():
            return False
    whole = sum(2 if len(sign) > 1 and sign.isalpha() else 1 for sign in name.signs)
    if not left and not capital:
        return right >= _SURE
    return left + right >= min(_ENOUGH, max(2, whole // 2)) and (left >= 2 or right >= 2)


def _stands_apart(text: str, found: Sequence[tuple[str, Span]], first: int, last: int) -> bool:
    """Whether words stand behind a space and before the end of a clause."""
    end = found[last - 1][1][1]
    return (
        text[found[first][1][0] - 1].isspace()
        and re.match(r"\s*(?:[,.;:!?。、()—]|$)", text[end:]) is not None
    )

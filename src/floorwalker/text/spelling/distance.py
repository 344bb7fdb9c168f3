"""How far one English spelling is from another, in slips of a typist."""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(map(frozenset, ("cs", "ck", "sz", "fv", "gj", "kq", "xz", "mn", "dt", "bp")))
_TRANSPOSED = 0.7
_DOUBLED = 0.5
_SILENT = 0.7
_LETTER = 1.0
_ANOTHER_LETTER = 1.1
_LIKELY_LETTER = 0.8


def _neighbours() -> frozenset[frozenset[str]]:
    places = {key: (x + y * 0.5, y) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
    return frozenset(
        frozenset((one, two))
        for one, (x, y) in places.items()
        for two, (other_x, other_y) in places.items()
        if one != two and abs(x - other_x) <= 1 and abs(y - other_y) <= 1
    )


_LIKELY = _neighbours() | _SOUND_ALIKE


def slips(said: str, meant: str, limit: float) -> float:
    """The weight of the slips that turn ``meant`` into ``said``; infinite where it exceeds ``limit``.

    Optimal string alignment (a restricted Damerau-Levenshtein distance) with weights below one for what
    typists do most: swapping two letters, doubling one or not, hitting a neighbouring key, taking one vowel
    for another. Both words are lower case.
    """
    said, meant = _without_ends(said, meant)
    before: list[float] = []
    row = [0.0]
    for at, letter in enumerate(meant):
        row.append(row[-1] + _extra(meant, at, letter))
    for i, typed in enumerate(said):
        before_that, before, row = before, row, [row[0] + _LETTER]
        for j, letter in enumerate(meant):
            best = min(
                before[j] + _substituted(typed, letter),
                before[j + 1] + (_DOUBLED if i and said[i - 1] == typed else _LETTER),
                row[j] + _extra(meant, j, letter),
            )
            if i and j and typed == meant[j - 1] and letter == said[i - 1] and typed != letter:
                best = min(best, before_that[j - 1] + _TRANSPOSED)
            row.append(best)
        if min(*row, *before) > limit:  # the row before it can still be reached by swapping
            return float("inf")
    return row[-1] if row[-1] <= limit else float("inf")


def _without_ends(one: str, two: str) -> tuple[str, str]:
    """Both words without the letters they begin and end with alike, save one at each end."""
    shorter = min(len(one), len(two))
    first = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    first = max(first - 1, 0)
    tail = shorter - first
    last = next((at for at in range(tail) if one[-1 - at] != two[-1 - at]), tail)
    last = max(last - 1, 0)
    return one[first : len(one) - last], two[first : len(two) - last]


def _extra(word: str, at: int, letter: str) -> float:
    """The weight of leaving out a letter of the word that is meant."""
    if at and word[at - 1] == letter:
        return _DOUBLED
    return _SILENT if letter in "eh" else _LETTER


def _substituted(typed: str, letter: str) -> float:
    if typed == letter:
        return 0.0
    pair = frozenset((typed, letter))
    return _LIKELY_LETTER if pair <= _VOWELS or pair in _LIKELY else _ANOTHER_LETTER

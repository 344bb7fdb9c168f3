"""The little language in which rules are written, and the forms that its words take.

A pattern is a row of words, each in its place behind the one before::

    <market>…<superlative>          a word of the list market, a word of superlative up to six words behind it
    the <est> …12 in the world      another distance
    <rival>……<inferior>             …… reaches further, over commas, to the end of the sentence
    (completely|totally|) safe      one of several, or nothing
    heal~ <disease>                 ~ takes the English forms: heals, healed, healing
    ^hurry$                         the beginning and the end of a clause
    <organ> & <advert>              both in one sentence; the first is what is found
    <free> && <fee>                 both, the second in the same sentence or one beside it

There is no repetition and no free text: what a pattern costs is bounded, whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from floorwalker.text import squash

_TOKEN = re.compile(
    r"\s*(?:(?P<far>……)|…(?P<near>\d{0,2})|(?P<edge>[\^$])|<(?P<list>[\w-]+)>|\((?P<any>[^()]*)\)"
    r"|(?P<word>[^…^$<>()&]+))"
)
NEAR, FAR = 6, 24


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: lists of words (``market``) or words (``=in the world``), one of which is here.

    ``gap`` is how many words or characters may stand between it and the one before; ``far`` lets them reach
    over the clause.
    """

    groups: frozenset[str]
    gap: int = 0
    far: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Steps one behind the other; ``begins`` and ``ends`` tie them to the clause's edges."""

    steps: tuple[Step, ...]
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows one of which must stand in the same sentence, or at most ``reach`` sentences away."""

    rows: tuple[Row, ...]
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row that is found, and others that must stand beside it."""

    row: Row
    beside: tuple[Beside, ...] = ()


class FaultyPattern(ValueError):
    """A pattern that says nothing, or that cannot be read."""


def compile_pattern(text: str) -> list[Pattern]:
    """The patterns that a line stands for: one for each way to leave out what may be left out.

    Raises:
        FaultyPattern: it cannot be read; the message says why.
    """
    main, *others = re.split(r"(&&?)", text)
    signs, parts = others[::2], others[1::2]
    beside = tuple(
        Beside(tuple(_rows(part)), reach=len(sign) - 1) for sign, part in zip(signs, parts, strict=True)
    )
    return [Pattern(row, beside) for row in _rows(main)]


def places_of(pattern: Pattern) -> Iterator[frozenset[str]]:
    """The groups of words that may stand in each place of a pattern."""
    for row in (pattern.row, *(row for beside in pattern.beside for row in beside.rows)):
        for step in row.steps:
            yield step.groups


def renamed(pattern: Pattern, names: Callable[[str], Iterable[str]]) -> Pattern:
    """A pattern whose groups go by other names, each by one or several."""

    def row(old: Row) -> Row:
        steps = (
            replace(step, groups=frozenset(name for group in step.groups for name in names(group)))
            for step in old.steps
        )
        return replace(old, steps=tuple(steps))

    beside = tuple(replace(one, rows=tuple(map(row, one.rows))) for one in pattern.beside)
    return Pattern(row(pattern.row), beside)


def forms(word: str) -> list[str]:
    """A word as it may stand in a text: with ``~`` in all its English forms."""
    if "~" not in word:
        return [word]
    parts = [_inflected(part[:-1]) if part.endswith("~") else [part] for part in word.split()]
    return [" ".join(chosen) for chosen in product(*parts)]


def _inflected(word: str) -> list[str]:
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    plural = f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
    found = [word, plural, f"{word}ed", f"{word}ing"]
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", word):
        found += [f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"]
    return found


def _rows(text: str) -> list[Row]:
    begins = ends = False
    slots: list[tuple[list[frozenset[str]], int, bool]] = []  # the choices of a step, and the gap before it
    gap, far, at = 0, False, 0
    text = text.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise FaultyPattern(f"{text!r} cannot be read from {text[at:]!r} on")
        at = token.end()
        if token["edge"]:
            begins, ends = begins or token["edge"] == "^", ends or token["edge"] == "$"
            continue
        if token["far"]:
            gap, far = FAR, True
            continue
        if token["near"] is not None:
            gap = int(token["near"] or NEAR)
            continue
        choices = _choices(token)
        if choices:
            slots.append((choices, gap, far))
            gap, far = 0, False
    if not slots:
        raise FaultyPattern(f"{text!r} holds no word")
    rows = [_row(chosen, begins, ends) for chosen in _chosen(slots)]
    if not all(row.steps for row in rows):
        raise FaultyPattern(f"{text!r} matches nothing at all, and so everywhere")
    return rows


def _choices(token: re.Match[str]) -> list[frozenset[str]]:
    """The groups that may stand in a place; an empty one where nothing may stand there too."""
    if token["list"]:
        return [frozenset([token["list"]])]
    if token["word"]:
        word = token["word"].strip()
        return [frozenset([f"={_checked(word)}"])] if word else []
    options = [_checked(option.strip()) for option in token["any"].split("|")]
    groups = frozenset(
        option[1:-1] if option.startswith("<") and option.endswith(">") else f"={option}"
        for option in options
        if option
    )
    return [groups, frozenset()] if "" in options else [groups]


def _checked(word: str) -> str:
    if word and not squash(word):
        raise FaultyPattern(f"{word!r} holds no letter and no digit")
    return word


def _chosen(
    slots: list[tuple[list[frozenset[str]], int, bool]],
) -> Iterator[list[tuple[frozenset[str], int, bool]]]:
    for chosen in product(*(choices for choices, _, _ in slots)):
        yield [(groups, gap, far) for groups, (_, gap, far) in zip(chosen, slots, strict=True)]


def _row(chosen: list[tuple[frozenset[str], int, bool]], begins: bool, ends: bool) -> Row:
    steps: list[Step] = []
    gap, far = 0, False
    for groups, own_gap, own_far in chosen:
        gap, far = max(gap, own_gap), far or own_far
        if groups:
            steps.append(Step(groups, gap if steps else 0, far if steps else False))
            gap, far = 0, False
    return Row(tuple(steps), begins, ends)

"""What staff write, made fit to store, or refused with a remedy."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import get_args

from floorwalker.catalog.merchandising.models import (
    DEFAULT_STRENGTH,
    MAX_POSITION,
    MAX_STRENGTH,
    MIN_STRENGTH,
    Action,
    Target,
)
from floorwalker.catalog.pricing.periods import check_period
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput
from floorwalker.text import query_terms, squash

MAX_CHARS = 200
MAX_NOTE_CHARS = 1000
MAX_WORDS = 50
"""Words or phrases of one synonym."""


def check_kind(action: str, target: str) -> None:
    """See that action and target are known, and go together.

    Raises:
        UnusableInput: they do not.
    """
    for given, known, what in ((action, get_args(Action), "action"), (target, get_args(Target), "target")):
        if given not in known:
            raise UnusableInput(f"{given[:40]!r} is no {what}", f"use one of: {', '.join(known)}")
    if action == "pin" and target != "product":
        raise UnusableInput(f"a {target} cannot be pinned", "pin a product, or boost the " + target)


def checked_strength(action: Action, strength: float | None) -> float:
    """The strength of a rule, by default 2; a pin or never has none and counts as 1.

    Raises:
        UnusableInput: it is out of range, or the action takes none.
    """
    if action not in {"boost", "bury"}:
        if strength is not None:
            raise UnusableInput(f"the action {action!r} takes no strength", "leave the strength out")
        return 1.0
    strength = DEFAULT_STRENGTH if strength is None else strength
    if not (math.isfinite(strength) and MIN_STRENGTH <= strength <= MAX_STRENGTH):
        raise UnusableInput(
            f"the strength {strength:g} is out of range", f"give {MIN_STRENGTH:g} to {MAX_STRENGTH:g}"
        )
    return strength


def checked_position(action: Action, position: int | None) -> int | None:
    """The place of a pin.

    Raises:
        UnusableInput: a pin has none, or it is out of range; or the action takes none.
    """
    if action != "pin":
        if position is not None:
            raise UnusableInput(f"the action {action!r} takes no position", "leave the position out")
        return None
    if position is None or not 1 <= position <= MAX_POSITION:
        said = "has no position" if position is None else f"cannot be at position {position}"
        raise UnusableInput(f"the pin {said}", f"give a position from 1 to {MAX_POSITION}")
    return position


def checked_period(
    starts_at: datetime | None, ends_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """The period of a rule, in UTC.

    Raises:
        UnusableInput: it ends before it has begun, a moment has no time zone or is out of the calendar.
    """
    check_period(starts_at, ends_at, "the rule")
    try:
        return starts_at and starts_at.astimezone(UTC), ends_at and ends_at.astimezone(UTC)
    except OverflowError as error:
        raise UnusableInput("a date of the rule is out of the calendar", "check both dates") from error


def checked_query(query: str) -> str:
    """The query that a rule is for; empty for every query.

    Raises:
        UnusableInput: it is too long, or has no word.
    """
    query = checked_line(query, "query")
    if query and not query_terms(query):
        raise UnusableInput(f"the query {query!r} has no word", "give one, or none for every query")
    return query


def checked_line(text: str, what: str, longest: int = MAX_CHARS) -> str:
    """One line without stray characters.

    Raises:
        UnusableInput: it is too long.
    """
    line = clean_line(text)
    if len(line) > longest:
        raise UnusableInput(f"the {what} has {len(line):,} characters", f"write at most {longest:,}")
    return line


def checked_words(words: Iterable[str], means: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a synonym, each word or phrase once.

    Raises:
        UnusableInput: there are too few or too many, one is too long or has no letter or digit.
    """
    said = _distinct(words)
    meant = tuple(one for key, one in _distinct(means).items() if key not in said)
    if any(True for _ in means) and not meant:
        raise UnusableInput("the words mean only themselves", "say what else they mean")
    if not said or (len(said) == 1 and not meant):
        raise UnusableInput("a synonym needs two words or phrases", "add a word, or what it means")
    if len(said) + len(meant) > MAX_WORDS:
        raise UnusableInput(f"a synonym has at most {MAX_WORDS} words or phrases", "make several of it")
    return tuple(said.values()), meant


def _distinct(words: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        line = checked_line(word, "word")
        if not query_terms(line):
            raise UnusableInput(f"{line!r} is no word", "write letters or digits")
        found.setdefault(squash(line), line)
    return found

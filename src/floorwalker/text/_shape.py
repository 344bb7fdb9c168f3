"""Whether a shop's tables have the form of the lexicon that they lie over.

A lexicon needs no schema: its own file is the model. An entry may have the fields that its neighbours have,
each of the same type; a new entry may stand only where the lexicon says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from floorwalker.text._merging import REMOVE, REPLACE

Path = tuple[str, ...]
_NAMES = {str: "a string", bool: "true or false", list: "a list of strings", dict: "a table", int: "a number"}


class LexiconFlaw(NamedTuple):
    """What is wrong with a field of an entry, with the entry, or with the whole file, and what mends it."""

    entry: Path
    field: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """What is wrong, after its place: ``[types.cha_chong] parent: 'toys' does not exist``."""
        place = [f"[{'.'.join(self.entry)}]"] if self.entry else []
        place += [self.field] if self.field else []
        return f"{' '.join(place)}: {self.what}" if place else self.what


class LexiconShape(NamedTuple):
    """What a lexicon takes besides what its own file shows.

    ``open`` are tables, written ``types`` or, for the file itself, as the empty string, that take new
    entries; ``*`` stands for any one name. ``optional`` are further fields of entries with their types, and
    ``required`` fields that a new entry must have. ``expressions`` are the fields that hold regular
    expressions, each with what is put around them (``{}`` is the expression).
    """

    open: Collection[str] = ()
    optional: Mapping[str, type] = {}
    required: Collection[str] = ()
    expressions: Mapping[str, str] = {}


def flaws(base: Mapping[str, Any], over: Mapping[str, Any], shape: LexiconShape) -> Iterator[LexiconFlaw]:
    """Everything that is wrong with ``over``."""
    yield from _of_table([base], over, (), shape)


def _of_table(
    models: Sequence[Mapping[str, Any]], over: Mapping[str, Any], place: Path, shape: LexiconShape
) -> Iterator[LexiconFlaw]:
    is_open = any(_fits(place, pattern) for pattern in shape.open)
    for key, value in over.items():
        here = (*place, key)
        if key == REMOVE:
            if not _is_words(value):
                yield LexiconFlaw(place, key, "no list of strings", f'write {REMOVE} = ["word"]')
            continue
        if key == REPLACE:
            if not isinstance(value, bool):
                yield LexiconFlaw(
                    place, key, "neither true nor false", f"write {REPLACE} = true, or leave it out"
                )
            elif not place:
                yield LexiconFlaw(place, key, "it would empty the whole lexicon", "put it into an entry")
            continue
        exact = alike = [model[key] for model in models if key in model]
        if not exact and is_open:
            alike = [one for model in models for one in model.values()]
        elif not exact and key in shape.optional and place:
            alike = [shape.optional[key]()]
        if not alike:
            yield _unknown(models, here, shape)
        elif type(value) not in {type(one) for one in alike}:
            wanted = _NAMES.get(type(alike[0]), f"a {type(alike[0]).__name__}")
            yield LexiconFlaw(place, key, "wrong type", f"make it {wanted}")
        elif isinstance(value, dict):
            yield from _of_entry(exact, models, value, here, shape)
        else:
            yield from _of_value(alike, value, here, shape)


def _of_entry(
    exact: Sequence[Any],
    around: Sequence[Mapping[str, Any]],
    over: Mapping[str, Any],
    place: Path,
    shape: LexiconShape,
) -> Iterator[LexiconFlaw]:
    """An entry's models are those of its name, and neighbours that have a field in common with them."""
    neighbours = [one for model in around for one in model.values() if isinstance(one, dict)]
    tables = [one for one in exact if isinstance(one, dict)]
    fields = {field for one in tables for field in one}
    models = [*tables, *(one for one in neighbours if not tables or fields.intersection(one))]
    if not exact or over.get(REPLACE):
        for field in shape.required:
            if field not in over and all(field in one for one in models):
                yield LexiconFlaw(place, "", f"it has no {field!r}", f"add {field}, as other entries have it")
    yield from _of_table(models, over, place, shape)


def _of_value(alike: Sequence[Any], value: Any, place: Path, shape: LexiconShape) -> Iterator[LexiconFlaw]:
    if isinstance(value, list):
        items = [item for one in alike if isinstance(one, list) for item in one]
        kinds = {type(item) for item in items} or {str}
        if any(type(item) not in kinds for item in value):
            yield LexiconFlaw(
                place[:-1],
                place[-1],
                "wrong type",
                "make it a list of strings" if kinds == {str} else "see the lexicon",
            )
            return
        tables = [item for item in items if isinstance(item, dict)]
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                yield from _of_item(tables, item, (*place, str(number)), shape)
        around = shape.expressions.get(place[-1])
        for expression in value if around is not None else ():
            yield from _of_expression(expression, around or "", place)


def _of_item(
    alike: Sequence[Mapping[str, Any]], item: Mapping[str, Any], place: Path, shape: LexiconShape
) -> Iterator[LexiconFlaw]:
    """A table in a list must have every field that all others in the list have."""
    for field in alike[0]:
        if field not in item and all(field in other for other in alike):
            yield LexiconFlaw(place, "", f"it has no {field!r}", f"add {field}, as the others have it")
    yield from _of_table(alike, item, place, shape)


def _of_expression(expression: str, around: str, place: Path) -> Iterator[LexiconFlaw]:
    try:
        re.compile(f"(?:x|{around.replace('{}', expression)})")
        empty = re.fullmatch(expression, "") is not None
    except re.error as error:
        yield LexiconFlaw(
            place[:-1], place[-1], f"{expression!r} is no regular expression ({error})", "mend the expression"
        )
        return
    if empty:
        yield LexiconFlaw(
            place[:-1],
            place[-1],
            f"{expression!r} matches nothing at all, and so everywhere",
            "make it match a word",
        )


def _unknown(models: Sequence[Mapping[str, Any]], place: Path, shape: LexiconShape) -> LexiconFlaw:
    from difflib import get_close_matches  # noqa: PLC0415 - only a faulty file needs it

    known = list(
        dict.fromkeys([*(key for model in models for key in model), *(shape.optional if place[1:] else ())])
    )
    close = get_close_matches(place[-1], known, n=1)
    remedy = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known[:20])}"
    return LexiconFlaw(place[:-1], place[-1], "unknown", remedy)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _fits(place: Path, pattern: str) -> bool:
    parts = pattern.split(".") if pattern else []
    return len(parts) == len(place) and all(p in ("*", name) for p, name in zip(parts, place, strict=True))

"""The objects of a JSON document of any size, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import ijson

from floorwalker.core import UnusableInput

Path = tuple[str, ...]
"""Where a value stands: the keys that lead to it, and :data:`ITEM` for any place in a list."""

ITEM = "[]"

_DEPTH = 100
_LARGEST = 1_000_000  # keys, values and brackets of one object
_LONGEST = 100_000_000  # characters without a single key, value or bracket: a text too long to be one
_BLOCK = 1 << 16
_DAMAGE = "\udcff"  # what the feed has for a character that its encoding cannot explain
_STAND_IN = "\ufdd0"  # a noncharacter: JSON in UTF-8 cannot hold a lone surrogate, and no text holds this
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


class Damaged(Exception):
    """The document cannot be read further."""


def objects(lines: Iterable[str], wanted: Callable[[Path], bool]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects that stand where they are wanted, as they are read; those inside of them are parts of them.

    Numbers with a decimal point are read exactly. A character that the file's encoding cannot explain is the
    lone surrogate U+DCFF.

    Raises:
        Damaged: the rest is no JSON, or it ends too early.
        UnusableInput: it is nested too deep, or one object is too large to be a product.
    """
    source = _Bytes(lines)
    path: list[str] = []
    builder: ijson.ObjectBuilder | None = None
    depth = events = 0
    for event, value in _events(source):
        source.silent = 0
        depth += _STEPS.get(event, 0)
        if depth > _DEPTH:
            raise UnusableInput(f"its values are nested deeper than {_DEPTH} levels", "export it again")
        if builder is not None:
            builder.event(event, value)
            events += 1
            if events > _LARGEST:
                raise UnusableInput("one of its objects is too large to be a product", "export it again")
            if event == "end_map" and depth == len(path):
                yield tuple(path), _restored(builder.value) if source.damaged else builder.value
                builder = None
        elif event == "start_map" and wanted(tuple(path)):
            builder, events = ijson.ObjectBuilder(), 0
            builder.event(event, value)
        else:
            _step(path, event, value)


def _step(path: list[str], event: str, value: Any) -> None:
    match event:
        case "start_map":
            path.append("")
        case "start_array":
            path.append(ITEM)
        case "map_key":
            path[-1] = value
        case "end_map" | "end_array":
            path.pop()


def _events(source: "_Bytes") -> Iterator[tuple[str, Any]]:
    try:
        yield from ijson.basic_parse(source, buf_size=_BLOCK)
    except ijson.JSONError as error:
        raise Damaged(str(error).partition("\n")[0].strip()) from error
    except (ValueError, ArithmeticError) as error:  # a number or an escape that Python has no value for
        raise Damaged("a value cannot be read") from error


def _restored(value: Any) -> Any:
    match value:
        case str():
            return value.replace(_STAND_IN, _DAMAGE)
        case list():
            return [_restored(one) for one in value]
        case dict():
            return {_restored(key): _restored(one) for key, one in value.items()}
        case _:
            return value


class _Bytes:
    """Lines as the bytes of UTF-8 that the parser asks for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._rest = b""
        self._first = True
        self.damaged = False
        self.silent = 0

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; none at the end."""
        while len(self._rest) < size and (line := next(self._lines, "")):
            if self._first:
                line, self._first = line.lstrip("\ufeff"), False
            if _DAMAGE in line:
                line, self.damaged = line.replace(_DAMAGE, _STAND_IN), True
            self._rest += line.encode("utf-8")
        data, self._rest = self._rest[:size], self._rest[size:]
        self.silent += len(data)
        if self.silent > _LONGEST:
            raise UnusableInput("one of its texts is too long to be of a product", "export it again")
        return data

"""A shop's own words: files that lie over the lexicons of the package, the same for the whole process.

A lexicon of the package is a TOML file beside the code that reads it (``lexicon_files.Lexicon``). A file of
the same name in the overlay's folder adds to it, takes words away, or corrects it. The overlay is read once,
when a process starts, so that no turn can see half a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Overlay:
    """The files of a folder as they were when it was read: name (``zh/listing.toml``) → content."""

    folder: Path | None = None
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    def fingerprint(self, names: Iterable[str]) -> str:
        """What the given files say, in a few characters; empty where the overlay has none of them."""
        own = [name for name in sorted(names) if name in self.files]
        if not own:
            return ""
        digest = hashlib.blake2b(digest_size=16)
        for name in own:
            digest.update(f"{name}\0{len(self.files[name])}\0".encode())
            digest.update(self.files[name])
        return digest.hexdigest()


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


C = TypeVar("C", bound=_Cached)

_current = Overlay()
_forget: list[Callable[[], None]] = []


def of_lexicons(cached: C) -> C:
    """Marks a cached function whose results come from a lexicon: another overlay empties its cache.

    To stand above ``@cache`` or ``@lru_cache``.
    """
    _forget.append(cached.cache_clear)
    return cached


def current_overlay() -> Overlay:
    """The overlay in use; an empty one where a shop has no words of its own."""
    return _current


def use_overlay(folder: Path | None) -> Overlay:
    """Read a folder's files and lay them over the lexicons; to be called when a process starts.

    Reading the same content again changes nothing. ``None``, and a folder that does not exist, mean no
    overlay. What the files say is looked at when their lexicon is next read.

    Raises:
        UnusableInput: a file cannot be read.
    """
    _put(read_overlay(folder))
    return _current


@contextmanager
def overlaid(folder: Path | None) -> Iterator[Overlay]:
    """An overlay for a while; then the one before is in use again."""
    before = _current
    try:
        yield use_overlay(folder)
    finally:
        _put(before)


def read_overlay(folder: Path | None) -> Overlay:
    """The TOML files in a folder and the folders in it; hidden ones are passed over.

    Raises:
        UnusableInput: a file cannot be read.
    """
    if folder is None or not folder.is_dir():
        return Overlay()
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        try:
            files[inside.as_posix()] = path.read_bytes()
        except OSError as error:
            from floorwalker.core import UnusableInput  # noqa: PLC0415 - loads the settings

            raise UnusableInput(
                f"lexicon {path} cannot be read ({error})", "see to its permissions"
            ) from error
    return Overlay(folder, MappingProxyType(files)) if files else Overlay()


def _put(overlay: Overlay) -> None:
    global _current  # noqa: PLW0603 - one overlay for the process, as the docstring of the module says
    if overlay != _current:
        _current = overlay
        for forget in _forget:
            forget()

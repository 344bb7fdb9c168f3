"""The libraries that are slow to load, each loaded when it is first needed and only once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

# ruff: noqa: PLC0415 - importing here rather than above is this module's purpose


@cache
def to_simplified() -> Callable[[str], str]:
    """OpenCC's conversion of traditional to simplified script."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@cache
def word_segmenter() -> Any:
    """The module ``rjieba``, whose dictionary is built as it is imported."""
    import rjieba

    return rjieba


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case English word."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed

"""Which English words are words, and how common they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_RARE = 200_000


def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is English and common enough to be meant rather than mistyped."""
    return frequency(word) >= _RARE


def frequency(word: str) -> int:
    """How often books have a lower-case word, of some 10¹² words; 0 where it is none.

    The words are those of symspellpy's dictionary: SCOWL's list with the frequencies of Google's Ngrams.
    Inflected forms and British spellings are among them, names are not.

    Raises:
        ModuleNotFoundError: symspellpy is not installed.
    """
    return int(_counts().get(word, 0))


@cache
def _counts() -> Mapping[str, str]:
    """The dictionary's file as it stands. The package itself, slow to load and to index, is not imported."""
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("symspellpy is not installed; install floorwalker again")
    fields = Path(spec.origin).with_name(_DICTIONARY).read_text("utf-8-sig").split()
    return dict(zip(fields[::2], fields[1::2], strict=True))

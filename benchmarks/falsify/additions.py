"""Sentences that nothing supports, added to a true text."""

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .books import Books
from .corruption import Corruption
from .texts import TrueText

_DATA = Path(__file__).with_name("sentences.toml")


@cache
def _sentences() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(_DATA.read_text(encoding="utf-8"))["sentence"])


def additions(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """Promises, deeds, addresses and inventions that neither the evidence nor the text itself speaks of."""
    said = text.text.lower()
    end = len(text.text)
    for one in _sentences():
        if not any(books.mentions(word) or word.lower() in said for word in one["unless"]):
            yield Corruption(one["kind"], (end, end), rng.choice(one[text.language]))

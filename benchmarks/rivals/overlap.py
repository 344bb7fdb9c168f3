"""How much of a sentence stands in the evidence, word by word."""

import re
from collections.abc import Iterator, Sequence

_WORDS = re.compile(r"\d+(?:\.\d+)?|[a-z]+|[一-鿿]+")


def overlap(sentence: str, passages: Sequence[str]) -> float:
    """The share of a sentence's words, numbers and pairs of characters that the passages have."""
    known = {word for passage in passages for word in _words(passage)}
    said = list(_words(sentence))
    return sum(word in known for word in said) / max(1, len(said))


def _words(text: str) -> Iterator[str]:
    for run in _WORDS.findall(text.lower()):
        if run.isascii():
            yield run
        else:
            yield from (run[place : place + 2] for place in range(max(1, len(run) - 1)))

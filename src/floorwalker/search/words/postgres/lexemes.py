"""Lexemes: what stands in a text-search vector of PostgreSQL, letter by letter as our analyser made it."""

import hashlib
from functools import lru_cache
from typing import Literal

Space = Literal["word", "denied", "primary", "held", "named", "facet", "brand"]
"""What a lexeme says of a product."""

_PREFIXES: dict[Space, str] = {
    "word": "w",
    "denied": "d",
    "primary": "p",
    "held": "h",
    "named": "n",
    "facet": "f",
    "brand": "b",
}
_LONGEST = 100  # bytes of UTF-8; PostgreSQL takes 2046
_CODE_BYTES = 8
CODE_BITS = 44
"""So many bits tell lexemes apart where scores are computed."""


@lru_cache(maxsize=200_000)
def lexeme(space: Space, value: str) -> str:
    """The lexeme of a term, a kind or a facet.

    What PostgreSQL cannot hold (NUL, half of a surrogate pair) becomes a question mark; what is longer than
    it takes is told by a digest.
    """
    text = _PREFIXES[space] + value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")
    if len(text) <= _LONGEST // 4 or len(text.encode()) <= _LONGEST:
        return text
    return text[: _LONGEST // 10] + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def quoted(text: str) -> str:
    """A lexeme as it is written in a ``tsvector`` or a ``tsquery``: no sign in it has a meaning."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


@lru_cache(maxsize=200_000)
def code_of(text: str) -> int:
    """A number of :data:`CODE_BITS` bits for a lexeme; two of a million share one in one of 35 indexes."""
    digest = hashlib.blake2b(text.encode(), digest_size=_CODE_BYTES).digest()
    return int.from_bytes(digest, "big") >> (8 * _CODE_BYTES - CODE_BITS)

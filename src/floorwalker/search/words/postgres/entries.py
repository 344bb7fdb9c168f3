"""A product's lexemes in numbers: how often each stands in each field, for scores and for counts.

An entry is 64 bits: the code of a lexeme, and below it how often it stands in the title, the brand, the
category (four bits each) and the body (eight). Before the entries of a product stand the lengths of its
fields, sixteen bits each.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.words.fields import TEXT_WEIGHTS, Document
from floorwalker.search.words.postgres.lexemes import Space, code_of, lexeme, quoted
from floorwalker.search.words.protocol import Keys

Packed: TypeAlias = NDArray[np.uint64]
Integers: TypeAlias = NDArray[np.int64]

FIELDS = tuple(TEXT_WEIGHTS)
_ENTRY = np.dtype("<u8")
_SHIFTS = np.array([16, 12, 8, 0], np.uint64)  # of the frequency in each field
_MASKS = np.array([15, 15, 15, 255], np.uint64)
_FREQUENCY_BITS = 20
_LENGTH_BITS = 16
_LENGTH_SHIFTS = np.array([48, 32, 16, 0], np.uint64)
_LONGEST = (1 << _LENGTH_BITS) - 1  # terms
_SIEVE_BITS = 16
_PLACES = {
    fields: ",".join(f"{n}{letter}" for n, letter in enumerate("ABCD", 1) if fields[n - 1])
    for fields in product((False, True), repeat=len(FIELDS))
}
_MOST = 8000  # lexemes of one product; a text-search vector takes a megabyte


class Kept(NamedTuple):
    """What is kept of a product: a text-search vector as PostgreSQL reads it, and the entries."""

    terms: str
    entries: bytes


def kept(document: Document) -> Kept:
    """What is kept of a document."""
    counts = _counts(document)
    lengths = [min(len(document.texts[name]), _LONGEST) for name in FIELDS]
    head = sum(length << int(shift) for length, shift in zip(lengths, _LENGTH_SHIFTS, strict=True))
    packed = np.fromiter((_packed(text, often) for text, often in counts.items()), _ENTRY, len(counts))
    return Kept(
        " ".join(_vector_part(text, often) for text, often in counts.items()),
        np.array([head], _ENTRY).tobytes() + packed.tobytes(),
    )


def _counts(document: Document) -> dict[str, list[int]]:
    """How often each lexeme stands in each field; those of no field stand in none."""
    marks: list[tuple[Space, Sequence[str]]] = [
        ("primary", document.kinds["primary"]),
        ("held", document.kinds["held"]),
        ("named", document.kinds["named"]),
        ("facet", document.facets),
        ("brand", [document.brand_key]),
    ]
    counts = {lexeme(space, value): [0] * len(FIELDS) for space, values in marks for value in values}
    for number, name in enumerate(FIELDS):
        for term, often in Counter(document.texts[name]).items():
            counts.setdefault(lexeme("word", term), [0] * len(FIELDS))[number] = often
    for term in document.denied:
        counts[lexeme("denied", term)] = [0] * len(FIELDS)
    return dict(islice(counts.items(), _MOST))


def _packed(text: str, often: Sequence[int]) -> int:
    title, brand, category, body = often
    frequencies = min(title, 15) << 16 | min(brand, 15) << 12 | min(category, 15) << 8 | min(body, 255)
    return code_of(text) << _FREQUENCY_BITS | frequencies


def _vector_part(text: str, often: Sequence[int]) -> str:
    """A lexeme as it is written in a ``tsvector``: its positions are fields, from A (the title) to D."""
    places = _PLACES[tuple(map(bool, often))]
    return f"{quoted(text)}:{places}" if places else quoted(text)


@dataclass(frozen=True)
class Statistics:
    """How many products have each of some lexemes, at all and by field, by which scores are computed."""

    documents: int
    lengths: Sequence[int]
    products: Mapping[str, Sequence[int]]

    def idf(self, text: str) -> NDArray[np.float64]:
        """What it tells that a lexeme stands in each field; as BM25 has it, never below 0."""
        counts = np.array(self.products.get(text, (0,) * (1 + len(FIELDS)))[1:], np.float64)
        weight: NDArray[np.float64] = np.log1p((self.documents - counts + 0.5) / (counts + 0.5))
        return np.maximum(np.nan_to_num(weight), 0.0)

    def holding(self, text: str) -> int:
        """How many products have a lexeme."""
        return int(self.products.get(text, (0,))[0])


@dataclass(frozen=True)
class Hits:
    """Which of some rows have which of some lexemes: entries, each with its row and the lexeme's number."""

    rows: Integers
    columns: Integers
    often: NDArray[np.float64]  # one row an entry, one column a field
    lengths: NDArray[np.float64]  # one row a row
    size: int

    @classmethod
    def read(cls, stream: bytes, sizes: Integers, texts: Sequence[str]) -> "Hits":
        """Look for lexemes in the entries of rows, which lie in ``stream`` one after another.

        Args:
            stream: entries.
            sizes: of each row, in bytes.
            texts: lexemes, each once.
        """
        entries = np.frombuffer(stream, _ENTRY)
        ends = np.cumsum(sizes // _ENTRY.itemsize)
        starts = ends - sizes // _ENTRY.itemsize
        heads = entries[starts]
        lengths = (heads[:, None] >> _LENGTH_SHIFTS) & np.uint64(_LONGEST)
        codes = np.array([code_of(text) for text in texts], np.uint64)
        order = np.argsort(codes)
        at = _likely(entries, codes)
        found = entries[at] >> np.uint64(_FREQUENCY_BITS)
        place = np.minimum(np.searchsorted(codes[order], found), max(len(codes) - 1, 0))
        real = codes[order][place] == found if len(codes) else np.zeros(len(at), np.bool_)
        at, place = at[real], place[real]
        rows = np.searchsorted(ends, at, side="right")
        real = at != starts[rows]
        at, place, rows = at[real], place[real], rows[real]
        often = (entries[at][:, None] >> _SHIFTS) & _MASKS
        return cls(rows, order[place], often.astype(np.float64), lengths.astype(np.float64), size=len(sizes))


def _likely(entries: Packed, codes: Packed) -> Integers:
    """Places of entries that may be of some codes: the lowest bits agree."""
    low = np.uint64((1 << _SIEVE_BITS) - 1)
    sieve = np.zeros(1 << _SIEVE_BITS, np.bool_)
    sieve[(codes & low).astype(np.int64)] = True
    return np.flatnonzero(sieve[((entries >> np.uint64(_FREQUENCY_BITS)) & low).astype(np.int64)])


class Tally:
    """Counts how many products have each lexeme, at all and by field, of products added and dropped."""

    _FOLDED_AT = 4_000_000

    def __init__(self) -> None:
        self.documents = 0
        self.lengths = np.zeros(len(FIELDS), np.int64)
        self._codes: Integers = np.zeros(0, np.int64)
        self._counts: Integers = np.zeros((0, 1 + len(FIELDS)), np.int64)
        self._waiting: list[tuple[bytes, int]] = []
        self._bytes = 0

    def add(self, entries: bytes) -> None:
        """A product was added."""
        self._put(entries, 1)

    def drop(self, entries: bytes) -> None:
        """A product was dropped."""
        self._put(entries, -1)

    def counts(self) -> tuple[Keys, Integers]:
        """The codes of lexemes whose counts are others now, and by how much: at all, and in each field."""
        self._fold()
        changed = self._counts.any(axis=1)
        return self._codes[changed], self._counts[changed]

    def _put(self, entries: bytes, sign: int) -> None:
        head = np.frombuffer(entries, _ENTRY, 1)
        self.documents += sign
        self.lengths += sign * ((head >> _LENGTH_SHIFTS) & np.uint64(_LONGEST)).astype(np.int64)
        self._waiting.append((entries[_ENTRY.itemsize :], sign))
        self._bytes += len(entries)
        if self._bytes > self._FOLDED_AT * _ENTRY.itemsize:
            self._fold()

    def _fold(self) -> None:
        if not self._waiting:
            return
        entries = np.frombuffer(b"".join(part for part, _sign in self._waiting), _ENTRY)
        sizes = [len(part) // _ENTRY.itemsize for part, _sign in self._waiting]
        signs = np.repeat([sign for _part, sign in self._waiting], sizes)
        self._waiting, self._bytes = [], 0
        counts = np.ones((len(entries), 1 + len(FIELDS)), np.int64)
        counts[:, 1:] = ((entries[:, None] >> _SHIFTS) & _MASKS) > 0
        codes = np.concatenate([self._codes, (entries >> np.uint64(_FREQUENCY_BITS)).astype(np.int64)])
        counts = np.concatenate([self._counts, counts * signs[:, None]])
        self._codes, of = np.unique(codes, return_inverse=True)
        self._counts = np.stack(
            [np.bincount(of, column, len(self._codes)).astype(np.int64) for column in counts.T], axis=1
        )

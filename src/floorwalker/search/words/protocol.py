"""The contract of a word index: what the engine asks of it, whatever keeps it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog import Product
from floorwalker.search.blending import Scores
from floorwalker.search.query import ProductQuery
from floorwalker.search.synonyms import Thesaurus

Keys = NDArray[np.int64]
"""Products by their :func:`product_key`."""

Bits = NDArray[np.int64]
"""For each product a set of small numbers, one in each bit."""

TypeField = Literal["primary", "held", "named"]
"""Where kinds of goods are looked for: what a product is, what it is or holds, what it mentions at all."""


def product_key(product_id: str) -> int:
    """63 bits of a product's id, by which products are told apart in numbers."""
    return int.from_bytes(hashlib.blake2b(product_id.encode(), digest_size=8).digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of some products: those to (re)index and the ids to drop, up to a journal entry."""

    products: Sequence[Product]
    gone: Sequence[str]
    seq: int


class Best(NamedTuple):
    """Products that fit a query, the best first.

    ``scores`` are those of the words; ``kind`` is 1 for what is of a preferred kind and 0.5 for what holds
    one.
    """

    keys: Keys
    scores: Scores
    kind: Scores


class WordIndex(Protocol):
    """The texts, kinds and facets of one shop's products, withdrawn ones included.

    Only the indexed part of a query counts here: words, kinds, facets, brands by their spellings. Price,
    stock and all else that changes by the minute is the engine's. Not safe for threads, but for
    ``catch_up``: the engine has a lock.
    """

    def __len__(self) -> int:
        """How many products are in it."""
        ...

    @property
    def ready(self) -> bool:
        """Whether there is anything to search in."""
        ...

    @property
    def applied(self) -> int:
        """The journal entry up to which it is current as it is open; 0 where there is none."""
        ...

    @property
    def generation(self) -> object:
        """Another value whenever its contents are others."""
        ...

    def reopen(self) -> None:
        """See what another process, or ``catch_up``, has written since."""
        ...

    def catch_up(
        self,
        changes: Callable[[int], Iterable[Change]],
        everything: Callable[[], Iterable[Change]],
        wait_s: float,
    ) -> bool:
        """Apply the journal, or build anew where there is no usable index; then reopen.

        Args:
            changes: the changes after a journal entry.
            everything: all products, for a build; the last change's ``seq`` counts.
            wait_s: how long to wait in seconds for another process that is writing; it is waited for until
                it ends where there is no index to search meanwhile.

        Returns:
            Whether this process could write; if not, another is at it.
        """
        ...

    @property
    def replaced(self) -> int:
        """How many products' former texts still count in how telling a word is."""
        ...

    def rebuild(self, everything: Callable[[], Iterable[Change]], wanted: Callable[[], bool]) -> bool:
        """Build anew beside what is in use, then reopen.

        Args:
            everything: as for :meth:`catch_up`.
            wanted: asked now and then; once it says no, all stays as it was.

        Returns:
            Whether it was done; not so where another process is writing.
        """
        ...

    def use(self, thesaurus: Thesaurus) -> None:
        """From now on words mean what staff say."""
        ...

    def best(
        self, query: ProductQuery, field: TypeField, most: int, among: Sequence[str] | None = None
    ) -> Best:
        """The products that fit best, ``most`` of them.

        Args:
            query: the query; its filters give no score, words and preferences do.
            field: where kinds of goods are looked for.
            most: the length of the list.
            among: ids of the only products to look at; ``None``: all.
        """
        ...

    def having(self, query: ProductQuery, field: TypeField) -> Keys:
        """All products that pass the filters of a query, in no certain order; its words do not count."""
        ...

    def matching(self, query: ProductQuery, field: TypeField) -> Keys:
        """All products that :meth:`best` would find, in no certain order."""
        ...

    def carrying(
        self, query: ProductQuery, words: Sequence[str], field: TypeField, most: int
    ) -> tuple[Keys, Bits]:
        """Products of the query's kinds that carry any of some words, and which: the first is bit 0.

        Where there are more than ``most``, those whose bits make the greatest number.
        """
        ...

    def naming(self, text: str, most: int) -> Iterator[tuple[int, str]]:
        """Keys and ids of the ``most`` products whose words fit a text, the best first."""
        ...

    def frequency(self, term: str) -> int:
        """How many products have a term of the analyser's in one of the text fields, at most."""
        ...

    def held(self, kinds: Iterable[str]) -> frozenset[str]:
        """Those of some kinds that a product is of or holds."""
        ...

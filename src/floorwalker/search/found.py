"""What a search has found before it is put in order."""

from dataclasses import dataclass, replace

import numpy as np

from floorwalker.search.blending import Scores
from floorwalker.search.rows import Mask, Rows


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that satisfy every filter, with their scores by words.

    ``kind`` is 1 for what is of a preferred kind and 0.5 for what holds one; ``mentions`` only hold or
    mention the kind that was filtered for. Where more rows satisfy the filters than are listed, ``pool`` has
    them all; where they are not even counted, ``exact`` is false.
    """

    rows: Rows
    text: Scores
    kind: Scores
    mentions: Mask
    pool: Rows | None = None
    exact: bool = True

    @classmethod
    def nothing(cls) -> "Found":
        """No rows."""
        return cls(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), np.zeros(0, np.bool_))

    def __add__(self, other: "Found") -> "Found":
        """These and what the other has besides."""
        if not len(other) and other.pool is None:
            return self if other.exact else replace(self, exact=self.exact and self.pool is not None)
        new = other[~np.isin(other.rows, self.rows)]
        pool = self.pool
        if pool is None and other.pool is not None:
            pool = np.union1d(self.rows, other.pool)
        return replace(
            self,
            rows=np.concatenate([self.rows, new.rows]),
            text=np.concatenate([self.text, new.text]),
            kind=np.concatenate([self.kind, new.kind]),
            mentions=np.concatenate([self.mentions, new.mentions]),
            pool=pool,
            exact=self.exact and (other.exact or pool is not None),
        )

    def __getitem__(self, chosen: Mask) -> "Found":
        return replace(
            self,
            rows=self.rows[chosen],
            text=self.text[chosen],
            kind=self.kind[chosen],
            mentions=self.mentions[chosen],
        )

    def __len__(self) -> int:
        return len(self.rows)

"""What a search has found before it is put in order."""

from dataclasses import dataclass

import numpy as np

from floorwalker.search.blending import Scores
from floorwalker.search.columns import Mask, Rows


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that satisfy every filter, with their scores by words.

    ``kind`` is 1 for what is of a preferred kind and 0.5 for what holds one; ``mentions`` only hold or
    mention the kind that was filtered for.
    """

    rows: Rows
    text: Scores
    kind: Scores
    mentions: Mask

    def __add__(self, other: "Found") -> "Found":
        return Found(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.text, other.text]),
            np.concatenate([self.kind, other.kind]),
            np.concatenate([self.mentions, other.mentions]),
        )

    def __getitem__(self, chosen: Mask) -> "Found":
        return Found(self.rows[chosen], self.text[chosen], self.kind[chosen], self.mentions[chosen])

    def __len__(self) -> int:
        return len(self.rows)

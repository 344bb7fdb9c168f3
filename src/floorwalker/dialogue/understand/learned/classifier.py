"""A linear classifier of dialogue acts, learned from labelled turns (``training/dialogue_acts.py``)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

_TABLE = "dialogue_acts.npz"


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest dialogue act of a message, by the labels of ``training/README.md``, and how likely.

    ``features`` are those it was read from.
    """

    label: str
    probability: float
    features: frozenset[str] = frozenset()

    def reasons(self, most: int) -> tuple[str, ...]:
        """The features that spoke most for it, strongest first."""
        known = dialogue_act_classifier().reasons(self.features, self.label)
        return tuple(name for name, _ in known[:most])


class LinearClassifier:
    """Multinomial logistic regression over named binary features.

    Args:
        labels: the classes.
        names: the features.
        weights: of each feature for each class, ``(features, classes)``, in steps of ``scale``.
        scale: what one step of a weight is worth.
        bias: of each class.
    """

    def __init__(
        self,
        labels: Sequence[str],
        names: Sequence[str],
        weights: NDArray[np.int8],
        scale: float,
        bias: NDArray[np.float32],
    ) -> None:
        self._labels = tuple(labels)
        self._rows = {name: row for row, name in enumerate(names)}
        self._weights = weights
        self._scale = scale
        self._bias = bias

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes."""
        return self._labels

    def probabilities(self, features: Iterable[str]) -> NDArray[np.float32]:
        """How likely each class is, in the order of ``labels``; unknown features count for nothing."""
        rows = [row for name in features if (row := self._rows.get(name)) is not None]
        scores = self._weights[rows].sum(axis=0, dtype=np.int32) * np.float32(self._scale) + self._bias
        likely = np.exp(scores - scores.max())
        shares: NDArray[np.float32] = likely / likely.sum()
        return shares

    def guess(self, features: Iterable[str]) -> Guess:
        """The likeliest class."""
        known = frozenset(features)
        likely = self.probabilities(known)
        best = int(likely.argmax())
        return Guess(self._labels[best], float(likely[best]), known)

    def reasons(self, features: Iterable[str], label: str) -> list[tuple[str, float]]:
        """The features that speak most for a class, against the mean of all, strongest first."""
        column = self._labels.index(label)
        known = [name for name in features if name in self._rows]
        said = [(name, self._weights[self._rows[name]].astype(np.float32)) for name in known]
        gains = [(name, float(row[column] - row.mean()) * self._scale) for name, row in said]
        return sorted((gain for gain in gains if gain[1] > 0), key=lambda gain: -gain[1])


@lru_cache
def dialogue_act_classifier() -> LinearClassifier:
    """The classifier that ships with the package."""
    raw = files("floorwalker.dialogue.understand.learned").joinpath(_TABLE).read_bytes()
    with np.load(BytesIO(raw)) as table:
        return LinearClassifier(
            bytes(table["labels"]).decode().split("\n"),
            bytes(table["names"]).decode().split("\n"),
            table["weights"],
            float(table["scale"]),
            table["bias"],
        )

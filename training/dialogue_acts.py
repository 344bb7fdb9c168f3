"""Trains the classifier of dialogue acts on the labelled conversations: ``python training/dialogue_acts.py``.

Prints how well conversations it has not seen are read, and writes the table that ships with the package.
Needs the extra ``train``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from labelled import TURNS, Conversation, read_conversations
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from floorwalker.dialogue.understand.learned.features import Scene
from floorwalker.dialogue.understand.learned.reading import read_features
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, is_chinese

TABLE = Path(__file__).parents[1] / "src/floorwalker/dialogue/understand/learned/dialogue_acts.npz"

_SHOWS_SEVERAL = frozenset({"find", "refine", "others", "cheaper", "dearer", "offers", "help", "overview"})
_SHOWS_ONE = frozenset({"price", "stock", "detail", "pick", "best_of", "why", "saving"})
_BUNDLES = frozenset({"bundle", "rebundle"})
_FOLDS = 5
_STEPS = 127
_LEAST_WEIGHT = 0.04  # of a feature for any class; weaker ones are left out


@dataclass(frozen=True, slots=True)
class Example:
    """One turn as the classifier sees it; ``conversation`` numbers the talk it comes from."""

    features: set[str]
    label: str
    text: str
    conversation: int


def examples(conversations: Iterator[Conversation]) -> Iterator[Example]:
    """The turns of conversations, each with the scene that the turns before it made."""
    for number, conversation in enumerate(conversations):
        brands = {
            turn.text[slice(*mention.span)]
            for turn in conversation
            for mention in turn.mentions
            if mention.kind == "b"
        }
        vocabulary = ShopVocabulary({brand: brand for brand in brands})
        scene = Scene()
        for turn in conversation:
            message = Folded.of(turn.text)
            language = "zh" if any(map(is_chinese, turn.text)) else "en"
            slots = find_slots(message, language, vocabulary)
            yield Example(read_features(message, slots, vocabulary, scene), turn.label, turn.text, number)
            scene = _after(turn.label, scene)


def _after(label: str, scene: Scene) -> Scene:
    if label == "reset":
        return Scene()
    if label in _SHOWS_SEVERAL:
        return Scene(shown=True)
    if label in _BUNDLES:
        return Scene(shown=True, bundle=True)
    return Scene(True, True, scene.bundle) if label in _SHOWS_ONE else scene


def main() -> None:
    """Train, measure on conversations left out, write the table."""
    files = sorted(TURNS.glob("*.tsv"))
    turns = list(examples(talk for file in files for talk in read_conversations(file)))
    vectorizer = DictVectorizer(dtype=np.float32)
    table = vectorizer.fit_transform([dict.fromkeys(turn.features, 1) for turn in turns])
    names = np.array(vectorizer.get_feature_names_out())
    often = np.asarray((table > 0).sum(axis=0)).ravel() > 1
    table, names = table[:, often], names[often]
    labels = np.array([turn.label for turn in turns])
    model = LogisticRegression(C=1.0, max_iter=400)
    likely = cross_val_predict(
        model,
        table,
        labels,
        groups=[turn.conversation for turn in turns],
        cv=GroupKFold(_FOLDS),
        method="predict_proba",
        n_jobs=2,
    )
    report(labels, likely)
    model.fit(table, labels)
    write(model, names)


def report(labels: NDArray[np.str_], likely: NDArray[np.float64]) -> None:
    """Prints the accuracy, overall, by label, and where the classifier is sure."""
    classes = np.unique(labels)
    read, sure = classes[likely.argmax(axis=1)], likely.max(axis=1)
    right = read == labels
    print(f"{len(labels)} turns, {right.mean():.1%} right")
    for bound in (0.5, 0.7, 0.9):
        told = sure > bound
        print(f"  surer than {bound}: {told.mean():.1%} of them, {right[told].mean():.1%} right")
    for label in classes:
        of, as_ = labels == label, read == label
        print(f"  {label:9} n {of.sum():5}  recall {right[of].mean():.2f}  precision {right[as_].mean():.2f}")


def write(model: LogisticRegression, names: NDArray[np.str_]) -> None:
    """Writes the weights in steps of one byte."""
    weights = model.coef_.T
    kept = np.abs(weights).max(axis=1) >= _LEAST_WEIGHT
    weights, names = weights[kept], names[kept]
    scale = np.abs(weights).max() / _STEPS
    np.savez_compressed(
        TABLE,
        labels=np.frombuffer("\n".join(model.classes_).encode(), np.uint8),
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=np.round(weights / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=model.intercept_.astype(np.float32),
    )
    print(f"{len(names)} features, {TABLE.stat().st_size / 1e3:.0f} kB in {TABLE.name}")


if __name__ == "__main__":
    main()

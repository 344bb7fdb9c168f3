"""Flags from scores: a threshold chosen on some items, applied to the others."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

FOLDS = 5

Item = Mapping[str, Any]


def flags(
    items: Sequence[Item], scores: Sequence[Sequence[float]], most_alarms: float | None
) -> dict[str, list[dict[str, Any]]]:
    """Answers as the kit's scorer wants them: the sentences whose score is below the threshold.

    The threshold of each fold of groups is chosen on the other folds: the one with the greatest difference of
    recall and false alarms, or, where ``most_alarms`` is given, with the greatest recall at so many false
    alarms.
    """
    answers: dict[str, list[dict[str, Any]]] = {}
    for fold in range(FOLDS):
        known = [pair for pair in zip(items, scores, strict=True) if _fold(pair[0]) != fold]
        threshold = _threshold(known, most_alarms)
        for item, of_item in zip(items, scores, strict=True):
            if _fold(item) == fold:
                answers[item["id"]] = [
                    {"span": sentence["span"], "status": "unsupported" if score < threshold else "supported"}
                    for sentence, score in zip(item["sentence_labels"], of_item, strict=True)
                ]
    return answers


def in_order(items: Sequence[Item], scores: Sequence[Sequence[float]], language: str) -> float:
    """The share of pairs of an unsupported and a supported sentence in which the latter scores higher.

    0.5 is chance; no threshold is involved.
    """
    marked = [
        (sentence["label"], score)
        for item, of_item in zip(items, scores, strict=True)
        for sentence, score in zip(item["sentence_labels"], of_item, strict=True)
        if item["language"] == language
    ]
    wrong = [score for label, score in marked if label == "unsupported"]
    right = [score for label, score in marked if label == "supported"]
    ahead = sum((low < high) + (low == high) / 2 for low in wrong for high in right)
    return ahead / (len(wrong) * len(right))


def by_sentence(items: Sequence[Item], answers: Mapping[str, Sequence[Item]]) -> tuple[float, float]:
    """Recall and false alarms by sentence: whether it has a claim without support, whether it is flagged."""
    hits = wrong = alarms = right = 0
    for item in items:
        denied = [answer["span"] for answer in answers[item["id"]] if answer["status"] == "unsupported"]
        for sentence in item["sentence_labels"]:
            start, end = sentence["span"]
            flagged = any(a < end and start < b for a, b in denied)
            if sentence["label"] == "unsupported":
                wrong, hits = wrong + 1, hits + flagged
            else:
                right, alarms = right + 1, alarms + flagged
    return hits / wrong, alarms / right


def _fold(item: Item) -> int:
    return zlib.crc32(f"fold {item['group']}".encode()) % FOLDS


def _threshold(pairs: Sequence[tuple[Item, Sequence[float]]], most_alarms: float | None) -> float:
    marked = sorted(
        (score, sentence["label"] == "unsupported")
        for item, of_item in pairs
        for sentence, score in zip(item["sentence_labels"], of_item, strict=True)
    )
    wrong = sum(label for _, label in marked)
    right = len(marked) - wrong
    best, chosen = -1.0, float("-inf")
    hits = alarms = 0
    for score, label in marked:  # the threshold is just above this score
        hits, alarms = hits + label, alarms + (not label)
        recall, false = hits / wrong, alarms / right
        value = recall - false if most_alarms is None else recall if false <= most_alarms else -1.0
        if value > best:
            best, chosen = value, score + 1e-9
    return chosen

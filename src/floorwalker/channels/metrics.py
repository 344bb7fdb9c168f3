"""What is counted, for Prometheus. Every label has few values: no ids, no texts, no addresses."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one application, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "floorwalker_turns", "Turns that ended.", ["agent", "outcome"], registry=self.registry
        )
        self.turn_seconds = Histogram(
            "floorwalker_turn_seconds",
            "Seconds from a message's arrival to the end of its turn.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.sentences = Counter(
            "floorwalker_sentences", "Sentences of the assistant that were sent.", registry=self.registry
        )
        self.handovers = Counter(
            "floorwalker_handovers", "Tickets opened for a person.", registry=self.registry
        )
        self.request_seconds = Histogram(
            "floorwalker_request_seconds",
            "Seconds until a response ended, streams included.",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )

    def count_answer(self, answer: Mapping[str, Any], seconds: float) -> None:
        """Count a turn that ended with ``answer``."""
        self.turns.labels(answer["agent"] or "none", _outcome(answer)).inc()
        self.turn_seconds.observe(seconds)
        if answer["handoff"]:
            self.handovers.inc()

    def count_failure(self, outcome: str) -> None:
        """Count a turn without an answer: ``refused`` (the caller's fault) or ``failed`` (ours)."""
        self.turns.labels("none", outcome).inc()


def _outcome(answer: Mapping[str, Any]) -> str:
    if answer["agent"] is None:
        return "silent"
    if answer["handoff"]:
        return "handed_over"
    return "clarified" if answer["clarify"] else "answered"

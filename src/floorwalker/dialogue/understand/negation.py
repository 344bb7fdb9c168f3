"""Which words of a message are denied: 不要雅诗兰黛, "anything but NARS", 美加净的不要, "no gold at all"."""

from floorwalker.dialogue.understand.patterns import negations
from floorwalker.text import Folded

Span = tuple[int, int]


class Negation:
    """The denied stretches of one message.

    A cue denies what follows it within its clause; one that ends its clause, or says that the shopper is
    done with something (用腻了), denies what stands before it. ``cues`` are the spans of the cues themselves.
    """

    def __init__(self, message: Folded) -> None:
        self._message = message
        self.cues: list[Span] = []
        self._denied: list[Span] = []
        start = 0
        for match in [*negations()["clause_end"].finditer(message.text), None]:
            end = match.start() if match else len(message.text)
            self._read(start, end)
            start = match.end() if match else end

    def covers(self, span: Span) -> bool:
        """Whether ``span`` begins in a denied stretch."""
        return any(start <= span[0] < end for start, end in self._denied)

    def _read(self, start: int, end: int) -> None:
        patterns, place = negations(), self._message.span
        clause = self._message.text[start:end]
        after = patterns["done_with"].search(clause) or patterns["postposed"].search(clause)
        if after and clause[: after.start()].strip():
            self.cues.append(place(start + after.start(), start + after.end()))
            self._denied.append(place(start, start + after.start()))
            return
        before = patterns["cue"].search(clause)
        if before:
            self.cues.append(place(start + before.start(), start + before.end()))
            self._denied.append(place(start + before.end(), end))

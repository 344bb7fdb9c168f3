"""What a check of rules finds, and what it is told about the text besides its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from floorwalker.core import Language

Severity = Literal["error", "warning", "notice"]
"""``error``: do not publish as it is; ``warning``: needs a fact, a source or milder words; ``notice``: it may
be said because of what the text itself states, which the shop must be able to prove."""

Genre = Literal["copy", "reply", "live", "staff_note"]
"""Published product copy, a reply to a customer, what is said in a live stream, a note among staff."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a text that its words need not say.

    ``language`` restricts the check to the rules of one language; without it the rules of both are applied.
    ``goods`` is the kind of goods that the text is about, in the words of ``rules/goods.toml`` (cosmetics,
    food, medicine, …); an empty or unknown kind counts as ordinary goods. ``proved`` names the proofs that
    the shop holds for this text (a rule's ``proof``: ``stock``, ``award``, ``ranking``, …). ``names`` are
    registered names and trademarks, titles of products among them: words inside them are no claims.
    ``contacts`` are the shop's own telephone numbers, mailboxes and addresses.
    """

    language: Language | None = None
    genre: Genre | None = None
    goods: str = ""
    proved: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A place of a text that a rule objects to.

    ``span`` is a half-open range of Unicode code points of the text. ``law`` says which law or standard the
    rule rests on, ``reason`` why the words are a problem, ``suggestion`` what to write instead; each by
    language. ``exemption`` is the id of the exemption that made a notice of it.
    """

    rule: str
    category: str
    severity: Severity
    span: tuple[int, int]
    text: str
    law: dict[Language, str]
    reason: dict[Language, str]
    suggestion: dict[Language, str]
    exemption: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding as ``verify`` reports it."""
        return {
            "rule": self.rule,
            "category": self.category,
            "severity": self.severity,
            "span": list(self.span),
            "text": self.text,
            "law": dict(self.law),
            "reason": dict(self.reason),
            "suggestion": dict(self.suggestion),
            "exemption": self.exemption,
        }

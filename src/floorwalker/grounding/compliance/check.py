"""The check itself: which rules a text breaks, and what exempts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from floorwalker.grounding.compliance.findings import SEVERITIES, Context, Finding, Severity
from floorwalker.grounding.compliance.reading import Reach, Reading, Span, stretches
from floorwalker.grounding.compliance.rulebook import Exemption, Matcher, Rule, Rulebook, rulebook
from floorwalker.text import Phrases
from floorwalker.text.phrases import Cover

_NO_CONTEXT = Context()


def check_compliance(text: str, context: Context = _NO_CONTEXT) -> list[Finding]:
    """What rules of advertising, consumer protection, decency and privacy say against a text.

    Findings come in the order of the text. Of several that object to the same words for one reason the
    gravest is given. Time is linear in the length of the text.

    Raises:
        UnusableInput: a shop's own file of rules cannot be used.
    """
    book = rulebook()
    return _Check(text, context, book).findings()


class _Check:
    def __init__(self, text: str, context: Context, book: Rulebook) -> None:
        self._text = text
        self._context = context
        self._book = book
        self._reading = Reading(text, book.vocabulary)
        self._goods = book.classes(context.goods)
        self._reading.add("own-name", self._places(context.names))
        self._reading.add("own-contact", self._places(context.contacts))
        self._reaches: dict[str, Reach] = {}

    def findings(self) -> list[Finding]:
        found = [finding for rule in self._book.rules if self._applies(rule) for finding in self._of(rule)]
        return gravest(found)

    def _places(self, words: tuple[str, ...]) -> list[Span]:
        if not words:
            return []
        return [
            (one.start, one.end) for one in Phrases(dict.fromkeys(words)).occurrences(self._reading.folded)
        ]

    def _applies(self, rule: Rule) -> bool:
        genre = self._context.genre
        return (
            (not rule.goods or not rule.goods.isdisjoint(self._goods))
            and rule.not_goods.isdisjoint(self._goods)
            and (not rule.genres or genre is None or genre in rule.genres)
            and genre not in rule.not_genres
            and not (rule.proof and rule.proof in self._context.proved)
        )

    def _of(self, rule: Rule) -> Iterator[Finding]:
        for span in stretches(self._found(rule.matcher)):
            lifted = [one for one in rule.exempt if self._is_exempt(span, one)]
            if any(not one.notice for one in lifted):
                continue
            severity: Severity = "notice" if lifted else rule.severity
            yield self._finding(rule, span, severity, lifted[0].id if lifted else None)

    def _finding(self, rule: Rule, span: Span, severity: Severity, exemption: str | None) -> Finding:
        start, end = self._reading.original(span)
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=severity,
            span=(start, end),
            text=self._text[start:end],
            law=rule.law,
            reason=rule.reason,
            suggestion=rule.suggestion,
            exemption=exemption,
        )

    def _found(self, matcher: Matcher) -> list[Span]:
        return [
            span for pattern in matcher.of(self._context.language) for span in self._reading.find(pattern)
        ]

    def _is_exempt(self, span: Span, exemption: Exemption) -> bool:
        if exemption.goods and exemption.goods.isdisjoint(self._goods):
            return False
        if exemption.id not in self._reaches:
            self._reaches[exemption.id] = Reach(
                self._reading, exemption.scope, exemption.reach, self._places_of(exemption)
            )
        return self._reaches[exemption.id].has(span)

    def _places_of(self, exemption: Exemption) -> list[Span]:
        """Where an exemption stands, less where a word in its sentence undoes it."""
        spans = self._found(exemption.matcher)
        if not spans:
            return []
        undone = {
            self._reading.sentence(start)
            for pattern in exemption.unless
            for start, _ in self._reading.find(pattern)
        }
        return [span for span in spans if self._reading.sentence(span[0]) not in undone]


def gravest(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in order, without those whose words a graver or longer one of their category covers."""
    by_category: dict[str, list[Finding]] = {}
    for finding in findings:
        by_category.setdefault(finding.category, []).append(finding)
    kept = [finding for found in by_category.values() for finding in _uncovered(found)]
    return sorted(kept, key=lambda finding: (finding.span, finding.rule))


def _uncovered(findings: list[Finding]) -> Iterator[Finding]:
    kept: list[Span] = []
    for severity in SEVERITIES:
        graver, furthest = Cover(kept), -1
        alike = [finding for finding in findings if finding.severity == severity]
        for finding in sorted(alike, key=lambda one: (one.span[0], -one.span[1], one.rule)):
            start, end = finding.span
            if end > furthest and not graver.covers(start, end):
                kept.append(finding.span)
                yield finding
            furthest = max(furthest, end)

"""Rules of advertising, consumer protection, decency and privacy, and the labels of AI-made text.

Pure functions over a text: no I/O beyond the files of rules, no model. What they cannot know, and that they
are no legal advice, stands in docs/compliance.md.
"""

from floorwalker.grounding.compliance.check import check_compliance
from floorwalker.grounding.compliance.findings import Context, Finding, Genre, Severity
from floorwalker.grounding.compliance.labels import (
    ImplicitLabel,
    has_label,
    implicit_label,
    label_text,
    with_implicit_label,
)
from floorwalker.grounding.compliance.rulebook import FILES, rulebook

__all__ = [
    "FILES",
    "Context",
    "Finding",
    "Genre",
    "ImplicitLabel",
    "Severity",
    "check_compliance",
    "has_label",
    "implicit_label",
    "label_text",
    "rulebook",
    "with_implicit_label",
]

"""What a text says, before anybody asks whether it is so: sentences, clauses, amounts, codes, ideas."""

from floorwalker.grounding.reading.amount import Amount, Hedge, Sense, overlaps
from floorwalker.grounding.reading.amounts import find_amounts
from floorwalker.grounding.reading.clauses import Passage, Span, clauses, passages
from floorwalker.grounding.reading.codes import Code, CodeKind, find_codes
from floorwalker.grounding.reading.services import every_service_idea, service_ideas

__all__ = [
    "Amount",
    "Code",
    "CodeKind",
    "Hedge",
    "Passage",
    "Sense",
    "Span",
    "clauses",
    "every_service_idea",
    "find_amounts",
    "find_codes",
    "overlaps",
    "passages",
    "service_ideas",
]

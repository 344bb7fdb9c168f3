"""From a message to its reading: acts, slots, references, and the need as it now stands. No I/O, no model."""

from floorwalker.dialogue.understand.explaining import Explanation, Meaning, explain
from floorwalker.dialogue.understand.mending import SpellingMender
from floorwalker.dialogue.understand.patterns import aspects, details, occasions, qualities, recipients
from floorwalker.dialogue.understand.reader import understand
from floorwalker.dialogue.understand.understanding import Intent, Understanding
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary

__all__ = [
    "Explanation",
    "Intent",
    "Meaning",
    "ShopVocabulary",
    "SpellingMender",
    "Understanding",
    "aspects",
    "details",
    "explain",
    "occasions",
    "qualities",
    "recipients",
    "understand",
]

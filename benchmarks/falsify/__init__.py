"""True texts made false in one place each, to see whether a verifier notices.

Nothing here comes from the verifier under test, nor from anything else of ``floorwalker``.
"""

from .choice import Claims, Falsified, denies, falsify
from .corruption import KINDS, Corruption
from .texts import TrueText, kit_texts, reply_texts

__all__ = [
    "KINDS",
    "Claims",
    "Corruption",
    "Falsified",
    "TrueText",
    "denies",
    "falsify",
    "kit_texts",
    "reply_texts",
]

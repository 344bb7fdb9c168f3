"""The languages a reply can be written in."""

from typing import Literal

Language = Literal["zh", "en"]

Tone = Literal["warm", "formal", "brief"]
"""The tone in which a shop speaks to its customers."""

"""The languages a reply can be written in."""

from typing import Literal

Language = Literal["zh", "en"]

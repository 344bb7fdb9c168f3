"""What the evidence holds, made ready to be compared with what a text says."""

from floorwalker.grounding.known.thing import Stated, Thing
from floorwalker.grounding.known.things import Things

__all__ = ["Stated", "Thing", "Things"]

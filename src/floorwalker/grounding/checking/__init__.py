"""The rules by which a sentence's claims are decided, one file a family of claims."""

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.judge import judge
from floorwalker.grounding.checking.subjects import Memory
from floorwalker.grounding.checking.verdict import Verdict

__all__ = ["Context", "Memory", "Verdict", "judge"]

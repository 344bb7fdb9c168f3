"""Who drafts: the built-in agent, which needs no model."""

from floorwalker.agents.builtin import BuiltinAgent

__all__ = ["BuiltinAgent"]

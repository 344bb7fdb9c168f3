"""Who drafts: the built-in agent, which needs no model."""

from floorwalker.agents.builtin import BuiltinAgent, opener_of, reasons_text

__all__ = ["BuiltinAgent", "opener_of", "reasons_text"]

"""The built-in agent: a small grammar over findings, in Chinese and English."""

from floorwalker.agents.builtin.agent import BuiltinAgent
from floorwalker.agents.builtin.openers import opener_of
from floorwalker.agents.builtin.reasons import reasons_text

__all__ = ["BuiltinAgent", "opener_of", "reasons_text"]

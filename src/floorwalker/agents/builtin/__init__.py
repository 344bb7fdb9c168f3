"""The built-in agent: a small grammar over findings, in Chinese and English."""

from floorwalker.agents.builtin.agent import BuiltinAgent

__all__ = ["BuiltinAgent"]

"""Kinds of goods found by what a shopper means, where no name of a kind is said."""

from floorwalker.search.meaning.kinds import KindsByMeaning

__all__ = ["KindsByMeaning"]

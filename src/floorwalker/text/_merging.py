"""How a shop's tables lie over those of a lexicon: what they add, take away and replace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REMOVE, REPLACE = "remove", "replace"
Table = dict[str, Any]


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> Table:
    """``base`` with ``over`` on top: lists are lengthened, tables merged, other values replaced.

    In every table ``remove`` takes words away from all lists of that table, before its own are added, and
    ``replace = true`` puts it in the place of the one below.
    """
    kept = {} if over.get(REPLACE) else _without(base, set(over.get(REMOVE, ())))
    for key, value in over.items():
        if key in (REMOVE, REPLACE):
            continue
        below = kept.get(key)
        if isinstance(value, dict):
            kept[key] = merged(below if isinstance(below, dict) else {}, value)
        elif isinstance(value, list) and isinstance(below, list):
            kept[key] = [*below, *(item for item in value if item not in below)]
        else:
            kept[key] = value
    return kept


def added_to(base: Mapping[str, Any], over: Mapping[str, Any]) -> Table:
    """As :func:`merged` for files of the package, whose entries may have fields called ``remove``."""
    kept = dict(base)
    for key, value in over.items():
        below = kept.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            kept[key] = added_to(below, value)
        elif isinstance(value, list) and isinstance(below, list):
            kept[key] = [*below, *value]
        else:
            kept[key] = value
    return kept


def _without(table: Mapping[str, Any], words: set[str]) -> Table:
    if not words:
        return dict(table)
    return {
        key: [word for word in value if not (isinstance(word, str) and word in words)]
        if isinstance(value, list)
        else value
        for key, value in table.items()
    }

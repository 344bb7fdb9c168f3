"""The size of a garment or shoe that a question names: 40码, M号, "in medium", "size 9"."""

import re

from floorwalker.dialogue.understand.patterns import asides
from floorwalker.text import fold

_AROUND = re.compile(r"\s*[码号]+$|^(?:in |a |an |the |size |eu |uk |us |of )+")
_BEFORE = re.compile(r"^in (?:an? )?")
_ALIKE = (
    ("xs", "extra small", "x-small", "加小", "特小"),
    ("s", "small", "小"),
    ("m", "medium", "中"),
    ("l", "large", "大"),
    ("xl", "extra large", "x-large", "加大"),
    ("xxl", "2xl", "extra extra large", "xx-large", "特大"),
    ("xxxl", "3xl", "xxx-large"),
)


def garment_size(text: str) -> tuple[str, ...]:
    """The ways in which an option may write the size that a message names, as said first; else nothing."""
    match = asides()["garment_size"].search(fold(text))
    if match is None:
        return ()
    said = _BEFORE.sub("", match.group()).strip()
    bare = _AROUND.sub("", _AROUND.sub("", said)).strip()
    alike = next((names for names in _ALIKE if bare in names), (bare,))
    return tuple(dict.fromkeys((said, bare, *alike)))

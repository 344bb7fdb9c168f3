"""The words a reply opens with, by which no conversation hears the same opening twice."""

import re
from functools import lru_cache

from floorwalker.grounding import Sentence

_LIST_LINE = re.compile(r"\s*\d{1,2}[.、)](\s|$)")
_WORDS = re.compile(r"[^\W\d_]")
_OPENING_WORDS = re.compile(r"[\u3400-\u9fff]{2}|[^\W\d_]+(?:['’]\w+)?(?:\W+[^\W\d_]+)?")


def opener_of(sentence: Sentence) -> str:
    """The words of a sentence without its figures; empty for a line of a list, or where all is figures."""
    words = "".join(part for part in sentence.parts if isinstance(part, str)).strip()
    return words if _WORDS.search(words) and not _LIST_LINE.match(words) else ""


@lru_cache(maxsize=4096)
def head_of(opener: str) -> str:
    """What one hears first: two Chinese characters, or two English words."""
    match = _OPENING_WORDS.search(opener)
    return match.group().casefold() if match else ""

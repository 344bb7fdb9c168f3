"""Sizes of clothes that go by letters: L is "large" is 大码, and none of them is "extra large"."""

from __future__ import annotations

from floorwalker.text._regex import regex
from floorwalker.text.normalise import fold

_SIZES = {
    "xxs": regex(r"xxs|xx-?small|(?:extra[ -]){2}small"),
    "xs": regex(r"xs|x-?small|extra[ -]?small|特小"),
    "s": regex(r"s|small|小"),
    "m": regex(r"m|medium|中"),
    "l": regex(r"l|large|大"),
    "xl": regex(r"xl|1xl?|x-?large|extra[ -]?large|加大|特大"),
    "xxl": regex(r"xxl|2xl?|xx-?large|(?:extra[ -]){2}large|double[ -](?:xl|extra[ -]large)|加加大|特特大"),
    "xxxl": regex(r"xxxl|3xl?|xxx-?large|triple[ -](?:xl|extra[ -]large)|加加加大"),
    "xxxxl": regex(r"x{4}l|4xl?"),
}
_AFFIXES = regex(r"^(?:in |a |an |size )+|(?: size|[号码]|尺码)$")
_OF_SEVERAL_WORDS = regex(
    r"(?<![a-z])(?:(?:extra[ -]){1,3}(?:large|small)|x{1,3}-(?:large|small)"
    r"|(?:double|triple)[ -](?:xl|extra[ -]large))(?![a-z])"
)


def letter_size(text: str) -> str | None:
    """The size that a short text names, by its letters; ``None`` where it names none."""
    plain = _AFFIXES.sub("", fold(text).strip()).strip()
    return next((letters for letters, names in _SIZES.items() if names.fullmatch(plain)), None)


def find_sizes_in_words(text: str) -> list[tuple[int, int]]:
    """Where a lower-case text names a size in several words ("extra large"), which are one name."""
    return [match.span() for match in _OF_SEVERAL_WORDS.finditer(text)]

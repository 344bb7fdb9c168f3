"""Sizes by letters, and by the words for them."""

import pytest

from floorwalker.text import find_sizes_in_words, letter_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("L", "l"), ("large", "l"), ("大码", "l"), ("a large", "l"), ("extra large", "xl"), ("XL", "xl"),
        ("X-Large", "xl"), ("加大码", "xl"), ("2XL", "xxl"), ("double XL", "xxl"), ("size M", "m"), ("Medium", "m"),
        ("小号", "s"), ("extra-small", "xs"), ("blue", None), ("大衣", None), ("9", None),
    ],
)  # fmt: skip
def test_a_size(text: str, size: str | None) -> None:
    """Whichever way it is written; extra large is not large."""
    assert letter_size(text) == size


def test_a_size_in_several_words_is_one_name() -> None:
    """So that its last word alone is none."""
    assert find_sizes_in_words("and in extra large?") == [(7, 18)]

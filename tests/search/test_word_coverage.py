"""Which products carry the most telling of some words."""

import numpy as np

from floorwalker.search.coverage import fitting, uncarried


def test_a_rare_word_tells_more_than_one_that_nearly_all_carry() -> None:
    """Ten shampoos for hair, of which two are for curls: with or without "hair" these fit."""
    bits = np.array([0b01] * 8 + [0b11, 0b10])
    assert np.flatnonzero(fitting(bits, 2, 0, 3)).tolist() == [8, 9]


def test_words_that_nothing_carries_keep_nothing_out() -> None:
    """They are told instead."""
    bits = np.array([0, 0, 0])
    assert fitting(bits, 2, 0, 3).all()
    assert uncarried(bits, 2) == [0, 1]


def test_hints_choose_only_where_enough_are_left() -> None:
    """A word of the story around a wish never leaves a single product."""
    assert fitting(np.array([0b1, 0, 0, 0]), 0, 1, 3).all()
    assert fitting(np.array([0b1, 0b1, 0b1, 0]), 0, 1, 3).tolist() == [True, True, True, False]

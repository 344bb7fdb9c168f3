"""What a shopper saves: by a reduced price, or by taking one product rather than another."""

from collections.abc import Sequence
from dataclasses import replace

from floorwalker.catalog import Product
from floorwalker.conversation import AskNeed, Chosen, Comparison, Finding
from floorwalker.dialogue.gather.comparing import compare
from floorwalker.dialogue.gather.picking import Picker, choice_of
from floorwalker.dialogue.gather.scene import Scene
from floorwalker.dialogue.understand import Understanding

_TWO = 2


class Savings:
    """Answers how much is saved.

    Args:
        scene: the surroundings of the turn.
        picker: picks out of what was shown.
    """

    def __init__(self, scene: Scene, picker: Picker) -> None:
        self._scene = scene
        self._picker = picker

    def tell(self, reading: Understanding) -> list[Finding]:
        """By how much the product meant is cheaper than the one talked about, or than it was.

        Where the talk is of what is on sale, it is the reduction that is asked for.
        """
        meant = self._meant(reading)
        before = [one for one in self._talked_about() if one not in meant]
        if len(meant) == 1 and not self._scene.state.need.on_sale and len(before) == 1:
            return [_apart([*before, *meant], reading)]
        if len(meant) == 1 and meant[0].is_reduced:
            return [Chosen(meant[0], "named", saved=True)]
        group = meant if len(meant) > 1 else [*before, *meant]
        if len(group) == _TWO:
            return [_apart(group, reading)]
        return [Chosen(meant[0], "named")] if meant else [AskNeed("product")]

    def _meant(self, reading: Understanding) -> list[Product]:
        named = self._scene.products(reading.named)
        if named:
            return named
        placed = [one.product for one in self._picker.placed(reading.positions, reading.slots)]
        if placed or choice_of(reading):
            return placed or [one.product for one in self._picker.pick(reading) if isinstance(one, Chosen)]
        slots = reading.slots
        says = slots.brands or slots.types or slots.wishes or slots.words
        described = self._picker.described(slots) if says else []
        if len(described) == 1:
            return described
        elsewhere = self._picker.elsewhere(slots) if slots.brands else []
        return elsewhere or self._scene.products(self._scene.state.focus)

    def _talked_about(self) -> Sequence[Product]:
        """The products of the last reply; where it was a single one, that one."""
        return self._scene.products(self._scene.state.focus)


def _apart(products: Sequence[Product], reading: Understanding) -> Comparison:
    """Two products and by how much their prices differ, without a word on the rest of their records."""
    reading = replace(reading, acts=frozenset({"cheaper_one"}), aspects=())
    return replace(compare(products, reading), rows=())

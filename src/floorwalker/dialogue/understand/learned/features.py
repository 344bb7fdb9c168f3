"""What the classifier of dialogue acts looks at: the shape of a message, what rules found, the scene."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import Folded, is_chinese

_LONGEST = 240  # code points of a message that are looked at: half of them at its beginning, half at its end
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CHUNKS = re.compile(r"[\u4e00-\u9fff]+|[a-z]+(?:'[a-z]+)?|[^\s\w]|[A-Z0]")
_BEGIN, _END = "^", "$"
_MOST_CHARACTERS, _MOST_WORDS, _MOST_FIRST = 4, 3, 5
_STEM = 5
_TEN = 10
_SLOTS = (
    *("types", "brands", "absent_brands", "excluded_brands", "wishes", "unwanted", "unwanted_types", "words"),
    *("price", "rating_min", "positions", "recipient", "occasion", "measure", "figures"),
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a message is said in.

    Goods were ``shown``, the talk is about a ``single`` one of them, a ``bundle`` is being put together.
    """

    shown: bool = False
    single: bool = False
    bundle: bool = False


def shape_of(text: str, kinds: Iterable[Span], brands: Iterable[Span], prices: Iterable[Span]) -> str:
    """A message with what it names replaced by what sort of thing that is: "is there zinc in that K".

    Args:
        text: the message.
        kinds: the spans of kinds of goods in it.
        brands: those of brands.
        prices: those of prices.
    """
    marked = sorted(
        (span, mark) for spans, mark in ((kinds, "K"), (brands, "B"), (prices, "P")) for span in spans
    )
    parts, at = list[str](), 0
    for (start, end), mark in marked:
        if start >= at:
            parts += [_plain(text[at:start]), f" {mark} "]
            at = end
    shape = "".join([*parts, _plain(text[at:])])
    return shape if len(shape) <= _LONGEST else f"{shape[: _LONGEST // 2]} … {shape[-_LONGEST // 2 :]}"


def features(shape: str, acts: AbstractSet[str], slots: Slots, scene: Scene) -> set[str]:
    """The names of the features that a message has.

    Args:
        shape: the shape of the message.
        acts: what expressions found it to do.
        slots: what it says about goods.
        scene: what it is said in.
    """
    found = {*(f"act:{name}" for name in acts), *(f"slot:{name}" for name in _filled(slots))}
    found |= {f"{'shown' if scene.shown else 'first'}&{name}" for name in found}
    found |= {f"scene:{name}" for name in ("shown", "single", "bundle") if getattr(scene, name)}
    found.add(f"length:{min(len(shape) // _TEN, _TEN)}")
    return found.union(_grams(shape))


def _plain(text: str) -> str:
    return _DIGITS.sub("0", Folded.of(text).text)


def _filled(slots: Slots) -> Iterator[str]:
    yield from (name for name in _SLOTS if getattr(slots, name))
    if slots.price:
        yield f"price_{slots.price.kind}"
    if len(slots.types) > 1:
        yield "several_types"


def _grams(shape: str) -> Iterator[str]:
    """Runs of up to four Chinese characters or three words, how it begins, and the stems of long words."""
    tokens = [_BEGIN]
    for chunk in _CHUNKS.findall(shape):
        tokens += list(chunk) if is_chinese(chunk[0]) else [chunk]
    tokens.append(_END)
    for at, token in enumerate(tokens):
        most = _MOST_CHARACTERS if is_chinese(token[0]) else _MOST_WORDS
        yield from ("_".join(tokens[at : at + n]) for n in range(1, most + 1))
        if len(token) > _STEM:
            yield f"{token[:_STEM]}*"
    yield from ("begins:" + "_".join(tokens[1:n]) for n in range(2, min(_MOST_FIRST, len(tokens))))

"""What the classifier of dialogue acts looks at: the shape of a message, what rules found in it, the scene."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import Folded

_LONGEST = 240  # code points of a message that are looked at: its beginning and its end
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CHUNKS = re.compile(r"[\u4e00-\u9fff]+|[a-z]+(?:'[a-z]+)?|[^\s\w]|[A-Z0]")
_BEGIN, _END = "^", "$"
_GRAMS_ZH, _GRAMS_EN = 4, 3
_STEM = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """What a message is said in: whether goods were ``shown``, whether the last reply was about a ``single``
    one or about none (``nothing``), and whether a ``bundle`` is being put together."""

    shown: bool = False
    single: bool = False
    nothing: bool = False
    bundle: bool = False


def skeleton(message: Folded, kinds: Iterable[tuple[int, int]], brands: Iterable[tuple[int, int]],
             prices: Iterable[tuple[int, int]]) -> str:
    """The message with what it names replaced by what kind of thing that is: "is there zinc in that K".

    Args:
        message: the message, folded.
        kinds: the spans, in its original, of kinds of goods.
        brands: those of brands.
        prices: those of prices.
    """
    text = message.original
    marked = sorted(
        [(span, "K") for span in kinds] + [(span, "B") for span in brands] + [(span, "P") for span in prices]
    )
    parts, at = list[str](), 0
    for (start, end), mark in marked:
        if start >= at:
            parts += [_plain(text[at:start]), f" {mark} "]
            at = end
    return "".join([*parts, _plain(text[at:])])


def _plain(text: str) -> str:
    return _DIGITS.sub("0", Folded.of(text).text.lower())


def features(shape: str, acts: AbstractSet[str], slots: Slots, scene: Scene) -> set[str]:
    """The names of the features that a message has.

    Args:
        shape: its skeleton.
        acts: the acts that expressions found in it.
        slots: what it says about goods.
        scene: what it is said in.
    """
    if len(shape) > _LONGEST:
        shape = shape[: _LONGEST // 2] + " … " + shape[-_LONGEST // 2 :]
    found = set(_grams(shape))
    found |= {f"act:{name}" for name in acts}
    found |= {f"slot:{name}" for name in _filled(slots)}
    where = [name for name in ("shown", "single", "nothing", "bundle") if getattr(scene, name)] or ["first"]
    found |= {f"scene:{name}" for name in where}
    now = "shown" if scene.shown else "first"
    found |= {f"{now}&{name}" for name in found if name[:4] in {"act:", "slot"}}
    size = min(len(shape) // 10, 8)
    found.add(f"length:{size}")
    return found


def _filled(slots: Slots) -> Iterator[str]:
    for name in (
        "types", "brands", "absent_brands", "excluded_brands", "wishes", "unwanted", "unwanted_types", "words",
        "price", "rating_min", "positions", "recipient", "occasion", "measure", "figures",
    ):
        if getattr(slots, name):
            yield name
    if slots.price:
        yield f"price_{slots.price.kind}"
    if len(slots.types) > 1:
        yield "several_types"


def _grams(shape: str) -> Iterator[str]:
    """Runs of up to four Chinese characters or three words, with the edges of the message, and stems."""
    tokens = [_BEGIN]
    for chunk in _CHUNKS.findall(shape):
        tokens += list(chunk) if "\u4e00" <= chunk[0] <= "\u9fff" else [chunk]
    tokens.append(_END)
    for at, token in enumerate(tokens):
        most = _GRAMS_ZH if "\u4e00" <= token[0] <= "\u9fff" else _GRAMS_EN
        gram = ""
        for n, one in enumerate(tokens[at : at + most]):
            gram = f"{gram}_{one}" if n else one
            yield gram
        if len(token) > _STEM:
            yield f"{token[:_STEM]}*"
    yield from (f"{_BEGIN}{'_'.join(tokens[1:n])}" for n in range(2, min(5, len(tokens))))

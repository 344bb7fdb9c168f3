"""The kinds of goods that a message means without naming any: "my lips crack", 放床边的小柜子."""

from dataclasses import replace
from typing import NamedTuple

from floorwalker.core import Language
from floorwalker.dialogue.understand.intents import Heard
from floorwalker.dialogue.understand.learned.classifier import Guess
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.dialogue.understand.understanding import Intent
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary

_OPEN = frozenset({Intent.FIND, Intent.NEED_MORE, Intent.UNCLEAR})
"""What a message is taken for that says what is wanted in no words that are known."""

_ANY = frozenset({"any_goods", "list_all"})
"""Acts of who wants whatever has a quality: "wooden things for the yard"."""
_SEARCHES = frozenset({"find", "refine", "help", "bundle", "overview"})
_SURE = 0.7  # of the classifier that a message does, or does not, begin a search


class Meant(NamedTuple):
    """What a message says, and asks for; ``by_meaning`` where its kinds of goods are not named but meant."""

    slots: Slots
    intents: tuple[Intent, ...]
    by_meaning: bool = False


def with_kinds_meant(
    heard: Heard,
    intents: tuple[Intent, ...],
    guess: Guess,
    text: str,
    language: Language,
    vocabulary: ShopVocabulary,
) -> Meant:
    """The message with the kinds that are surely meant; as it was where others are named or none is sure.

    Looked at is a message that begins a search without a kind, or whose kind the shop has none of, since a
    word may have been taken for the wrong one (水壶 in a garden shop). The loose words of such a message are
    its story, and only hint at what to show first.
    """
    slots = heard.slots
    if not _is_open(heard, intents, guess) or vocabulary.sold(slots.types):
        return Meant(slots, intents)
    kinds = vocabulary.meant(text, language, slots.types)
    if not kinds:
        return Meant(slots, intents)
    hints = (*slots.words, *slots.hints)
    told = replace(slots, types=kinds, types_said=(), words=(), deeds=(), hints=hints)
    return Meant(told, (Intent.FIND,), by_meaning=True)


def _is_open(heard: Heard, intents: tuple[Intent, ...], guess: Guess) -> bool:
    """Whether a message may mean goods that it does not name."""
    slots, need = heard.slots, heard.state.need
    if not _OPEN.issuperset(intents) or heard.named or heard.topic or heard.bundle or need.bundle:
        return False
    if slots.brands or slots.absent_brands or "same_brand" in heard.acts:
        return False
    if slots.wishes and heard.acts & _ANY:
        return False
    sure = guess.probability >= _SURE
    begins = guess.label == "find" and sure
    says = slots.types or slots.words or slots.wishes or slots.hints
    if not (begins or (slots.types if need.names_goods else says)):
        return False
    return guess.label in _SEARCHES or not sure

"""The kinds of goods that a message means without naming any: "my lips crack", 放床边的小柜子."""

from dataclasses import replace

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


def may_mean_a_kind(
    heard: Heard, intents: tuple[Intent, ...], guess: Guess, vocabulary: ShopVocabulary
) -> bool:
    """Whether a message may begin a search without naming any kind of goods that the shop has.

    A kind that it has none of may be a word that was taken for the wrong one (水壶 in a garden shop).
    """
    return _is_open(heard, intents, guess) and not vocabulary.sold(heard.slots.types)


def slots_with_kinds_meant(
    slots: Slots, text: str, language: Language, vocabulary: ShopVocabulary
) -> Slots | None:
    """The slots with the kinds that are surely meant; ``None`` where none is sure.

    The loose words of such a message are its story, and only hint at what to show first.
    """
    if not (kinds := vocabulary.meant(text, language, slots.types)):
        return None
    return replace(slots, types=kinds, types_said=(), words=(), deeds=(), hints=(*slots.words, *slots.hints))


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
    if not says and (slots.recipient or slots.occasion or need.names_goods):
        return False  # a present of any kind
    if not (begins or (slots.types if need.names_goods else says)):
        return False
    return guess.label in _SEARCHES or not sure

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

_SEARCHES = frozenset({"find", "refine", "help", "bundle", "overview"})
_SURE = 0.7  # of the classifier that a message does, or does not, begin a search


def slots_with_kinds_meant(
    heard: Heard,
    intents: tuple[Intent, ...],
    guess: Guess,
    text: str,
    language: Language,
    vocabulary: ShopVocabulary,
) -> Slots | None:
    """The slots with the kinds that are surely meant; ``None`` where kinds are named or none is sure.

    Only a message that begins a search is looked at. The loose words of it were a story then, and only hint
    at what to show first.
    """
    slots, need = heard.slots, heard.state.need
    if not _OPEN.issuperset(intents) or slots.types or heard.named or heard.topic or heard.bundle:
        return None
    if not slots.words and not slots.wishes and not slots.hints:
        return None
    if guess.label not in _SEARCHES and guess.probability >= _SURE:
        return None
    goes_on = need.names_goods and not (guess.label == "find" and guess.probability >= _SURE)
    if slots.brands or slots.absent_brands or goes_on or need.bundle:
        return None
    if not (kinds := vocabulary.meant(text, language)):
        return None
    return replace(slots, types=kinds, words=(), deeds=(), hints=(*slots.words, *slots.hints))

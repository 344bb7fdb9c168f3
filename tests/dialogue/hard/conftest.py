"""How a message is met, before the state of a conversation has a say."""

from collections.abc import Callable

import pytest
from hard_cases import Met

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.hard import hard_case, is_general_question, set_apart
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language


@pytest.fixture(scope="session")
def meet() -> Callable[[str], Met]:
    """Reads a message as a shop does that carries no brand."""
    vocabulary = ShopVocabulary({})

    def met(text: str) -> Met:
        parted = set_apart(text)
        rest = Folded.of(parted.rest)
        found = {name for name, pattern in acts().items() if pattern.search(rest.text)}
        slots = find_slots(rest, detect_language(text), vocabulary)
        topic = hard_case(parted, slots, found)
        verdicts = [topic] if topic else []
        if "are_you_human" in found:
            found.discard("person")
        if "bid" in found:  # of what is shown, which is what these messages speak of
            found.add("haggle")
        if is_general_question(rest.text):
            found.add("general")
        return Met(parted, slots, (*verdicts, *sorted(found)))

    return met

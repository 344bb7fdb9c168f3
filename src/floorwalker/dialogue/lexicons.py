"""Every lexicon that a shop can extend, whichever room reads it."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NamedTuple

from floorwalker.agents.builtin.grammar import PHRASES, grammar
from floorwalker.agents.builtin.measure import MEASURE_WORDS, measure_words
from floorwalker.agents.builtin.nouns import NOUNS, noun_data
from floorwalker.core import UnusableInput
from floorwalker.dialogue.understand import (
    body_parts,
    bundle_words,
    hard,
    knowledge,
    mending,
    patterns,
    wordless,
)
from floorwalker.grounding.compliance import FILES as COMPLIANCE
from floorwalker.grounding.compliance import rulebook
from floorwalker.text import (
    Lexicon,
    attributes,
    brand_names,
    current_overlay,
    product_types,
    use_overlay,
)
from floorwalker.text.funds import FUNDS, fund_words
from floorwalker.text.kin import KIN, kin
from floorwalker.text.languages import LANGUAGES, language_words
from floorwalker.text.lexicon import ATTRIBUTES, BRANDS, PRODUCT_TYPES, STOP_WORDS, stop_words
from floorwalker.text.limits import LIMITS, limit_words
from floorwalker.text.traits import TRAITS, traits_wanted


class Extendable(NamedTuple):
    """A lexicon, and what reads it: the reader raises where what the shop added cannot be used."""

    lexicon: Lexicon
    load: Callable[[], object]


EXTENDABLE = (
    Extendable(PRODUCT_TYPES, product_types),
    Extendable(ATTRIBUTES, attributes),
    Extendable(BRANDS, brand_names),
    Extendable(STOP_WORDS, lambda: (stop_words("zh"), stop_words("en"))),
    Extendable(TRAITS, lambda: traits_wanted("")),
    Extendable(KIN, lambda: kin("")),
    Extendable(LIMITS, limit_words),
    Extendable(FUNDS, fund_words),
    Extendable(patterns.ACTS, patterns.acts),
    Extendable(patterns.ASIDES, patterns.asides),
    Extendable(patterns.ASPECTS, patterns.aspects),
    Extendable(patterns.DETAILS, patterns.details),
    Extendable(patterns.USES, patterns.uses),
    Extendable(patterns.ROLES, patterns.roles),
    Extendable(patterns.QUALITIES, patterns.qualities),
    Extendable(patterns.INTERESTS, patterns.interests),
    Extendable(patterns.BODY_PARTS, body_parts.body_parts),
    Extendable(patterns.NEGATION, patterns.negations),
    Extendable(mending.DIALECT, mending.dialect),
    Extendable(patterns.PEOPLE, lambda: (patterns.recipients(), patterns.occasions())),
    Extendable(hard.HARD, hard.topics),
    Extendable(hard.CLUES, hard.topics),
    Extendable(knowledge.KNOWLEDGE, knowledge.topics),
    Extendable(wordless.STICKERS, lambda: wordless.wordless_topic("")),
    Extendable(bundle_words.BUNDLES, bundle_words.bundle_words),
    Extendable(LANGUAGES, language_words),
    Extendable(MEASURE_WORDS, measure_words),
    Extendable(NOUNS, noun_data),
    *(Extendable(rules, rulebook) for rules in COMPLIANCE),
    *(
        Extendable(lexicon, partial(grammar, language))
        for language, lexicons in PHRASES.items()
        for lexicon in lexicons
    ),
)


def extend_lexicons(folder: Path | None) -> None:
    """Lay a folder's files over the lexicons and see that every one of them can be used.

    Raises:
        UnusableInput: a file belongs to no lexicon or cannot be used; it names file, entry and remedy.
    """
    use_overlay(folder)
    for error in strangers():
        raise error
    for lexicon, load in extended():
        lexicon.read()
        load()


def extended() -> list[Extendable]:
    """The lexicons that the overlay in use has a file for."""
    return [one for one in EXTENDABLE if one.lexicon.name in current_overlay().files]


def strangers() -> list[UnusableInput]:
    """An error for each of the overlay's files that belongs to no lexicon."""
    overlay, known = current_overlay(), [one.lexicon.name for one in EXTENDABLE]
    errors = []
    for name in overlay.files:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            remedy = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
            errors.append(UnusableInput(f"there is no lexicon {overlay.folder}/{name}", remedy))
    return errors

"""What an assistant of a shop does not do: found in a message, and set apart from the goods it speaks of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

from floorwalker.conversation import DeclinedTopic
from floorwalker.core import Language
from floorwalker.dialogue.understand.disguise import hidden_texts
from floorwalker.dialogue.understand.expressions import Expressions
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.dialogue.understand.wordless import wordless_topic
from floorwalker.text import (
    Lexicon,
    LexiconFlaw,
    LexiconShape,
    find_prices,
    fold,
    foreign_language,
    of_lexicons,
    product_types,
)

HARD = Lexicon(
    Path(__file__).with_name("lexicons") / "hard.toml",
    shape=LexiconShape(
        optional=dict.fromkeys(("unless", "clues_zh", "clues_en", "unless_clues"), list),
        expressions={"zh": "{}", "en": "{}", "unless": "{}", "unless_clues": "{}"},
    ),
)
"""The expressions of each topic."""
CLUES = Lexicon(
    Path(__file__).with_name("lexicons") / "clues.toml",
    shape=LexiconShape(open=("",), expressions={"zh": "{}", "en": "{}"}),
)
"""Parts of sentences, which the expressions of topics put together."""

_SENTENCE = re.compile(r".+?(?:[.!?;](?=\s|$)|[。！？；\n]|$)[.!?。！？;；\s]*", re.S)
_IN_ORDER: tuple[DeclinedTopic, ...] = ("instructions", "other_customer", "health", "competitor", "off_topic")
_SET_APART = frozenset({"instructions", "other_customer", "off_topic"})
_ALWAYS_SAID = frozenset(get_args(DeclinedTopic)) - {"off_topic", "competitor"}
_COURTESIES = ("praise", "thanks", "mood", "ok", "goodbye", "insult", "greeting")
_CLUE = re.compile(r"(?<!\(\?P)<(\w+)>")
_BETWEEN = "[^.!?;,。]{0,32}"
_LONG = 500
"""Characters beyond which a message is a ramble, of which the last request counts."""
_MOST_SENTENCES = 400


@dataclass(frozen=True, slots=True)
class Parted:
    """A message without what is declined.

    ``topic`` is what an assistant of a shop does not do, if the message asks for it. ``rest`` is what remains
    to be read for goods, acts and questions: empty where nothing does.
    """

    topic: DeclinedTopic | None
    rest: str


def set_apart(text: str) -> Parted:
    """Look for what is declined, sentence by sentence, before the message is read for goods.

    A message without words, or in a language not spoken here, has no rest; emoji that are a courtesy (a
    heart, folded hands, a crying face) are no topic. Sentences with orders to the assistant, about other
    customers or about other matters are left out of the rest; a medical question and a claim about another
    shop stay, for they may be about a product or ask for a price. Of a long message the rest is its last
    request for goods and what follows it.
    """
    if any(topics()["instructions"].found_in(fold(hidden)) for hidden in hidden_texts(text)):
        return Parted("instructions", "")
    folded = fold(text)
    if topic := wordless_topic(folded):
        courtesy = any(acts()[kind].search(folded.strip()) for kind in _COURTESIES)
        return Parted(None, text) if courtesy else Parted(topic, "")
    if foreign_language(text):
        return Parted("language", "")
    sentences = [match[0] for match in _SENTENCE.finditer(text)]
    met = [_topic(fold(sentence).strip()) for sentence in sentences[:_MOST_SENTENCES]]
    met += [None] * (len(sentences) - len(met))
    kept = [sentence for sentence, topic in zip(sentences, met, strict=True) if topic not in _SET_APART]
    found = next((topic for topic in _IN_ORDER if topic in met), None)
    if found is None and len(sentences) > 1 and topics()["health"].composed_in(folded[:_LONG]):
        found = "health"
    return Parted(found, _last_request(kept).strip())


def hard_case(parted: Parted, slots: Slots, found: AbstractSet[str]) -> DeclinedTopic | None:
    """The topic to decline, given what the rest of the message says; ``None``: there is none, or goods count.

    ``instructions`` and ``other_customer`` are always declined, and goods of the rest are answered after. So
    is ``health``; but a question about a product that is named, pointed at or in view is answered from its
    record first, and the topic only said where the record is silent. A claim about another shop gives way
    to a plea for a price, which is haggling, and to a search; another topic to any goods of the rest.

    Args:
        parted: the message, set apart.
        slots: the slots of ``parted.rest``.
        found: the acts found in ``parted.rest``.
    """
    topic = parted.topic
    if topic is None or topic in _ALWAYS_SAID:
        return topic
    if topic == "competitor":
        searches = bool(slots.types) and "seeking" in found
        return None if "haggle" in found or searches else topic
    return None if slots.describe_goods or slots.positions or "haggle" in found else topic


def is_general_question(folded: str) -> bool:
    """Whether a message asks about the world at large ("when is the next eclipse", 越位规则是什么).

    To be asked only where nothing else was understood and no product matches: such a message is about
    another topic (``off_topic``) rather than unclear.
    """
    return topics()["general"].found_in(folded)


def _topic(sentence: str) -> DeclinedTopic | None:
    return next((topic for topic in _IN_ORDER if topics()[topic].found_in(sentence)), None)


def _last_request(sentences: list[str]) -> str:
    """All of it, or of a long message its last request for goods and what follows, at most ``_LONG``."""
    text = "".join(sentences)
    if len(text) <= _LONG:
        return text
    asking = [n for n, sentence in enumerate(sentences) if _asks(fold(sentence))]
    naming = [n for n in asking if _names_goods(sentences[n])]
    first = next(iter(naming[-1:] or asking[-1:]), len(sentences) - 1)
    if len(sentences[first]) > _LONG:
        return "".join(sentences[first:])[-_LONG:]
    return _from(sentences, first)


def _names_goods(sentence: str) -> bool:
    return bool(product_types().find(sentence) or find_prices(sentence))


def _from(sentences: list[str], first: int) -> str:
    """Whole sentences from one on, as many as are read."""
    text = ""
    for sentence in sentences[first:]:
        if len(text) + len(sentence) > _LONG:
            break
        text += sentence
    return text


def _asks(sentence: str) -> bool:
    return any(acts()[act].search(sentence) for act in ("seeking", "question", "cheaper", "person"))


class TopicExpressions(NamedTuple):
    """What meets a topic, and what lifts it; the same for what is put together of clues."""

    met: Expressions
    lifted: Expressions
    composed: Expressions
    uncomposed: Expressions

    def found_in(self, sentence: str) -> bool:
        """Whether a folded sentence meets the topic and nothing lifts it."""
        if self.lifted.found_in(sentence):
            return False
        return self.met.found_in(sentence) or self.composed_in(sentence)

    def composed_in(self, text: str) -> bool:
        """Whether a folded text has the clues of the topic together."""
        return self.composed.found_in(text) and not self.uncomposed.found_in(text)


@of_lexicons
@cache
def topics() -> Mapping[str, TopicExpressions]:
    """The expressions of each topic that is told by its words, and of ``general`` questions.

    Raises:
        UnusableInput: an expression that a shop added cannot be used.
    """
    return {
        entry: TopicExpressions(
            _expressions(entry, (*table["zh"], *table["en"])),
            _expressions(entry, table.get("unless", ())),
            _expressions(
                entry, (one for language in get_args(Language) for one in _composed(table, language))
            ),
            _expressions(entry, table.get("unless_clues", ())),
        )
        for entry, table in HARD.read().items()
    }


def _composed(table: Mapping[str, Sequence[str]], language: Language) -> Iterator[str]:
    """A topic's expressions with the clues that they name by ``<name>``, and ``…`` for what is between."""
    clues = {name: f"(?:{'|'.join(clue.get(language, ()))})" for name, clue in CLUES.read().items()}
    for expression in table.get(f"clues_{language}", ()):
        named = _CLUE.sub(lambda clue: clues.get(clue[1], clue[0]), expression)
        yield named.replace("…", _BETWEEN)


def _expressions(entry: str, expressions: Iterable[str]) -> Expressions:
    try:
        return Expressions(expressions)
    except re.error as error:
        raise HARD.unusable(
            LexiconFlaw((entry,), "", f"no regular expression ({error})", "mend it")
        ) from error
